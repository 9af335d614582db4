// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// ZIP archives for tests, with any names.
#pragma once

#include <doctest/doctest.h>
#include <string>
#include <utility>
#include <vector>
#include <zip.h>

namespace vrft::test {

inline void writeZip(const std::string& file,
                     const std::vector<std::pair<std::string, std::string>>& members) {
    int code = 0;
    zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    REQUIRE(archive != nullptr);
    for (const auto& [name, content] : members) {
        if (name.ends_with('/')) {
            REQUIRE(zip_dir_add(archive, name.c_str(), 0) >= 0);
            continue;
        }
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        REQUIRE(zip_file_add(archive, name.c_str(), source, ZIP_FL_OVERWRITE) >= 0);
    }
    REQUIRE(zip_close(archive) == 0);
}

} // namespace vrft::test
