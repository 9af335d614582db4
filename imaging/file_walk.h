// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The files below a folder in natural order, with a row for everything that can't be a file to import.
//
// Links are followed for files, not for folders (no circles). Nothing is opened. Errors: Error for the folder
// itself, Error(Cancelled). Thread rule: safe on different folders.
#pragma once

#include "core/store/imports_table.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vrft {

struct FileWalk {
    std::vector<std::string> files; // a million of them must fit: strings, not paths
    std::vector<ImportRow> rows;    // folders that can't be read, links to nowhere, pipes
};

FileWalk filesBelow(const std::filesystem::path& folder, const std::function<bool()>& cancelled);

} // namespace vrft
