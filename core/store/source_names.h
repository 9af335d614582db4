// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Source names: paths as imported, and FILE#SPLIT/INDEX for an image contained in a file. Internal to
// core/store.
#pragma once

#include <string>
#include <string_view>

namespace vrft {

// The last component: "a.png" of "/x/a.png", "set.npz#train/12" of "/x/set.npz#train/12".
std::string sourceLeaf(std::string_view source);

// Whether `name` is `source` or its end behind a folder's border.
bool sourceEndsWith(std::string_view source, std::string_view name);

// Drops leading "./" and turns "\" into "/" (lists from other systems).
std::string normalisedSourceName(std::string_view name);

} // namespace vrft
