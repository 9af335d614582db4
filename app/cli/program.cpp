// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/program.h"

#include "app/cli/usage.h"
#include "core/error.h"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace vrft::cli {

namespace {

void print(std::FILE* stream, const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

int failed(const std::string& name, Output& output, const Error& error) {
    output.endProgress();
    print(stderr, name + ": " + error.what());
    if (output.json)
        print(stdout, jsonLine({{"error",
                                 {{"code", errorCodeName(error.code())},
                                  {"what", error.summary()},
                                  {"where", error.where()},
                                  {"next", error.next()}}}}));
    return 1;
}

// CLI11 says only that a command is missing when it doesn't know the first word.
bool knowsCommand(const CLI::App& app, int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word.starts_with('-')) continue;
        std::string known;
        for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
            if (command->check_name(word)) return true;
            if (!command->get_group().empty()) known += " " + command->get_name();
        }
        print(stderr,
              fmt::format("{}: there is no command \"{}\". There are:{}", app.get_name(), word, known));
        return false;
    }
    return true;
}

} // namespace

void Output::document(const Json& value) const {
    const std::string text = json ? jsonLine(value) : jsonPretty(value);
    print(stdout, !json && !text.empty() ? text.substr(0, text.size() - 1) : text);
}

void Output::line(const Json& value) const {
    if (json) print(stdout, jsonLine(value));
}

void Output::say(const std::string& text) const {
    if (!json) print(stdout, text);
}

void Output::note(const std::string& text) const {
    print(stderr, text);
}

void Output::progress(const std::string& text) {
    if (::isatty(STDERR_FILENO) == 0) return;
    std::fprintf(stderr, "\r\033[K%s", text.c_str());
    std::fflush(stderr);
    progressShown_ = true;
}

void Output::endProgress() {
    if (progressShown_) std::fputc('\n', stderr);
    progressShown_ = false;
}

CLI::App* addCommand(CLI::App& parent, Output& output, const std::string& name,
                     const std::string& description) {
    CLI::App* command = parent.add_subcommand(name, description);
    command->add_flag("--json", output.json, "Machine-readable output on stdout");
    return command;
}

int runProgram(const std::string& name, const std::string& description, int argc, char** argv,
               const std::function<void(CLI::App&, Output&)>& addCommands) {
    CLI::App app(description, name);
    Output output;
    app.add_flag("--json", output.json, "Machine-readable output on stdout");
    app.set_version_flag("--version", std::string(VRFT_VERSION));
    app.require_subcommand(1);
    try {
        addCommands(app, output);
        if (!knowsCommand(app, argc, argv)) return 2;
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error); // help or the version was asked for
        print(stderr, usageProblem(app, error));
        return 2;
    } catch (const ExitCode& code) {
        return code.value;
    } catch (const Error& error) {
        return failed(name, output, error);
    } catch (const std::bad_alloc&) {
        return failed(
            name, output,
            {ErrorCode::Internal, "not enough memory", {}, "Close other programs or use a smaller batch"});
    } catch (const std::filesystem::filesystem_error& error) {
        return failed(name, output,
                      {ErrorCode::Io, error.code().message(), error.path1().string(),
                       "Check that the place exists and that you may read and write there"});
    } catch (const std::exception& error) {
        return failed(name, output,
                      {ErrorCode::Internal, firstLine(error), {}, "Please report this with the command you ran"});
    }
}

} // namespace vrft::cli
