// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where the files shipped with the program are.
//
// Thread rule: call from one thread (reads the environment).
#pragma once

#include <filesystem>

namespace vrft {

// $VRFT_RESOURCES if set, else PREFIX/share/vrftaug/resources of an installation, else `resources` in a
// folder above the program (the source tree of a build). Throws Error(NotFound) when there is none.
std::filesystem::path resourcesFolder();

} // namespace vrft
