// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/schema.h"

#include "core/error.h"
#include "core/store/connection.h"

#include <fmt/format.h>

namespace vrft {

namespace {

std::int64_t pragma(StoreConnection& connection, std::string_view name) {
    StoreStatement rows = connection.query(fmt::format("PRAGMA {}", name));
    return rows.step() ? rows.integer(0) : 0;
}

void setVersion(StoreConnection& connection) {
    connection.script(fmt::format("PRAGMA user_version={}", kSchemaVersion));
}

} // namespace

void createSchema(StoreConnection& connection) {
    StoreTransaction transaction(connection);
    connection.script(std::string(schemaSql()));
    connection.script(fmt::format("PRAGMA application_id={}", kApplicationId));
    setVersion(connection);
    transaction.commit();
}

int readSchemaVersion(StoreConnection& connection, const std::string& repairHint) {
    if (pragma(connection, "application_id") != kApplicationId)
        throw Error(ErrorCode::InvalidFormat, "this isn't the library of a workspace, or it was emptied",
                    connection.file().string(), repairHint);
    const std::int64_t version = pragma(connection, "user_version");
    if (version > kSchemaVersion)
        throw Error(
            ErrorCode::NewerFormat,
            fmt::format("the workspace has schema {}, this program knows up to {}", version, kSchemaVersion),
            connection.file().string(), "Open it with the program version that wrote it, or update this one");
    if (version < 1)
        throw Error(ErrorCode::InvalidFormat, fmt::format("schema {} doesn't exist", version),
                    connection.file().string(), repairHint);
    return static_cast<int>(version);
}

void upgradeSchema(StoreConnection& connection, int version) {
    // Steps rebuild tables others refer to; the references are checked as a whole before the commit.
    connection.script("PRAGMA foreign_keys=OFF");
    {
        StoreTransaction transaction(connection);
        for (int next = version + 1; next <= kSchemaVersion; ++next)
            connection.script(std::string(upgradeSql(next)));
        if (StoreStatement broken = connection.query("PRAGMA foreign_key_check"); broken.step())
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("the upgrade found a broken reference in table {}", broken.text(0)),
                        connection.file().string(), "The file is unchanged; restore a backup");
        setVersion(connection);
        transaction.commit();
    }
    connection.script("PRAGMA foreign_keys=ON");
}

} // namespace vrft
