// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/traces/index_file.h"

#include "core/error.h"
#include "core/store/connection.h"

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kVersion = 3;

// The words are indexed without being kept: they are in the run folder.
constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    file INTEGER NOT NULL DEFAULT 0,
    offset INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0, -- torn or foreign lines passed over
    final INTEGER NOT NULL DEFAULT 0 -- bytes of final-completions.jsonl taken in
) STRICT;
CREATE TABLE IF NOT EXISTS traces (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: words of forgotten runs stay in the word list
    run INTEGER NOT NULL REFERENCES runs (id),
    step INTEGER NOT NULL,
    stage TEXT NOT NULL,
    kind INTEGER NOT NULL,
    sample TEXT NOT NULL,
    k INTEGER NOT NULL,
    image_of TEXT NOT NULL,
    answer TEXT,
    score REAL,
    total REAL NOT NULL,
    advantage REAL,
    length INTEGER NOT NULL,
    truncated INTEGER NOT NULL,
    entropy REAL,
    file INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    superseded INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS traces_by_step ON traces (run, step, kind, sample, k);
CREATE INDEX IF NOT EXISTS traces_by_sample ON traces (run, sample, step);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
)sql";

std::int64_t versionOf(StoreConnection& connection) {
    StoreStatement row = connection.query("PRAGMA user_version");
    return row.step() ? row.integer(0) : 0;
}

// Nothing if what lies there can't be used.
std::unique_ptr<StoreConnection> open(const fs::path& file) {
    try {
        auto connection = std::make_unique<StoreConnection>(file, StoreConnection::Mode::Shared, nullptr);
        const std::int64_t version = versionOf(*connection);
        if (version != 0 && version != kVersion) return nullptr;
        StoreTransaction transaction(*connection);
        connection->script(kSchema);
        connection->script("PRAGMA user_version=" + std::to_string(kVersion));
        transaction.commit();
        return connection;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::InvalidFormat && error.code() != ErrorCode::Internal) throw;
        return nullptr;
    }
}

} // namespace

std::unique_ptr<StoreConnection> openTraceIndex(const fs::path& workspace) {
    const fs::path file = workspace / "index.sqlite";
    if (auto connection = open(file)) return connection;
    for (const char* end : {"", "-wal", "-shm"})
        fs::remove(file.string() + end);
    if (auto connection = open(file)) return connection;
    throw Error(ErrorCode::Io, "the index of traces can't be made", file.string(),
                "Check the disk; the runs themselves are not touched");
}

} // namespace vrft
