// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/files.h"

#include "core/error.h"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace vrft {

namespace fs = std::filesystem;

namespace {

// The folder to sync for a path without one ("x.json") is the current folder.
fs::path parentOf(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// Writes everything or returns the errno of the failure.
int writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

void syncPath(const fs::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) throw systemError(errno, "can't open for syncing", path.string());
    const int result = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    if (result != 0) throw systemError(error, "can't sync to disk", path.string());
}

fs::path requireFree(fs::path target) {
    std::error_code code;
    if (fs::exists(target, code) && !(fs::is_directory(target, code) && fs::is_empty(target, code)))
        throw Error(ErrorCode::AlreadyExists, "the folder exists already", target.string(),
                    "Choose another name");
    return target;
}

} // namespace

std::string readTextFile(const fs::path& file) {
    std::error_code ignored;
    if (fs::is_directory(file, ignored))
        throw Error(ErrorCode::NotFound, "a file is needed, this is a folder", file.string(),
                    "Check the path");
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw systemError(errno, "can't open the file", file.string());
    std::ostringstream content;
    content << stream.rdbuf();
    if (stream.bad()) throw Error(ErrorCode::Io, "can't read the file", file.string(), "Check the disk");
    return std::move(content).str();
}

void makeFolders(const fs::path& folder) {
    if (folder.empty()) return;
    std::error_code code;
    if (fs::is_directory(folder, code)) return;
    if (folder.has_parent_path()) makeFolders(folder.parent_path());
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw systemError(errno, "can't make the folder", folder.string());
    if (!fs::is_directory(folder, code))
        throw Error(ErrorCode::AlreadyExists, "a file stands where a folder is needed", folder.string(),
                    "Move it away or choose another place");
}

void writeFileAtomic(const fs::path& file, std::string_view content, bool durable) {
    const fs::path temporary = file.string() + fmt::format(".tmp-{}", ::getpid());
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) throw systemError(errno, "can't write the file", file.string(), content.size());
    int error = writeAll(descriptor, content);
    if (error == 0 && durable && ::fsync(descriptor) != 0) error = errno;
    if (::close(descriptor) != 0 && error == 0) error = errno;
    if (error == 0 && ::rename(temporary.c_str(), file.c_str()) != 0) error = errno;
    if (error != 0) {
        ::unlink(temporary.c_str());
        throw systemError(error, "can't write the file", file.string(), content.size());
    }
    if (durable) syncFolder(parentOf(file));
}

void syncFile(const fs::path& file) {
    syncPath(file, O_RDONLY);
}

void syncFolder(const fs::path& folder) {
    syncPath(folder, O_RDONLY | O_DIRECTORY);
}

void publishFolder(const fs::path& temporary, const fs::path& target) {
    std::error_code code;
    if (fs::exists(target, code))
        throw Error(ErrorCode::AlreadyExists, "the folder exists already", target.string(),
                    "Choose another name");
    syncFolder(temporary);
    if (::rename(temporary.c_str(), target.c_str()) != 0)
        throw systemError(errno, "can't move the finished folder into place", target.string());
    syncFolder(parentOf(target));
}

void copyFolder(const fs::path& from, const fs::path& to) {
    makeFolders(to);
    std::error_code code;
    fs::copy(from, to, fs::copy_options::recursive, code);
    if (code) throw systemError(code.value(), "can't copy the folder to " + to.string(), from.string());
    for (const auto& entry : fs::recursive_directory_iterator(to))
        if (entry.is_regular_file()) syncFile(entry.path());
}

FolderDraft::FolderDraft(fs::path target)
    : FolderDraft(requireFree(std::move(target)), Unchecked{}) {}

FolderDraft FolderDraft::beside(fs::path target) {
    return {std::move(target), Unchecked{}};
}

FolderDraft::FolderDraft(fs::path target, Unchecked)
    : target_(std::move(target)) {
    const fs::path whole = fs::absolute(target_).lexically_normal();
    const fs::path place = whole.has_filename() ? whole : whole.parent_path(); // "dir/" names dir
    makeFolders(place.parent_path());
    std::string pattern = (place.parent_path() / (".tmp-" + place.filename().string() + "-XXXXXX")).string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw systemError(errno, "can't make a folder", place.parent_path().string());
    path_ = pattern;
}

FolderDraft::FolderDraft(FolderDraft&& other) noexcept
    : target_(std::move(other.target_))
    , path_(std::exchange(other.path_, {})) {}

FolderDraft::~FolderDraft() {
    std::error_code ignored; // a destructor can't report; what remains is hidden and nobody's target
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

void FolderDraft::publish() {
    std::error_code code;
    if (fs::is_directory(target_, code))
        fs::remove(target_, code); // an empty one; others stay and are refused
    publishAs(target_);
}

void FolderDraft::publishAs(const fs::path& target) {
    publishFolder(path_, target);
    path_.clear();
}

void FolderDraft::replaceTarget() {
    syncFolder(path_);
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) != 0) {
        // A file system that can't exchange (NFS): two renames, the old folder kept aside between them.
        const FolderDraft aside = beside(target_);
        const fs::path old = aside.path() / "old";
        if (::rename(target_.c_str(), old.c_str()) != 0)
            throw systemError(errno, "can't move the old folder aside", target_.string());
        if (::rename(path_.c_str(), target_.c_str()) != 0) {
            const int error = errno;
            ::rename(old.c_str(), target_.c_str());
            throw systemError(error, "can't move the finished folder into place", target_.string());
        }
        path_.clear();
    }
    syncFolder(parentOf(target_));
}

std::uint64_t freeBytes(const fs::path& place) {
    struct statvfs info {};
    if (::statvfs(place.c_str(), &info) != 0)
        throw systemError(errno, "can't ask for free space", place.string());
    return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
}

AppendFile::AppendFile(fs::path file)
    : path_(std::move(file)) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor_ < 0) throw systemError(errno, "can't open the file for appending", path_.string());
    struct stat info {};
    if (::fstat(descriptor_, &info) != 0) {
        const int error = errno;
        ::close(descriptor_);
        throw systemError(error, "can't ask for the file's size", path_.string());
    }
    size_ = static_cast<std::uint64_t>(info.st_size);
}

AppendFile::~AppendFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : path_(std::move(other.path_))
    , descriptor_(std::exchange(other.descriptor_, -1))
    , size_(other.size_) {}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
    if (this != &other) {
        if (descriptor_ >= 0) ::close(descriptor_);
        path_ = std::move(other.path_);
        descriptor_ = std::exchange(other.descriptor_, -1);
        size_ = other.size_;
    }
    return *this;
}

void AppendFile::append(std::string_view bytes) {
    const int error = writeAll(descriptor_, bytes);
    if (error != 0) {
        if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0)
            throw systemError(errno, "can't take back a failed append", path_.string());
        throw systemError(error, "can't append to the file", path_.string(), bytes.size());
    }
    size_ += bytes.size();
}

void AppendFile::sync() {
    if (::fsync(descriptor_) != 0) throw systemError(errno, "can't sync to disk", path_.string());
}

FileLock::FileLock(const fs::path& file, const std::string& busyText, const std::string& next) {
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0) throw systemError(errno, "can't open the lock file", file.string());
    struct flock request {};
    request.l_type = F_WRLCK;
    request.l_whence = SEEK_SET;
    if (::fcntl(descriptor_, F_OFD_SETLK, &request) != 0) {
        const int error = errno;
        ::close(descriptor_);
        if (error == EAGAIN || error == EACCES) throw Error(ErrorCode::Locked, busyText, file.string(), next);
        throw systemError(error, "can't lock the file", file.string());
    }
}

FileLock::~FileLock() {
    ::close(descriptor_);
}

} // namespace vrft
