// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The store's one door to SQLite: a connection with cached statements, transactions, backup, and every SQLite
// failure turned into an Error. For core/store and core/traces alone; no SQLite type crosses it.
//
// Thread rule: the thread that made it owns it; a call from another one is Error(Internal). Never use it
// after fork().
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>

namespace vrft {

// A borrowed prepared statement: bound, stepped row by row, given back to the cache by its destructor.
class StoreStatement {
public:
    struct Impl;
    explicit StoreStatement(std::unique_ptr<Impl> impl);
    StoreStatement(StoreStatement&& other) noexcept;
    StoreStatement& operator=(StoreStatement&&) = delete;
    ~StoreStatement();

    bool step(); // true: a row is there
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;
    bool isNull(int column) const;
    std::optional<std::int64_t> integerOrNull(int column) const;
    std::optional<double> realOrNull(int column) const;
    std::optional<std::string> textOrNull(int column) const;

    // Parameters count from 1.
    void bindInteger(int parameter, std::int64_t value);
    void bindReal(int parameter, double value);
    void bindText(int parameter, std::string_view value);
    void bindNull(int parameter);

    template <typename T>
    void bind(int parameter, const T& value) {
        if constexpr (std::is_convertible_v<const T&, std::string_view>) {
            bindText(parameter, value);
        } else if constexpr (std::is_integral_v<T>) {
            bindInteger(parameter, static_cast<std::int64_t>(value));
        } else if constexpr (std::is_floating_point_v<T>) {
            bindReal(parameter, value);
        } else if (value) {
            bind(parameter, *value);
        } else {
            bindNull(parameter);
        }
    }

private:
    std::unique_ptr<Impl> impl_;
};

class StoreConnection {
public:
    // Shared: made where missing, and other connections may write it too: for what can be made again.
    enum class Mode { Create, Open, Shared };

    // Opens the file without changing it. `repairHint` completes the error of a damaged file.
    StoreConnection(std::filesystem::path file, Mode mode, std::function<std::string()> repairHint);
    ~StoreConnection();
    StoreConnection(const StoreConnection&) = delete;
    StoreConnection& operator=(const StoreConnection&) = delete;

    static std::string sqliteVersion(); // "3.40.1"

    template <typename... Values>
    StoreStatement query(std::string_view sql, const Values&... values) {
        StoreStatement statement = prepare(sql);
        int parameter = 0;
        (statement.bind(++parameter, values), ...);
        return statement;
    }
    // For statements without rows.
    template <typename... Values>
    void run(std::string_view sql, const Values&... values) {
        query(sql, values...).step();
    }
    void script(const std::string& sql); // several statements, no parameters
    std::int64_t lastId() const;
    int numChanged() const;            // rows of the last statement
    std::int64_t totalChanges() const; // rows since the file was opened

    // Exclusive, WAL, synchronous=FULL, foreign keys: from here on the file is ours.
    void takeOver();
    // First trouble `PRAGMA quick_check` or `integrity_check` names; nothing if sound.
    std::optional<std::string> check(bool thorough);
    void foldLogIn(); // write-ahead log into the file
    // A copy of this moment as a single file without log, synced.
    void copyTo(const std::filesystem::path& target);

    const std::filesystem::path& file() const { return file_; }

private:
    friend class StoreTransaction;
    struct State;
    StoreStatement prepare(std::string_view sql);
    void checkThread() const;

    std::filesystem::path file_;
    std::thread::id owner_;
    std::unique_ptr<State> state_;
};

// BEGIN IMMEDIATE .. COMMIT; rolled back unless committed. One inside another joins it.
class StoreTransaction {
public:
    explicit StoreTransaction(StoreConnection& connection);
    ~StoreTransaction();
    StoreTransaction(const StoreTransaction&) = delete;
    StoreTransaction& operator=(const StoreTransaction&) = delete;
    void commit();

private:
    StoreConnection& connection_;
    bool done_ = false;
};

} // namespace vrft
