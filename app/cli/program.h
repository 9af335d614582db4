// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the command-line programs share: --json, exit codes, errors in one line, a progress line on terminals.
//
// Exit codes: 0 done, 1 failed (one line on stderr: what, where, what next), 2 wrong usage. With --json a
// failure is also one document {"error":{"code","what","where","next"}} on stdout. Logs and progress go to
// stderr. Thread rule: main thread only.
#pragma once

#include "core/json.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace vrft::cli {

class Output {
public:
    bool json = false; // set by --json before a command's callback runs

    void document(const Json& value) const;   // stdout: one line with --json, indented for people otherwise
    void line(const Json& value) const;       // stdout, only with --json: one record while working
    void say(const std::string& text) const;  // stdout, only without --json
    void note(const std::string& text) const; // stderr

    // Replaces the terminal's current line; nothing where stderr is no terminal.
    void progress(const std::string& text);
    void endProgress();

private:
    bool progressShown_ = false;
};

// A sub-command that also takes --json (before or after its own options).
CLI::App* addCommand(CLI::App& parent, Output& output, const std::string& name,
                     const std::string& description);

// Parses, runs the chosen command's callback, turns exceptions into exit codes. A callback that wants to end
// with another code than 0 throws ExitCode.
int runProgram(const std::string& name, const std::string& description, int argc, char** argv,
               const std::function<void(CLI::App&, Output&)>& addCommands);

struct ExitCode {
    int value;
};

} // namespace vrft::cli
