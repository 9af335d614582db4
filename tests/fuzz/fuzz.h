// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the harnesses share: the entry libFuzzer (or the replay, replay_main.cpp) calls, how a broken property
// is told, and the input as files for readers that are given a path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace vrft::test {

inline std::string_view textOf(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Ends the process where a property doesn't hold: the fuzzer keeps the input.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

// The parts of an input that holds several files, cut at zero bytes; the last of `most` parts keeps its own.
inline std::vector<std::string_view> partsOf(std::string_view input, std::size_t most) {
    std::vector<std::string_view> parts;
    while (parts.size() + 1 < most && input.find('\0') != std::string_view::npos) {
        parts.push_back(input.substr(0, input.find('\0')));
        input.remove_prefix(parts.back().size() + 1);
    }
    parts.push_back(input);
    parts.resize(most);
    return parts;
}

// A folder whose files lie in memory: links to anonymous files. Made once, taken away at the end.
class InputFolder {
public:
    InputFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "vrft-fuzz-XXXXXX").string();
        require(::mkdtemp(pattern.data()) != nullptr, "a temporary folder can be made");
        path_ = pattern;
    }
    ~InputFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    InputFolder(const InputFolder&) = delete;
    InputFolder& operator=(const InputFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path put(const std::string& name, std::string_view content) {
        const auto [place, fresh] = files_.emplace(name, -1);
        if (fresh) {
            place->second = ::memfd_create(name.c_str(), MFD_CLOEXEC);
            std::filesystem::create_symlink("/proc/self/fd/" + std::to_string(place->second), path_ / name);
        }
        require(::ftruncate(place->second, 0) == 0 && ::pwrite(place->second, content.data(), content.size(),
                                                               0) == static_cast<ssize_t>(content.size()),
                "the input can be written");
        return path_ / name;
    }

private:
    std::filesystem::path path_;
    std::map<std::string, int> files_;
};

} // namespace vrft::test
