// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>

namespace vrft {

namespace {

std::string oneLine(std::string text) {
    for (char& c : text) {
        if (c == '\n' || c == '\r') c = ' ';
    }
    return text;
}

std::string compose(const std::string& what, const std::string& where, const std::string& next) {
    std::string text = what;
    if (!where.empty()) text += " (" + where + ")";
    if (!next.empty()) text += ". " + next;
    return oneLine(std::move(text));
}

} // namespace

std::string_view errorCodeName(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "invalid_argument";
    case ErrorCode::InvalidFormat:
        return "invalid_format";
    case ErrorCode::NewerFormat:
        return "newer_format";
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::AlreadyExists:
        return "already_exists";
    case ErrorCode::Mismatch:
        return "mismatch";
    case ErrorCode::Locked:
        return "locked";
    case ErrorCode::ReadOnly:
        return "read_only";
    case ErrorCode::DiskFull:
        return "disk_full";
    case ErrorCode::Io:
        return "io";
    case ErrorCode::NonFinite:
        return "non_finite";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

Error::Error(ErrorCode code, std::string what, std::string where, std::string next)
    : std::runtime_error(compose(what, where, next))
    , code_(code)
    , summary_(oneLine(std::move(what)))
    , where_(oneLine(std::move(where)))
    , next_(oneLine(std::move(next))) {}

Error Error::filledIn(const std::string& where, const std::string& next) const {
    return {code_, summary_, where_.empty() ? where : where_, next_.empty() ? next : next_};
}

Error systemError(int errnum, const std::string& doing, const std::string& where,
                  unsigned long long bytesNeeded) {
    const std::string reason = fmt::format("{}: {}", doing, std::strerror(errnum));
    switch (errnum) {
    case ENOSPC:
    case EDQUOT:
        return {ErrorCode::DiskFull, reason, where,
                bytesNeeded > 0 ? fmt::format("Free at least {} bytes on that disk", bytesNeeded)
                                : std::string("Free space on that disk")};
    case EROFS:
    case EACCES:
    case EPERM:
        return {ErrorCode::ReadOnly, reason, where,
                "Choose a folder you may write to, or change its permissions"};
    case ENOENT:
        return {ErrorCode::NotFound, reason, where, "Check the path"};
    default:
        return {ErrorCode::Io, reason, where, "Check the disk and try again"};
    }
}

std::string firstLine(const std::exception& problem) {
    const std::string all = problem.what();
    return all.substr(0, all.find('\n'));
}

} // namespace vrft
