// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Durability of many files at once. One file, or one folder: core/files.h. Thread rule: any thread.
#pragma once

#include <filesystem>

namespace vrft {

// Everything written so far on the file system of `folder`, whoever wrote it: thousands of files cost one
// wait. Error(Io) where the disk refuses.
void syncFileSystem(const std::filesystem::path& folder);

} // namespace vrft
