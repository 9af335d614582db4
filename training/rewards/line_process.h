// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A program started as a child that reads lines on standard input and prints lines on standard output.
//
// No shell: a program and its arguments. The child has a process group of its own and ends with this process,
// however that ends. It knows nothing of what the lines say. Errors: Error(NotFound | Io) for a program that
// isn't there or can't be started. Ownership: the child is killed, with what it started in its group, and
// reaped by the destructor. Thread rule: one thread, which must outlive the child.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace vrft {

// Where a program lies: the path itself, or a bare name looked up in PATH. Error(NotFound) in words.
std::filesystem::path findProgram(const std::string& name);

class LineProcess {
public:
    explicit LineProcess(std::span<const std::string> command);
    ~LineProcess();
    LineProcess(const LineProcess&) = delete;
    LineProcess& operator=(const LineProcess&) = delete;

    enum class End {
        Done,    // `take` had all it wanted
        Silent,  // no line for `silence`
        Gone,    // the child ended or closed its output
        Endless, // a line longer than 1 MB
    };
    // Writes `text` and reads lines until `take` answers true. `breathe` is called several times a second and
    // may throw; time spent in it isn't counted as silence. Not to be used again unless Done.
    End exchange(std::string_view text, std::chrono::duration<double> silence,
                 const std::function<bool(std::string_view line)>& take,
                 const std::function<void()>& breathe);

    // How the child ended, in words ("ended with status 3", "was ended by signal 9"); waits for it a moment.
    std::string ending();
    // The last line it printed on standard error, as far as it was read; empty if none.
    std::string lastWords() const;

private:
    void write(std::string_view& rest);
    void lookForEnd();

    pid_t pid_ = -1;
    int in_ = -1; // of the child
    int out_ = -1;
    int error_ = -1;
    std::string partial_; // of a line
    std::string said_;    // the end of standard error
    std::string ended_;   // how, in words; the child isn't reaped before the destructor
};

} // namespace vrft
