#!/bin/bash
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
# Makes the studies of docs/benchmarks/strategies.md, or goes on with whatever is missing of them. Nothing that
# is finished is done again; it may be stopped at any time.
#
#   tests/bench/strategies/go.sh OUT [COLUMN...]
#
# OUT gets one workspace and one study a column. VRFT_BIN: folder of vrftaug-engine and vrftaug-data (else
# build/release/bin), VRFT_REAL_DATA: folder with medmnist/, bccd/ and wbc_seg/ (else ../shared/data beside the
# checkout), VRFT_RESOURCES: the program's resources (else those of the checkout). With VRFT_PREPARE_ONLY=1 workspaces,
# datasets and start policies are made, and nothing is trained.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "$1" && cd "$1" && pwd)
shift
columns=("$@")
[ ${#columns[@]} -gt 0 ] || columns=(severity malignancy retinamnist breastmnist pneumoniamnist cells)
bin=${VRFT_BIN:-$here/../../../build/release/bin}
data=${VRFT_REAL_DATA:-$here/../../../../shared/data}
packs=${VRFT_RESOURCES:-$here/../../../resources}/knowledge/packs
base=${VRFT_RESOURCES:-$here/../../../resources}/policies/base

# once NAME COMMAND...: a step that leaves OUT/done/NAME behind when it has succeeded
once() {
    local mark=$out/done/$1
    shift
    [ -e "$mark" ] && return
    "$@"
    mkdir -p "$out/done" && touch "$mark"
}

dataset_of() { # WS TASK: the folder of the task's one dataset
    local found=("$1"/datasets/"$2"-*)
    echo "${found[0]}"
}

start_policy() { # WS NAME CONFIG DATASET...
    local ws=$1 name=$2 config=$3
    shift 3
    rm -rf "$ws/policies/$name"
    local given=()
    for folder in "$@"; do given+=(--dataset "$folder"); done
    "$bin/vrftaug-engine" cold-start --from "$base" "${given[@]}" --config "$config" --out "$ws/policies/$name"
}

sample() {
    rm -rf "$out/ws/sample"
    "$bin/vrftaug-data" sample "$out/ws/sample"
}

published() { # a MedMNIST set: its images, our words of what is known, its official splits
    local set=$1 ws=$out/ws/$1
    rm -rf "$ws"
    "$bin/vrftaug-data" init "$ws"
    "$bin/vrftaug-data" import "$ws" "$data/medmnist/$set.npz"
    "$bin/vrftaug-data" task "$ws" import "$here/$set.task.json"
    "$bin/vrftaug-data" dataset "$ws" --task "$set" --plan "$set"
    sed "s/TASK/$set/" "$here/answers.start.json" > "$out/$set.start.json"
    start_policy "$ws" start "$out/$set.start.json" "$(dataset_of "$ws" "$set")"
}

cells() { # docs/guide/white-cells.md says each of these commands
    local ws=$out/ws/cells
    rm -rf "$ws"
    "$bin/vrftaug-data" init "$ws"
    "$bin/vrftaug-data" task "$ws" import "$packs/white-cell.json"
    "$bin/vrftaug-data" task "$ws" import "$packs/white-cell-class.json"
    "$bin/vrftaug-data" import "$ws" "$data/bccd/BCCD/JPEGImages"
    "$bin/vrftaug-data" annotate "$ws" --from "$data/bccd/BCCD/Annotations" --task white-cell --reader BCCD
    "$bin/vrftaug-data" import "$ws" "$data/wbc_seg/Dataset 1" --match '*.bmp'
    awk -F, 'BEGIN { split("neutrophil lymphocyte monocyte eosinophil basophil", name, " ")
                     print "source,frame,task,label,grade,x1,y1,x2,y2,reader,note" }
             NR > 1 { sub(/\r/, ""); printf "%03d.bmp,0,white-cell-class,%s,,,,,,wbc_seg,\n", $1, name[$2] }' \
        "$data/wbc_seg/Class Labels of Dataset 1.csv" > "$out/wbc.csv"
    "$bin/vrftaug-data" annotate "$ws" --from "$out/wbc.csv"
    "$bin/vrftaug-data" dataset "$ws" --task white-cell
    "$bin/vrftaug-data" plan "$ws" half --split 50/20/30 # of 299 cells 15 % would be 41 to test on
    "$bin/vrftaug-data" dataset "$ws" --task white-cell-class --plan half
    start_policy "$ws" start "$here/cells.start.json" "$(dataset_of "$ws" white-cell-class)" "$(dataset_of "$ws" white-cell)"
}

prepare() {
    case $1 in
    severity | malignancy) once sample sample ;;
    cells) once cells cells ;;
    *) once "$1" published "$1" ;;
    esac
}

study() { # the study's file names folders of OUT, so it is written there
    local column=$1 ws=$out/ws/$1 task=$1
    case $column in
    severity | malignancy) ws=$out/ws/sample ;;
    cells) task=white-cell-class ;;
    esac
    local localise=
    case $column in
    severity | malignancy) localise=$(dataset_of "$ws" lesion) ;;
    cells) localise=$(dataset_of "$ws" white-cell) ;;
    esac
    sed -e "s|@DATASET@|$(dataset_of "$ws" "$task")|" -e "s|@LOCALISE@|$localise|" -e "s|@WS@|$ws|" -e "s|@OUT@|$out|" \
        "$here/$column.study.json" > "$out/$column.study.json"
    "$bin/vrftaug-engine" study "$out/$column.study.json"
}

for column in "${columns[@]}"; do
    echo "== $column $(date +%H:%M:%S)"
    prepare "$column"
    [ -n "${VRFT_PREPARE_ONLY:-}" ] || study "$column"
done
echo "== done $(date +%H:%M:%S)"
