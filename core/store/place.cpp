// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/place.h"

#include "core/error.h"

#include <cerrno>
#include <fmt/format.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace vrft {

std::optional<std::string> networkFileSystem(std::uint32_t magic) {
    switch (magic) {
    case 0x6969:
        return "NFS";
    case 0x517B:
        return "SMB";
    case 0xFF534D42:
        return "CIFS";
    case 0xFE534D42:
        return "SMB2";
    case 0x5346414F:
        return "AFS";
    case 0x73757245:
        return "Coda";
    case 0x00C36400:
        return "Ceph";
    case 0x0BD00BD0:
        return "Lustre";
    case 0x47504653:
        return "GPFS";
    case 0x01021997:
        return "9P";
    case 0x65735546:
        return "FUSE"; // sshfs and the like; some are local
    default:
        return std::nullopt;
    }
}

std::optional<std::string> networkWarning(const std::filesystem::path& folder) {
    struct statfs info {};
    if (::statfs(folder.c_str(), &info) != 0) return std::nullopt; // opening will tell
    const std::optional<std::string> name = networkFileSystem(static_cast<std::uint32_t>(info.f_type));
    if (!name) return std::nullopt;
    return fmt::format(
        "{} lies on a network file system ({}): its locks can't be relied on. Move the workspace to a "
        "local disk, and never open it from two machines",
        folder.string(), *name);
}

void requireWritableFolder(const std::filesystem::path& folder) {
    std::error_code code;
    if (!std::filesystem::is_directory(folder, code))
        throw Error(ErrorCode::NotFound, "there is no such folder", folder.string(), "Check the path");
    if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
        throw systemError(errno, "the workspace's folder can't be written", folder.string());
}

} // namespace vrft
