// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What an import was asked, as one line of the ledger that people read and the program reads back, so that an
// import that was cut off can be gone on with: "copy --match '*.bmp' /data/a '/data/with blank'".
//
// Thread rule: pure functions.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vrft {

struct ImportRequest {
    bool link = false;
    std::vector<std::string> match;
    std::vector<std::filesystem::path> paths; // absolute

    bool operator==(const ImportRequest&) const = default;
};

std::string importRequestText(const ImportRequest& request);
// Nothing for what importRequestText didn't write ("images made by the program").
std::optional<ImportRequest> importRequestFromText(const std::string& text);

} // namespace vrft
