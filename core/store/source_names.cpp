// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/source_names.h"

#include <algorithm>

namespace vrft {

namespace {

// Where the "#SPLIT/INDEX" of a contained image begins; the text's end if there is none.
std::size_t containedStart(std::string_view source) {
    const std::size_t hash = source.rfind('#');
    if (hash == std::string_view::npos) return source.size();
    const std::string_view inside = source.substr(hash + 1);
    const std::size_t slash = inside.find('/');
    if (slash == 0 || slash == std::string_view::npos || slash + 1 == inside.size()) return source.size();
    const std::string_view index = inside.substr(slash + 1);
    const bool digits = std::all_of(index.begin(), index.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? hash : source.size();
}

} // namespace

std::string sourceLeaf(std::string_view source) {
    const std::size_t end = containedStart(source);
    const std::size_t slash = source.substr(0, end).rfind('/');
    return std::string(slash == std::string_view::npos ? source : source.substr(slash + 1));
}

bool sourceEndsWith(std::string_view source, std::string_view name) {
    if (!source.ends_with(name)) return false;
    return source.size() == name.size() || source[source.size() - name.size() - 1] == '/';
}

std::string normalisedSourceName(std::string_view name) {
    std::string text(name);
    std::replace(text.begin(), text.end(), '\\', '/');
    while (text.starts_with("./"))
        text.erase(0, 2);
    return text;
}

} // namespace vrft
