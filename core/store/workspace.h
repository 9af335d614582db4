// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A workspace: one movable folder with a SQLite library of studies, tasks, annotations and split plans, the
// stored files, and the folders of datasets, policies and runs (formats.md §2).
//
// There is no Save: every edit is one durable transaction with a journal row; the journal is the undo stack
// and survives a restart. A second program on the same workspace is refused in words. Not here: decoding,
// writing dataset folders, reading runs. No SQLite type crosses this header. Thread rule: one thread owns a
// Workspace and all it hands out by reference; calls from another thread are refused. Never carry one across
// fork(). Ownership: the tables live as long as the Workspace. Errors: Error with what, where, what next;
// nothing half-written. Code: NotFound no workspace there, Locked another program has it, ReadOnly,
// NewerFormat, InvalidFormat damaged (the text names the newest backup), DiskFull.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

class AnnotationsTable;
class Backups;
class DatasetsTable;
class ImportsTable;
class Journal;
class MeasurementsTable;
class Plans;
class StoredFiles;
class StudiesTable;
class TasksTable;
class VerdictsTable;

struct WorkspaceOptions {
    std::string user; // who edits; empty: the login name
    double backupEvery_h =
        24; // a backup is made at open when the newest is older (a quarter of an hour where the last program
            // was cut off) and there are images or tasks; 0: at every open; < 0: never
    int num_backups = 8; // rolling: older ones are deleted once a newer one is verified
};

// Who has a workspace open, as they wrote into its lock file when they took it.
struct WorkspaceHolder {
    std::string user;
    std::string machine;
    std::int64_t process = 0;
    double since = 0; // Unix seconds
};

class Workspace {
public:
    // Makes `folder` (0700) a workspace with the plan `main` (70/15/15, seed 1). An existing folder must be
    // empty, or hold only what an interrupted create left; a workspace there is Error(AlreadyExists).
    static std::unique_ptr<Workspace> create(const std::filesystem::path& folder,
                                             const WorkspaceOptions& options = {});
    // Opens, upgrading an older schema (a verified backup is made before).
    static std::unique_ptr<Workspace> open(const std::filesystem::path& folder,
                                           const WorkspaceOptions& options = {});
    static std::string sqliteVersion(); // "3.40.1": of the library that runs
    static bool isWorkspace(const std::filesystem::path& folder);
    // The one who took the lock last: who has it now, where opening said Locked. Nothing where the file says
    // nothing usable.
    static std::optional<WorkspaceHolder> holder(const std::filesystem::path& folder);
    // $XDG_DATA_HOME/vrftaug, else ~/.local/share/vrftaug.
    static std::filesystem::path defaultFolder();

    // Makes a backup if something changed and the newest is older than a quarter of an hour, folds the
    // write-ahead log in and lets the lock go. Nothing may be called afterwards.
    void close();
    // Closes at once: no backup, the log is left for the next open. For whoever must end quickly.
    void closeNow();
    // Closes; trouble is told on stderr (edits are durable already).
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    const std::filesystem::path& folder() const;
    std::filesystem::path datasetsFolder() const; // datasets/NAME-HASH12
    std::filesystem::path imagesFolder() const;   // datasets/images/SHA.png
    std::filesystem::path policiesFolder() const;
    std::filesystem::path runsFolder() const;
    std::filesystem::path trashFolder() const;

    // What the user should know, one line each: a network file system, an upgrade that was made.
    const std::vector<std::string>& warnings() const;
    const std::string& user() const;
    void setUser(const std::string& user);

    // 12 hex digits of HMAC-SHA-256(secret, text): the `patient` of a sample, from its group's name. Equal
    // within a workspace, meaningless outside it.
    std::string pseudonym(std::string_view text) const;

    // Copies bytes to store/ab/HASH.dcm (HASH = their SHA-256) unless they are there, and returns that path
    // relative to the workspace: Instance::storedPath. Durable once importInstances has returned.
    std::string storeFile(std::span<const std::uint8_t> bytes);
    // The same for bytes that come in chunks, the last one empty. Error(Mismatch) if their SHA-256 isn't
    // `expectedHash`: nothing is stored then.
    std::string storeFile(const std::function<std::span<const std::uint8_t>()>& nextChunk,
                          const std::string& expectedHash);
    // The files themselves, for a thread that copies while this one works: any thread, also after close().
    std::shared_ptr<StoredFiles> storedFiles() const;
    // The file of a storedPath: joined with the workspace's folder unless absolute.
    std::filesystem::path filePath(const std::string& storedPath) const;

    StudiesTable& studies();
    TasksTable& tasks();
    AnnotationsTable& annotations();
    Plans& plans();
    DatasetsTable& datasets();
    VerdictsTable& verdicts();
    MeasurementsTable& measurements();
    ImportsTable& imports();
    Journal& journal();
    Backups& backups();

private:
    struct State;
    explicit Workspace(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace vrft
