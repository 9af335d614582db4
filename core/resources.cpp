// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/resources.h"

#include "core/error.h"

#include <cstdlib>

namespace vrft {

namespace fs = std::filesystem;

namespace {

bool holdsResources(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "knowledge", ignored);
}

} // namespace

fs::path resourcesFolder() {
    if (const char* chosen = std::getenv("VRFT_RESOURCES"); chosen != nullptr && *chosen != '\0') {
        if (holdsResources(chosen)) return chosen;
        throw Error(ErrorCode::NotFound, "VRFT_RESOURCES names a folder without `knowledge`", chosen,
                    "Point it to the folder `resources` of the program");
    }
    std::error_code code;
    const fs::path program = fs::read_symlink("/proc/self/exe", code);
    for (fs::path folder = program.parent_path(); !code && folder.has_relative_path();
         folder = folder.parent_path())
        for (const fs::path& place : {folder / "share" / "vrftaug" / "resources", folder / "resources"})
            if (holdsResources(place)) return place;
    throw Error(ErrorCode::NotFound, "the program's resources aren't there", program.string(),
                "Install it completely or set VRFT_RESOURCES to its folder `resources`");
}

} // namespace vrft
