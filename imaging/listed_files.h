// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The files a DICOMDIR names, as far as they are there and lie below its folder.
//
// Names come from foreign bytes: each component is looked up by itself, letters of any case and with a
// version
// (";1") as media have them, and the result must stay in the folder, links followed. Nothing is opened.
// Errors: none, trouble is counted. Thread rule: safe on different folders.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct ListedFiles {
    std::vector<std::string> files; // each once, in the list's order
    std::size_t num_missing = 0;
    std::size_t num_refused = 0; // outside the folder, or no name at all
    std::string firstTrouble;    // a name

    // "index, used as a list: 31 files, 2 missing (first: A/B)".
    std::string words(std::size_t num_listed) const;
};

// `ids`: components parted by '/'.
ListedFiles findListed(const std::filesystem::path& index, std::span<const std::string> ids);

} // namespace vrft
