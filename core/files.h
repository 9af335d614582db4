// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Durable file operations: atomic replacement, append-only streams, folders published by rename, advisory
// locks.
//
// Every failure is an Error with the path; a full disk says how many bytes are needed. Nothing half-written
// is left under its final name. Thread rule: functions are safe on different paths; an AppendFile belongs to
// one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace vrft {

std::string readTextFile(const std::filesystem::path& file);

// Creates folders with mode 0700 (patients' data); existing ones are left as they are.
void makeFolders(const std::filesystem::path& folder);

// Writes FILE.tmp-PID beside `file`, fsyncs it, renames it over `file`; fsyncs the folder when `durable`.
void writeFileAtomic(const std::filesystem::path& file, std::string_view content, bool durable = true);

void syncFile(const std::filesystem::path& file);
void syncFolder(const std::filesystem::path& folder);

// Renames a fully written and synced folder into place; `target` must not exist.
void publishFolder(const std::filesystem::path& temporary, const std::filesystem::path& target);

// Copies a folder with everything in it; `to` is made if it isn't there. Files are synced.
void copyFolder(const std::filesystem::path& from, const std::filesystem::path& to);

// A folder in the making: new, empty and hidden beside `target` (one file system), under a name that nobody
// else has. It goes away with the object unless it was published. After a SIGKILL a ".tmp-NAME-XXXXXX" stays.
class FolderDraft {
public:
    // Throws Error(AlreadyExists) when `target` is there and isn't an empty folder.
    explicit FolderDraft(std::filesystem::path target);
    // Where the target may be there, or its last name isn't known yet: ends with replaceTarget() or
    // publishAs().
    static FolderDraft beside(std::filesystem::path target);
    ~FolderDraft();
    FolderDraft(FolderDraft&& other) noexcept;
    FolderDraft& operator=(FolderDraft&&) = delete;
    FolderDraft(const FolderDraft&) = delete;
    FolderDraft& operator=(const FolderDraft&) = delete;

    const std::filesystem::path& path() const { return path_; }
    const std::filesystem::path& target() const { return target_; }

    // Each ends the draft; once.
    void publish();                                      // by rename
    void publishAs(const std::filesystem::path& target); // likewise, under another name in the same folder
    void replaceTarget(); // exchanges draft and target, then removes what was there

private:
    struct Unchecked {};
    FolderDraft(std::filesystem::path target, Unchecked);
    std::filesystem::path target_;
    std::filesystem::path path_; // empty once published
};

std::uint64_t freeBytes(const std::filesystem::path& place);

// An append-only file. A failed append is taken back (the file is cut to where it was), so that a full disk
// never leaves half a line.
class AppendFile {
public:
    explicit AppendFile(std::filesystem::path file);
    ~AppendFile();
    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&& other) noexcept;
    AppendFile(const AppendFile&) = delete;
    AppendFile& operator=(const AppendFile&) = delete;

    void append(std::string_view bytes);
    void sync();
    std::uint64_t size() const { return size_; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

// An open-file-description lock (F_OFD_SETLK) on `file`, which is created. Released by the kernel when the
// process ends in whatever way. Throws Error(Locked) with `busyText` when another program holds it.
class FileLock {
public:
    FileLock(const std::filesystem::path& file, const std::string& busyText, const std::string& next);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int descriptor_ = -1;
};

} // namespace vrft
