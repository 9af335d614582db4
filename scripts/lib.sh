# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
# What the scripts share. Sourced, never run.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PRESET=${VRFT_PRESET:-release}
BUILD="$ROOT/build/$PRESET"
# One folder tells later builds which LibTorch was chosen with scripts/setup --libtorch.
LIBTORCH_CHOICE="$ROOT/build/libtorch.path"

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# --help: the comment at the script's head.
help_if_asked() {
    case "${1:-}" in -h | --help)
        sed -n '4,/^[^#]/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    esac
}

# Runs a command as root: directly, or through sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
        fail "This step needs root: $*. Run scripts/setup as root once, or install sudo."
    fi
}

# Configures and builds; extra arguments go to the configure step.
build_all() {
    local args=("$@")
    if [ -f "$LIBTORCH_CHOICE" ]; then args+=("-DVRFT_LIBTORCH=$(cat "$LIBTORCH_CHOICE")"); fi
    say "Configuring ($PRESET)"
    (cd "$ROOT" && cmake --preset "$PRESET" "${args[@]}" >"/tmp/vrft-configure.$$" 2>&1) || {
        cat "/tmp/vrft-configure.$$" >&2
        rm -f "/tmp/vrft-configure.$$"
        fail "CMake could not configure the project. Run scripts/setup, then try again."
    }
    rm -f "/tmp/vrft-configure.$$"
    say "Building (the first time takes some minutes)"
    cmake --build "$BUILD"
}

# One line of docs/benchmarks/soak.md: what, how often without a difference, minutes.
add_soak_row() {
    printf '| %s | %s | %s | 0 | %s | %s | %s |\n' "$(date +%F)" "$1" "$2" "$3" \
        "$(git -C "$ROOT" rev-parse --short=12 HEAD 2>/dev/null || echo unknown)" \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" >>"$ROOT/docs/benchmarks/soak.md"
}
