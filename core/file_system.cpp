// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/file_system.h"

#include "core/error.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace vrft {

void syncFileSystem(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int result = descriptor < 0 ? -1 : ::syncfs(descriptor);
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (result != 0) throw systemError(error, "can't sync to disk", folder.string());
}

} // namespace vrft
