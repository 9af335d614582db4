// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a command line may hold, and wrong usage in words: one line that names program and command.
//
// Thread rule: main thread only.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace vrft::cli {

// Checks of an option's value, for Option::check.
CLI::Validator wholeNumber(std::int64_t least, std::int64_t most);
CLI::Validator oneOf(const std::vector<std::string>& words);
// `problem` says what is wrong with a text, or nothing.
CLI::Validator checked(std::string (*problem)(const std::string& text));

// "PROGRAM COMMAND: WHAT. PROGRAM COMMAND --help shows how". Names all that is missing, not only the first.
std::string usageProblem(const CLI::App& app, const CLI::ParseError& error);

} // namespace vrft::cli
