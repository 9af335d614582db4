// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/workspace.h"

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/store/annotations_table.h"
#include "core/store/backups.h"
#include "core/store/connection.h"
#include "core/store/datasets_table.h"
#include "core/store/imports_table.h"
#include "core/store/journal.h"
#include "core/store/measurements_table.h"
#include "core/store/place.h"
#include "core/store/plans.h"
#include "core/store/schema.h"
#include "core/store/stored_files.h"
#include "core/store/studies_table.h"
#include "core/store/tasks_table.h"
#include "core/store/verdicts_table.h"

#include <cerrno>
#include <chrono>
#include <fmt/format.h>
#include <fstream>
#include <pwd.h>
#include <sys/random.h>
#include <unistd.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr const char* kLibrary = "workspace.sqlite";
constexpr const char* kLibraryInTheMaking = "workspace.sqlite.new";
constexpr const char* kLock = "workspace.lock";
constexpr const char* kSecret = "secret";
constexpr std::array kFolders = {"store",   "datasets", "datasets/images", "policies", "runs",
                                 "backups", "trash"};
// A command that changes little needn't push out an older backup.
constexpr double kCloseBackupEvery_h = 0.25;

std::string loginName() {
    const passwd* entry = ::getpwuid(::geteuid());
    return entry != nullptr ? entry->pw_name : std::to_string(::geteuid());
}

std::string newSecret() {
    std::array<std::uint8_t, 32> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw systemError(errno, "can't get random numbers for the workspace's secret", "getrandom");
    return toHex(bytes);
}

std::string readSecret(const fs::path& folder) {
    const fs::path file = folder / kSecret;
    std::string text = fs::exists(file) ? readTextFile(file) : std::string();
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    if (text.size() < 32)
        throw Error(
            ErrorCode::InvalidFormat, "the workspace's secret is missing or too short", file.string(),
            "Put the file back from a copy of the workspace; without it patients' codes would change");
    return text;
}

std::string repairHint(const fs::path& folder) {
    const std::vector<BackupInfo> backups = Backups::list(folder);
    if (backups.empty()) return "There is no backup in the folder backups";
    return fmt::format("The newest backup is {}: move {} and {}-wal away and copy it there",
                       backups.front().file.string(), kLibrary, kLibrary);
}

// An interrupted create leaves only names of ours, and no library.
void refuseForeignContent(const fs::path& folder) {
    const std::set<std::string> ours = {
        kLock,     kSecret,    kLibraryInTheMaking, std::string(kLibraryInTheMaking) + "-journal",
        "store",   "datasets", "policies",          "runs",
        "backups", "trash"};
    for (const fs::directory_entry& item : fs::directory_iterator(folder)) {
        const std::string name = item.path().filename().string();
        if (!ours.contains(name) && !name.starts_with("secret.tmp-"))
            throw Error(ErrorCode::AlreadyExists, fmt::format("the folder isn't empty (\"{}\")", name),
                        folder.string(), "Choose a new or an empty folder for the workspace");
    }
}

std::string machineName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "this machine";
}

// In place: the lock belongs to this very file. For words only, so that failing changes nothing.
void writeHolder(const fs::path& file, const std::string& user) {
    const double now =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    const Json holder = {
        {"format", 1}, {"user", user}, {"machine", machineName()}, {"process", ::getpid()}, {"since", now}};
    std::ofstream(file, std::ios::trunc)
        << holder.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

std::unique_ptr<FileLock> lockFolder(const fs::path& folder, const WorkspaceOptions& options) {
    constexpr const char* kBusy = "another program has this workspace open";
    try {
        auto lock = std::make_unique<FileLock>(folder / kLock, kBusy, "Close it there first");
        writeHolder(folder / kLock, options.user.empty() ? loginName() : options.user);
        return lock;
    } catch (const Error& error) {
        const auto holder = Workspace::holder(folder);
        if (error.code() != ErrorCode::Locked || !holder) throw;
        throw Error(
            ErrorCode::Locked,
            fmt::format("{}: {} on {}, process {}", kBusy, holder->user, holder->machine, holder->process),
            error.where(), error.next());
    }
}

// A log with content is left by a program that couldn't close, and so made no backup at its end.
bool wasCutOff(const fs::path& folder) {
    std::error_code code;
    const auto size = fs::file_size(folder / (std::string(kLibrary) + "-wal"), code);
    return !code && size > 0;
}

bool holdsWork(StoreConnection& connection) {
    return connection.query("SELECT 1 FROM instances UNION ALL SELECT 1 FROM tasks LIMIT 1").step();
}

// The library under a temporary name, moved into place when it is complete.
void makeLibrary(const fs::path& folder, const std::string& who) {
    const fs::path making = folder / kLibraryInTheMaking;
    fs::remove(making);
    fs::remove(making.string() + "-journal");
    {
        StoreConnection connection(making, StoreConnection::Mode::Create, nullptr);
        createSchema(connection);
        Journal journal(connection, who);
        Plans(connection, journal).create(kFirstPlan);
    }
    fs::permissions(making, fs::perms::owner_read | fs::perms::owner_write);
    syncFile(making);
    fs::rename(making, folder / kLibrary);
    syncFolder(folder);
}

} // namespace

struct Workspace::State {
    State(fs::path place, std::unique_ptr<FileLock> held, const WorkspaceOptions& options)
        : folder(std::move(place))
        , lock(std::move(held))
        , secret(readSecret(folder))
        , closeBackups(options.backupEvery_h >= 0)
        , connection(folder / kLibrary, StoreConnection::Mode::Open,
                     [where = folder] { return repairHint(where); })
        , files(std::make_shared<StoredFiles>(folder))
        , journal(connection, options.user.empty() ? loginName() : options.user)
        , backups(connection, folder, options.num_backups)
        , plans(connection, journal)
        , studies(connection, journal, plans, *files)
        , tasks(connection, journal)
        , annotations(connection, journal, tasks)
        , datasets(connection, journal)
        , verdicts(connection, journal)
        , measurements(connection, journal)
        , imports(connection, studies, journal) {}

    fs::path folder;
    std::unique_ptr<FileLock> lock; // released last
    std::string secret;
    std::vector<std::string> warnings;
    bool closeBackups;
    StoreConnection connection;
    std::shared_ptr<StoredFiles> files;
    Journal journal;
    Backups backups;
    Plans plans;
    StudiesTable studies;
    TasksTable tasks;
    AnnotationsTable annotations;
    DatasetsTable datasets;
    VerdictsTable verdicts;
    MeasurementsTable measurements;
    ImportsTable imports;
};

Workspace::Workspace(std::unique_ptr<State> state)
    : state_(std::move(state)) {}

std::unique_ptr<Workspace> Workspace::create(const fs::path& folder, const WorkspaceOptions& options) {
    makeFolders(folder);
    requireWritableFolder(folder);
    if (isWorkspace(folder))
        throw Error(ErrorCode::AlreadyExists, "there is a workspace already", folder.string(),
                    "Open it, or choose another folder");
    refuseForeignContent(folder);
    {
        const std::unique_ptr<FileLock> lock = lockFolder(folder, options);
        fs::permissions(folder, fs::perms::owner_all);
        for (const char* name : kFolders)
            makeFolders(folder / name);
        if (!fs::exists(folder / kSecret)) writeFileAtomic(folder / kSecret, newSecret() + "\n");
        makeLibrary(folder, options.user.empty() ? loginName() : options.user);
    }
    return open(folder, options);
}

std::unique_ptr<Workspace> Workspace::open(const fs::path& folder, const WorkspaceOptions& options) {
    if (!isWorkspace(folder))
        throw Error(ErrorCode::NotFound, "there is no workspace here", folder.string(),
                    Backups::list(folder).empty()
                        ? "Check the path, or make a workspace with vrftaug-data init"
                        : repairHint(folder));
    requireWritableFolder(folder);
    auto lock = lockFolder(folder, options);
    const bool cutOff = wasCutOff(folder); // before SQLite takes the log in
    auto state = std::make_unique<State>(fs::canonical(folder), std::move(lock), options);
    StoreConnection& connection = state->connection;
    if (auto warning = networkWarning(state->folder)) state->warnings.push_back(*warning);
    const std::string hint = repairHint(state->folder);
    const int version = readSchemaVersion(connection, hint);
    connection.takeOver();
    if (const std::optional<std::string> trouble = connection.check(false))
        throw Error(ErrorCode::InvalidFormat, "the library is damaged: " + *trouble,
                    connection.file().string(), hint);
    if (version < kSchemaVersion) {
        const BackupInfo backup = state->backups.make();
        upgradeSchema(connection, version);
        state->warnings.push_back(
            fmt::format("The workspace was brought from schema {} to {}; the state before is {}", version,
                        kSchemaVersion, backup.file.string()));
    } else if (holdsWork(connection)) { // a backup of nothing would put off the first that matters
        const double every_h =
            cutOff ? std::min(options.backupEvery_h, kCloseBackupEvery_h) : options.backupEvery_h;
        if (state->backups.due(every_h)) state->backups.make();
    }
    return std::unique_ptr<Workspace>(new Workspace(std::move(state)));
}

std::string Workspace::sqliteVersion() {
    return StoreConnection::sqliteVersion();
}

bool Workspace::isWorkspace(const fs::path& folder) {
    std::error_code code;
    return fs::is_regular_file(folder / kLibrary, code);
}

std::optional<WorkspaceHolder> Workspace::holder(const fs::path& folder) {
    std::error_code code;
    constexpr std::uintmax_t kMost = 4096;
    if (const auto size = fs::file_size(folder / kLock, code); code || size > kMost) return std::nullopt;
    try {
        const Json json = Json::parse(readTextFile(folder / kLock));
        return WorkspaceHolder{json.at("user"), json.at("machine"), json.at("process"), json.at("since")};
    } catch (const std::exception&) {
        return std::nullopt; // of an older version, or being written
    }
}

fs::path Workspace::defaultFolder() {
    const char* dataHome = std::getenv("XDG_DATA_HOME");
    if (dataHome != nullptr && fs::path(dataHome).is_absolute()) return fs::path(dataHome) / "vrftaug";
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home == '\0')
        throw Error(ErrorCode::NotFound, "neither XDG_DATA_HOME nor HOME is set", {},
                    "Name the workspace's folder");
    return fs::path(home) / ".local" / "share" / "vrftaug";
}

void Workspace::close() {
    if (!state_) return;
    if (state_->closeBackups && state_->backups.changedSinceLast() &&
        state_->backups.due(kCloseBackupEvery_h))
        state_->backups.make();
    state_->connection.foldLogIn();
    state_.reset();
}

void Workspace::closeNow() {
    state_.reset();
}

Workspace::~Workspace() {
    try {
        close();
    } catch (const std::exception& error) {
        fmt::print(stderr, "closing the workspace: {}\n", error.what());
    }
}

const fs::path& Workspace::folder() const {
    return state_->folder;
}
fs::path Workspace::datasetsFolder() const {
    return state_->folder / "datasets";
}
fs::path Workspace::imagesFolder() const {
    return state_->folder / "datasets" / "images";
}
fs::path Workspace::policiesFolder() const {
    return state_->folder / "policies";
}
fs::path Workspace::runsFolder() const {
    return state_->folder / "runs";
}
fs::path Workspace::trashFolder() const {
    return state_->folder / "trash";
}

const std::vector<std::string>& Workspace::warnings() const {
    return state_->warnings;
}
const std::string& Workspace::user() const {
    return state_->journal.who();
}
void Workspace::setUser(const std::string& user) {
    state_->journal.setWho(user);
}

std::string Workspace::pseudonym(std::string_view text) const {
    return hmacSha256Hex(state_->secret, text).substr(0, 12);
}

std::string Workspace::storeFile(std::span<const std::uint8_t> bytes) {
    return state_->files->put(bytes);
}

std::string Workspace::storeFile(const std::function<std::span<const std::uint8_t>()>& nextChunk,
                                 const std::string& expectedHash) {
    return state_->files->put(nextChunk, expectedHash);
}

std::shared_ptr<StoredFiles> Workspace::storedFiles() const {
    return state_->files;
}

fs::path Workspace::filePath(const std::string& storedPath) const {
    return state_->folder / storedPath;
}

StudiesTable& Workspace::studies() {
    return state_->studies;
}
TasksTable& Workspace::tasks() {
    return state_->tasks;
}
AnnotationsTable& Workspace::annotations() {
    return state_->annotations;
}
Plans& Workspace::plans() {
    return state_->plans;
}
DatasetsTable& Workspace::datasets() {
    return state_->datasets;
}
MeasurementsTable& Workspace::measurements() {
    return state_->measurements;
}

VerdictsTable& Workspace::verdicts() {
    return state_->verdicts;
}
ImportsTable& Workspace::imports() {
    return state_->imports;
}
Journal& Workspace::journal() {
    return state_->journal;
}
Backups& Workspace::backups() {
    return state_->backups;
}

} // namespace vrft
