// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_files.h"

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace vrft {

namespace fs = std::filesystem;

std::string StoredFiles::put(std::span<const std::uint8_t> bytes) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const std::string hash = sha256Hex(text);
    const std::string relative = "store/" + hash.substr(0, 2) + "/" + hash + ".dcm";
    const fs::path file = folder_ / relative;
    dirty_ = true; // one that is there may be of an import that was cut off
    std::error_code code;
    // A power loss can leave a name without its bytes: only a file of the right size counts.
    if (fs::file_size(file, code) == bytes.size() && !code) return relative;
    makeFolders(file.parent_path());
    writeFileAtomic(file, text, false);
    return relative;
}

void StoredFiles::sync() {
    if (!dirty_) return;
    const fs::path store = folder_ / "store";
    const int descriptor = ::open(store.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) throw systemError(errno, "can't open for syncing", store.string());
    const int result = ::syncfs(descriptor);
    const int error = errno;
    ::close(descriptor);
    if (result != 0) throw systemError(error, "can't sync to disk", store.string());
    dirty_ = false;
}

} // namespace vrft
