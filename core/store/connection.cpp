// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/connection.h"

#include "core/error.h"
#include "core/files.h"
#include "core/store/source_names.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unordered_map>

namespace vrft {

namespace fs = std::filesystem;

namespace {

// Room for a checkpoint of the automatic log size and some edits.
constexpr std::uintmax_t kSpare_bytes = 8U << 20U;
constexpr int kWait_ms = 5000; // for another writer of a shared file

// Looks texts up without making strings of them.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

struct CachedStatement {
    std::unique_ptr<SQLite::Statement> statement;
    bool busy = false;
};

// sources.leaf of a source, for upgrades.
void sqlSourceLeaf(sqlite3_context* context, int, sqlite3_value** values) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    const std::string leaf = sourceLeaf(text == nullptr ? "" : text);
    sqlite3_result_text(context, leaf.c_str(), static_cast<int>(leaf.size()), SQLITE_TRANSIENT);
}

} // namespace

struct StoreConnection::State {
    explicit State(const fs::path& file, int flags)
        : database(file.string(), flags) {}

    SQLite::Database database;
    std::unordered_map<std::string, CachedStatement, TextHash, std::equal_to<>> cache;
    std::function<std::string()> repairHint;
    int depth = 0; // of transactions
};

namespace {

[[noreturn]] void throwAsError(const SQLite::Exception& problem, const fs::path& file,
                               const std::function<std::string()>& repairHint) {
    const std::string what = problem.what();
    switch (problem.getErrorCode()) {
    case SQLITE_FULL:
        throw Error(ErrorCode::DiskFull, "the disk is full; nothing of this edit was stored", file.string(),
                    fmt::format("Free at least {} bytes on that disk", kSpare_bytes));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        throw Error(ErrorCode::InvalidFormat, "the library is damaged: " + what, file.string(),
                    repairHint ? repairHint() : std::string());
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        throw Error(ErrorCode::ReadOnly, "the library can't be written: " + what, file.string(),
                    "Choose a folder you may write to, or change its permissions");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw Error(ErrorCode::Locked, "another program has the library open", file.string(),
                    "Close it first");
    case SQLITE_IOERR:
        throw Error(ErrorCode::Io, "the library can't be read or written: " + what, file.string(),
                    "Check the disk and its free space; edits stored before are safe");
    case SQLITE_CONSTRAINT:
        throw Error(ErrorCode::Mismatch, "the library refuses contradicting data: " + what, file.string());
    default:
        throw Error(ErrorCode::Internal, what, file.string());
    }
}

} // namespace

struct StoreStatement::Impl {
    const StoreConnection* connection;
    const std::function<std::string()>* repairHint;
    SQLite::Statement* statement;
    CachedStatement* cached;                  // given back to, or
    std::unique_ptr<SQLite::Statement> owned; // a second copy of a statement in use

    template <typename F>
    auto guarded(F&& action) const {
        try {
            return action();
        } catch (const SQLite::Exception& problem) {
            throwAsError(problem, connection->file(), *repairHint);
        }
    }
};

StoreStatement::StoreStatement(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)) {}

StoreStatement::StoreStatement(StoreStatement&& other) noexcept = default;

StoreStatement::~StoreStatement() {
    if (!impl_ || impl_->cached == nullptr) return;
    impl_->statement->tryReset(); // repeats the error of a failed step, which was thrown then
    impl_->cached->busy = false;
}

bool StoreStatement::step() {
    return impl_->guarded([this] { return impl_->statement->executeStep(); });
}

std::int64_t StoreStatement::integer(int column) const {
    return impl_->statement->getColumn(column).getInt64();
}

double StoreStatement::real(int column) const {
    return impl_->statement->getColumn(column).getDouble();
}

std::string StoreStatement::text(int column) const {
    return impl_->statement->getColumn(column).getString();
}

bool StoreStatement::isNull(int column) const {
    return impl_->statement->isColumnNull(column);
}

std::optional<std::int64_t> StoreStatement::integerOrNull(int column) const {
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<double> StoreStatement::realOrNull(int column) const {
    return isNull(column) ? std::nullopt : std::optional(real(column));
}

std::optional<std::string> StoreStatement::textOrNull(int column) const {
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

void StoreStatement::bindInteger(int parameter, std::int64_t value) {
    impl_->guarded([&] { impl_->statement->bind(parameter, value); });
}

void StoreStatement::bindReal(int parameter, double value) {
    impl_->guarded([&] { impl_->statement->bind(parameter, value); });
}

void StoreStatement::bindText(int parameter, std::string_view value) {
    impl_->guarded([&] { impl_->statement->bind(parameter, std::string(value)); });
}

void StoreStatement::bindNull(int parameter) {
    impl_->guarded([&] { impl_->statement->bind(parameter); });
}

StoreConnection::StoreConnection(fs::path file, Mode mode, std::function<std::string()> repairHint)
    : file_(std::move(file))
    , owner_(std::this_thread::get_id()) {
    // One thread owns it: SQLite's own locks would cost more than they guard.
    const int flags =
        SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX | (mode == Mode::Open ? 0 : SQLite::OPEN_CREATE);
    try {
        state_ = std::make_unique<State>(file_, flags);
        state_->repairHint = std::move(repairHint);
        sqlite3_create_function(state_->database.getHandle(), "source_leaf", 1,
                                SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, sqlSourceLeaf, nullptr, nullptr);
        // Before anything reads: no schema of a foreign file gets to run functions, bad cells are found
        // early.
        state_->database.exec("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;");
        if (mode == Mode::Shared) {
            state_->database.setBusyTimeout(kWait_ms);
            state_->database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
        } else {
            state_->database.exec("PRAGMA locking_mode=EXCLUSIVE;");
        }
    } catch (const SQLite::Exception& problem) {
        throwAsError(problem, file_, state_ ? state_->repairHint : repairHint);
    }
}

StoreConnection::~StoreConnection() = default;

void StoreConnection::checkThread() const {
    if (std::this_thread::get_id() != owner_)
        throw Error(ErrorCode::Internal, "a workspace was used from a thread that doesn't own it",
                    file_.string());
}

StoreStatement StoreConnection::prepare(std::string_view sql) {
    checkThread();
    try {
        auto found = state_->cache.find(sql);
        if (found == state_->cache.end()) found = state_->cache.try_emplace(std::string(sql)).first;
        CachedStatement& cached = found->second;
        if (!cached.statement)
            cached.statement = std::make_unique<SQLite::Statement>(state_->database, found->first);
        auto impl = std::make_unique<StoreStatement::Impl>();
        impl->connection = this;
        impl->repairHint = &state_->repairHint;
        if (cached.busy) {
            impl->owned = std::make_unique<SQLite::Statement>(state_->database, found->first);
            impl->statement = impl->owned.get();
            impl->cached = nullptr;
        } else {
            cached.busy = true;
            impl->statement = cached.statement.get();
            impl->cached = &cached;
        }
        return StoreStatement(std::move(impl));
    } catch (const SQLite::Exception& problem) {
        throwAsError(problem, file_, state_->repairHint);
    }
}

void StoreConnection::script(const std::string& sql) {
    checkThread();
    try {
        state_->database.exec(sql);
    } catch (const SQLite::Exception& problem) {
        throwAsError(problem, file_, state_->repairHint);
    }
}

std::int64_t StoreConnection::lastId() const {
    return state_->database.getLastInsertRowid();
}

int StoreConnection::numChanged() const {
    return state_->database.getChanges();
}

std::int64_t StoreConnection::totalChanges() const {
    return state_->database.getTotalChanges();
}

void StoreConnection::takeOver() {
    script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA foreign_keys=ON;"
           // 32 MiB: the indexes of 100,000 images, which an import writes to all over.
           "PRAGMA cache_size=-32768;");
    StoreStatement mode = query("PRAGMA journal_mode");
    if (!mode.step() || mode.text(0) != "wal")
        throw Error(ErrorCode::Unsupported, "this disk can't hold a write-ahead log", file_.string(),
                    "Put the workspace on a local disk");
}

std::optional<std::string> StoreConnection::check(bool thorough) {
    StoreStatement rows = query(thorough ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)");
    const std::string answer = rows.step() ? rows.text(0) : "no answer";
    return answer == "ok" ? std::nullopt : std::optional(answer);
}

void StoreConnection::foldLogIn() {
    script("PRAGMA wal_checkpoint(TRUNCATE)");
}

void StoreConnection::copyTo(const fs::path& target) {
    checkThread();
    try {
        SQLite::Database copy(target.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        SQLite::Backup backup(copy, state_->database);
        const int result = backup.executeStep(-1);
        if (result != SQLITE_DONE) throw SQLite::Exception("the copy wasn't finished", result);
        copy.exec("PRAGMA journal_mode=DELETE");
    } catch (const SQLite::Exception& problem) {
        throwAsError(problem, target, nullptr);
    }
    syncFile(target);
}

StoreTransaction::StoreTransaction(StoreConnection& connection)
    : connection_(connection) {
    if (connection_.state_->depth == 0) connection_.script("BEGIN IMMEDIATE");
    ++connection_.state_->depth;
}

StoreTransaction::~StoreTransaction() {
    if (done_) return;
    if (--connection_.state_->depth > 0) return; // the exception under way ends the outer one too
    sqlite3* handle = connection_.state_->database.getHandle();
    // A full disk may have rolled back already.
    if (sqlite3_get_autocommit(handle) == 0) sqlite3_exec(handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

void StoreTransaction::commit() {
    if (connection_.state_->depth == 1) connection_.script("COMMIT");
    --connection_.state_->depth;
    done_ = true;
}

std::string StoreConnection::sqliteVersion() {
    return SQLite::getLibVersion();
}

} // namespace vrft
