// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_files.h"

#include "core/error.h"
#include "core/file_system.h"
#include "core/files.h"
#include "core/hash.h"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kIncoming = ".incoming-";

// Removes itself unless it was moved into place.
class IncomingFile {
public:
    explicit IncomingFile(fs::path file)
        : file_(std::move(file))
        , descriptor_(::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0) throw systemError(errno, "can't write the file", file_.string());
    }
    ~IncomingFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
        if (!file_.empty()) ::unlink(file_.c_str());
    }
    IncomingFile(const IncomingFile&) = delete;
    IncomingFile& operator=(const IncomingFile&) = delete;

    void write(std::span<const std::uint8_t> bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) throw systemError(errno, "can't write the file", file_.string(), bytes.size());
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
    }
    void moveTo(const fs::path& target) {
        const int result = ::close(descriptor_);
        descriptor_ = -1;
        if (result != 0 || ::rename(file_.c_str(), target.c_str()) != 0)
            throw systemError(errno, "can't write the file", target.string());
        file_.clear();
    }

private:
    fs::path file_;
    int descriptor_;
};

} // namespace

StoredFiles::StoredFiles(fs::path workspaceFolder)
    : folder_(std::move(workspaceFolder)) {
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(folder_ / "store", code))
        if (entry.path().filename().string().starts_with(kIncoming)) fs::remove(entry.path(), code);
}

std::string StoredFiles::put(std::span<const std::uint8_t> bytes) {
    const std::string hash = sha256Hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return put([&bytes] { return std::exchange(bytes, {}); }, hash);
}

// An existing file of that name is replaced: a power loss can leave a name with other bytes behind it.
std::string StoredFiles::put(const std::function<std::span<const std::uint8_t>()>& nextChunk,
                             const std::string& expectedHash) {
    makeFolders(folder_ / "store");
    IncomingFile incoming(folder_ / "store" / fmt::format("{}{}", kIncoming, ++next_));
    Sha256 hash;
    for (auto chunk = nextChunk(); !chunk.empty(); chunk = nextChunk()) {
        hash.update(chunk);
        incoming.write(chunk);
    }
    if (const std::string found = toHex(hash.finish()); found != expectedHash)
        throw Error(ErrorCode::Mismatch, "the bytes changed while they were read", expectedHash,
                    "Import the file again when nothing writes to it");
    const std::string relative = "store/" + expectedHash.substr(0, 2) + "/" + expectedHash + ".dcm";
    makeFolders((folder_ / relative).parent_path());
    incoming.moveTo(folder_ / relative);
    dirty_ = true; // after the name is there: a sync from another thread meanwhile may have missed it
    return relative;
}

void StoredFiles::sync() {
    if (!dirty_.exchange(false)) return;
    try {
        syncFileSystem(folder_ / "store");
    } catch (const Error&) {
        dirty_ = true;
        throw;
    }
}

} // namespace vrft
