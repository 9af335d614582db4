// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the disk under a workspace can be trusted with. Internal to core/store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace vrft {

// The name of a network file system by its statfs magic; nothing for local ones. Source: linux/magic.h,
// statfs(2).
std::optional<std::string> networkFileSystem(std::uint32_t magic);

// A warning for a folder on a network file system, whose locks and syncs SQLite can't rely on.
std::optional<std::string> networkWarning(const std::filesystem::path& folder);

// Throws NotFound or ReadOnly unless `folder` is a folder this user may write to.
void requireWritableFolder(const std::filesystem::path& folder);

} // namespace vrft
