// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The schema of workspace.sqlite, its versions and the steps between them. Internal to core/store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vrft {

class StoreConnection;

inline constexpr int kSchemaVersion = 5;
// "VRFT" in PRAGMA application_id.
inline constexpr std::int64_t kApplicationId = 0x56524654;

// Of a fresh file, in one transaction.
void createSchema(StoreConnection& connection);

// Throws InvalidFormat if the file isn't a workspace's, NewerFormat if a newer program wrote it. Changes
// nothing.
int readSchemaVersion(StoreConnection& connection, const std::string& repairHint);

// From `version` to the current one, in one transaction.
void upgradeSchema(StoreConnection& connection, int version);

// schema.sql and upgrades/NNN.sql as they were at build time (schema_sql.cpp, generated).
std::string_view schemaSql();
std::string_view upgradeSql(int toVersion);

} // namespace vrft
