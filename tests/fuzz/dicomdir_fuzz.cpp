// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A DICOMDIR's file ids against a folder with links, pipes and folders in it: nothing outside is ever named.
// Input is a DICOMDIR, or ids a line each behind the byte 'I'.
#include "core/error.h"
#include "core/files.h"
#include "imaging/dicom/inspect.h"
#include "imaging/listed_files.h"
#include "tests/fuzz/fuzz.h"

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace vrft;
using namespace vrft::test;

namespace {

namespace fs = std::filesystem;

// Made once, taken away at the end.
class Medium {
public:
    Medium()
        : outer_(fs::temp_directory_path() / ("vrft-fuzz-" + std::to_string(::getpid()))) {
        fs::create_directories(root() / "A/B");
        for (const char* name : {"A/B/IM1", "A/im2", "IM3"})
            writeFileAtomic(root() / name, name, false);
        writeFileAtomic(outer_ / "SECRET", "outside", false);
        fs::create_symlink(outer_, root() / "OUT");
        fs::create_symlink(outer_ / "SECRET", root() / "LINK");
        fs::create_symlink("IM3", root() / "INSIDE");
        ::mkfifo((root() / "PIPE").c_str(), 0600);
    }
    ~Medium() {
        std::error_code ignored;
        fs::remove_all(outer_, ignored);
    }
    Medium(const Medium&) = delete;
    Medium& operator=(const Medium&) = delete;
    fs::path root() const { return outer_ / "medium"; }

private:
    fs::path outer_;
};

std::vector<std::string> idsOf(std::string_view bytes) {
    std::vector<std::string> ids;
    if (!bytes.starts_with('I')) {
        MemoryBytes source(bytes);
        return inspectDicom(source, "fuzz", {.decode = false}).listed.value_or(ids);
    }
    bytes.remove_prefix(1);
    while (!bytes.empty()) {
        const std::string_view id = bytes.substr(0, bytes.find('\n'));
        ids.emplace_back(id);
        bytes.remove_prefix(std::min(bytes.size(), id.size() + 1));
    }
    return ids;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Medium medium;
    const std::vector<std::string> ids = idsOf(textOf(data, size));
    const ListedFiles listed = findListed(medium.root() / "DICOMDIR", ids);
    require(listed.files.size() + listed.num_missing + listed.num_refused <= ids.size(), "the counts add up");
    const std::string root = fs::canonical(medium.root()).string() + "/";
    for (const std::string& file : listed.files) {
        require(fs::canonical(file).string().starts_with(root), "a file lies below the folder");
        require(fs::is_regular_file(file), "a file is one");
    }
    return 0;
}
