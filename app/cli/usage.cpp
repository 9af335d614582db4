// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace vrft::cli {

namespace {

std::string listed(const std::vector<std::string>& names, const char* last) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? fmt::format(" {} ", last) : ", ") + names[i];
    return text;
}

std::vector<std::string> missingOptions(const CLI::App& command) {
    std::vector<std::string> missing;
    for (const CLI::Option* option : command.get_options([](const CLI::Option*) { return true; }))
        if (option->get_required() && option->count() == 0) missing.push_back(option->get_name());
    return missing;
}

std::vector<std::string> shownCommands(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::App* child : command.get_subcommands([](const CLI::App*) { return true; }))
        if (!child->get_group().empty()) names.push_back(child->get_name());
    return names;
}

// What an option's type takes, in words.
std::string takes(const CLI::App& command, const std::string& name) {
    for (const CLI::Option* option : command.get_options([](const CLI::Option*) { return true; })) {
        if (option->get_name() != name) continue;
        if (option->get_type_name().starts_with("INT")) return "a whole number";
        if (option->get_type_name().starts_with("UINT")) return "a whole number of 0 or more";
        if (option->get_type_name().starts_with("FLOAT")) return "a number";
    }
    return "another kind of value";
}

std::string after(const std::string& text, const std::string& mark) {
    const std::size_t at = text.find(mark);
    return at == std::string::npos ? text : text.substr(at + mark.size());
}

template <typename Kind>
bool is(const CLI::ParseError& error) {
    return dynamic_cast<const Kind*>(&error) != nullptr;
}

std::string inWords(const CLI::App& command, const CLI::ParseError& error) {
    std::string text = error.what();
    if (is<CLI::RequiredError>(error)) {
        const std::vector<std::string> missing = missingOptions(command);
        if (!missing.empty())
            return fmt::format("{} {} required", listed(missing, "and"), missing.size() > 1 ? "are" : "is");
        if (text == "A subcommand is required")
            return fmt::format("a command is required: {}", listed(shownCommands(command), "or"));
    }
    if (is<CLI::ConversionError>(error)) { // "Could not convert: --seed = abc"
        const std::string given = after(text, "Could not convert: ");
        const std::size_t equals = given.find(" = ");
        if (equals != std::string::npos)
            return fmt::format("{} takes {}, not \"{}\"", given.substr(0, equals),
                               takes(command, given.substr(0, equals)), given.substr(equals + 3));
    }
    if (is<CLI::ExtrasError>(error))
        return fmt::format("\"{}\" isn't understood", after(text, "not expected: "));
    if (is<CLI::ArgumentMismatch>(error) && text.find("required") != std::string::npos)
        return fmt::format("{} needs a value", text.substr(0, text.find(':')));
    return text;
}

} // namespace

CLI::Validator wholeNumber(std::int64_t least, std::int64_t most) {
    const auto check = [least, most](std::string& text) -> std::string {
        std::int64_t number = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (code == std::errc() && end == text.data() + text.size() && number >= least && number <= most)
            return {};
        return fmt::format("\"{}\" is no whole number from {} to {}", text, least, most);
    };
    return {check, fmt::format("from {} to {}", least, most)};
}

CLI::Validator oneOf(const std::vector<std::string>& words) {
    const auto check = [words](std::string& text) -> std::string {
        if (std::find(words.begin(), words.end(), text) != words.end()) return {};
        return fmt::format("\"{}\" is none of {}", text, listed(words, "and"));
    };
    return {check, listed(words, "or")};
}

CLI::Validator checked(std::string (*problem)(const std::string& text)) {
    return {[problem](std::string& text) { return problem(text); }, ""};
}

std::string usageProblem(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App* command = &app;
    std::string name = app.get_name();
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
        name += " " + command->get_name();
    }
    std::string text = inWords(*command, error);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return fmt::format("{0}: {1}. {0} --help shows how", name, text);
}

} // namespace vrft::cli
