// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Runs one of our programs as a script would: exit code, stdout, stderr.
#pragma once

#include "core/files.h"
#include "core/json.h"
#include "tests/support/temp_folder.h"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <regex>
#include <string>
#include <sys/wait.h>

namespace vrft::test {

struct ProgramResult {
    int code = -1;
    std::string out;
    std::string err;

    Json document() const { // the last line
        const std::string text = out.substr(0, out.find_last_not_of('\n') + 1);
        const auto start = text.rfind('\n');
        return parseJson(start == std::string::npos ? text : text.substr(start + 1), "stdout");
    }
    bool oneLine() const { return std::count(err.begin(), err.end(), '\n') == 1; }
};

// `arguments` is a shell's text; `environment` goes before the program ("A=b").
inline ProgramResult runProgram(const std::string& program, const TempFolder& folder,
                                const std::string& arguments, const std::string& environment = {}) {
    const std::string out = (folder / "stdout").string();
    const std::string err = (folder / "stderr").string();
    const std::string command =
        fmt::format("{} '{}/{}' {} >'{}' 2>'{}'", environment, VRFT_BIN_DIR, program, arguments, out, err);
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, readTextFile(out), readTextFile(err)};
}

// Exit code 1 and one line "PROGRAM: WHAT (WHERE). NEXT" that holds `words`.
inline void checkRefused(const ProgramResult& result, const std::string& words) {
    CAPTURE(result.err);
    CHECK(result.code == 1);
    CHECK(result.oneLine());
    CHECK(std::regex_search(result.err, std::regex("^vrftaug-[a-z]+: .+ \\(.+\\)\\. .+\n$")));
    CHECK(result.err.find(words) != std::string::npos);
}

// Exit code 2 and one line "PROGRAM COMMAND: WHAT. PROGRAM COMMAND --help shows how" that holds `words`.
inline void checkUsage(const ProgramResult& result, const std::string& command, const std::string& words) {
    CAPTURE(result.err);
    CHECK(result.code == 2);
    CHECK(result.oneLine());
    CHECK(result.err.starts_with(command + ": "));
    CHECK(result.err.ends_with(". " + command + " --help shows how\n"));
    CHECK(result.err.find(words) != std::string::npos);
}

} // namespace vrft::test
