// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The files in a ZIP archive of unknown origin, one at a time into memory.
//
// Names are labels for people: UTF-8, without control characters, at most 1024 bytes. Sizes claimed by the
// archive are not believed: a member ends at 512 MiB or 1000 times its packed size, the whole at 256 MiB plus
// 200 times the archive's size. Encrypted members are refused. Errors: Error(InvalidFormat). Thread rule: one
// thread. Ownership: owns the open archive. Implementation: libzip.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace vrft {

class ZipMembers {
public:
    explicit ZipMembers(const std::filesystem::path& file);
    ~ZipMembers();
    ZipMembers(const ZipMembers&) = delete;
    ZipMembers& operator=(const ZipMembers&) = delete;

    std::size_t count() const;
    std::string name(std::size_t index) const; // ends with '/' for a folder
    // `alive` is called while much is unpacked.
    std::string read(std::size_t index, const std::function<void()>& alive);
    bool exhausted() const; // the whole has reached its limit: nothing more can be read

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace vrft
