// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Opens a workspace's `index.sqlite`, making it where it is missing, damaged or of another version. Internal
// to core/traces. Errors: Error(ReadOnly, DiskFull, Io). Thread rule: the connection belongs to the caller's
// thread.
#pragma once

#include <filesystem>
#include <memory>

namespace vrft {

class StoreConnection;

std::unique_ptr<StoreConnection> openTraceIndex(const std::filesystem::path& workspace);

} // namespace vrft
