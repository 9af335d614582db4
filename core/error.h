// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The one exception class of the house. A message says what went wrong, where, and what to do next, in one
// line.
//
// Not for trouble that is expected per item (a bad file among thousands): that is a value in a ledger.
// Thread rule: values; safe to copy between threads.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace vrft {

enum class ErrorCode {
    InvalidArgument, // the caller or the command line asked for something impossible
    InvalidFormat,   // a file's content breaks its format
    NewerFormat,     // a file was written by a newer program
    NotFound,
    AlreadyExists,
    Mismatch, // two things that must agree don't (hash, shape, count)
    Locked,   // another program holds it
    ReadOnly,
    DiskFull,
    Io,
    NonFinite,   // NaN or infinity where a number is needed
    Unsupported, // valid, but not something this program does
    Cancelled,
    Internal // a broken invariant: our defect
};

std::string_view errorCodeName(ErrorCode code);

class Error : public std::runtime_error {
public:
    // what(): "WHAT (WHERE). NEXT" with empty parts left out; line breaks become blanks.
    Error(ErrorCode code, std::string what, std::string where = {}, std::string next = {});

    ErrorCode code() const { return code_; }
    const std::string& summary() const { return summary_; }
    const std::string& where() const { return where_; }
    const std::string& next() const { return next_; }

    // The same trouble; where and next take these values where they were empty. For those who know the place.
    Error filledIn(const std::string& where, const std::string& next) const;

private:
    ErrorCode code_;
    std::string summary_;
    std::string where_;
    std::string next_;
};

// The error of a failed system call, with errno turned into a code (ENOSPC, EDQUOT -> DiskFull;
// EROFS, EACCES, EPERM -> ReadOnly; ENOENT -> NotFound; else Io). `bytesNeeded` is told when the disk is
// full.
Error systemError(int errnum, const std::string& doing, const std::string& where,
                  unsigned long long bytesNeeded = 0);

// The first line of what a library said: what LibTorch throws goes on with its call stack.
std::string firstLine(const std::exception& problem);

} // namespace vrft
