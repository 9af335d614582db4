// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/dry_run_words.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft::engine {

namespace {

constexpr std::size_t kAnswers = 8;
constexpr std::size_t kLongestAnswer = 40; // bytes
constexpr std::size_t kLongestReason = 110;

std::string shown(std::string text, std::size_t most) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    if (text.size() <= most) return text;
    text.resize(most);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U)
        text.pop_back();
    if (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0) text.pop_back();
    return text + "…";
}

std::string size(double bytes) {
    return bytes >= 1e9 ? fmt::format("{:.1f} GB", bytes / 1e9)
                        : fmt::format("{:.0f} MB", std::max(bytes / 1e6, 1.0));
}

std::string duration(double seconds) {
    if (seconds < 100) return fmt::format("{:.0f} s", std::max(seconds, 1.0));
    if (seconds < 6000) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

double number(const Json& json, const char* key) {
    return json.at(key).get<double>();
}

// The rewards that aren't the highest there is say why; when all are, the first says it.
std::string reasonOf(const Json& rewards) {
    std::string first;
    for (const auto& [name, reward] : rewards.items()) {
        const std::string text = fmt::format("{}: {}", name, reward.at("reason").get<std::string>());
        if (reward.at("score").get<double>() < 1) return text;
        if (name != "format") first = text;
    }
    return first;
}

std::string answerLine(const Json& group, const Json& completion) {
    const Json& answer = completion.at("answer");
    const std::string said = answer.is_string() ? shown(answer.get<std::string>(), kLongestAnswer)
                                                : std::string("no answer that can be read");
    return fmt::format("  {}  {:.2f}  {} (reference {}) · {}", group.at("sample").get<std::string>(),
                       number(completion, "total"), said,
                       shown(group.at("reference").get<std::string>(), kLongestAnswer),
                       shown(reasonOf(completion.at("rewards")), kLongestReason));
}

// One answer of each group, then the second ones.
void addAnswers(const Json& answers, std::vector<std::string>& lines) {
    const Json& groups = answers.at("groups");
    const auto silent = answers.at("no_signal").get<std::size_t>();
    lines.push_back(fmt::format(
        "step 1     {} samples, {} answers each, knowledge {}{}", answers.at("num_groups").get<std::size_t>(),
        groups.empty() ? 0 : groups.at(0).at("completions").size(),
        answers.at("knowledge_shown").get<bool>() ? "in the prompt" : "not in the prompt",
        silent > 0 ? fmt::format("; at {} of them all answers score alike and teach nothing", silent)
                   : std::string()));
    std::size_t left = kAnswers;
    for (std::size_t k = 0; left > 0; ++k) {
        bool any = false;
        for (const Json& group : groups) {
            if (left == 0 || k >= group.at("completions").size()) continue;
            any = true;
            --left;
            lines.push_back(answerLine(group, group.at("completions").at(k)));
        }
        if (!any) break;
    }
}

std::string balanceLine(const Json& balance) {
    std::string line = fmt::format("classes    of stage {}:", balance.at("stage").get<std::string>());
    for (const Json& one : balance.at("classes"))
        line += fmt::format(" {} {},", shown(one.at("class").get<std::string>(), kLongestAnswer),
                            one.at("train").get<int>());
    line += fmt::format(" always {} would be right at {:.0f} %",
                        shown(balance.at("commonest").get<std::string>(), kLongestAnswer),
                        number(balance, "share") * 100);
    for (const Json& missing : balance.at("missing"))
        line += fmt::format("; NO {} in {}", shown(missing.at("class").get<std::string>(), kLongestAnswer),
                            missing.at("split").get<std::string>());
    for (const Json& few : balance.at("few"))
        line += fmt::format("; very few {}", shown(few.get<std::string>(), kLongestAnswer));
    return line;
}

std::string labelsLine(const Json& labels) {
    const std::string figures = fmt::format(
        "{} images against their {} nearest of other patients agree {:.2f}, by chance {:.2f}, p = {:.3f}",
        labels.at("samples").get<int>(), labels.at("neighbours").get<int>(), number(labels, "agreement"),
        number(labels, "by_chance"), number(labels, "p"));
    if (!labels.at("shuffled").get<bool>())
        return fmt::format("labels     go with what the policy sees: {}", figures);
    return fmt::format(
        "labels     look SHUFFLED: {}; check that images and labels belong together, or the policy "
        "doesn't see what sets them apart",
        figures);
}

} // namespace

std::vector<std::string> warningWords(const Json& warnings) {
    std::vector<std::string> lines;
    for (const Json& warning : warnings) {
        const Json& stage = warning.at("stage");
        lines.push_back(fmt::format("{:<11}{}{}", warning.at("key").get<std::string>(),
                                    stage.is_string() ? fmt::format("of stage {}: ", stage.get<std::string>())
                                                      : std::string(),
                                    warning.at("text").get<std::string>()));
    }
    return lines;
}

std::vector<std::string> dryRunWords(const Json& document) {
    std::vector<std::string> lines;
    const Json& policy = document.at("policy");
    lines.push_back(fmt::format("policy     {} parameters, {} of them trained",
                                policy.at("parameters").get<std::int64_t>(),
                                policy.at("trainable").get<std::int64_t>()));
    for (const Json& gold : document.at("gold"))
        lines.push_back(
            fmt::format("reference  {} of {} reference answers of stage {} earn the highest reward, {:.4g}",
                        gold.at("full").get<int>(), gold.at("samples").get<int>(),
                        gold.at("stage").get<std::string>(), number(gold, "highest")));
    for (const Json& balance : document.at("balance"))
        if (balance.at("classes").size() > 1) lines.push_back(balanceLine(balance));
    for (const Json& labels : document.at("labels"))
        lines.push_back(labelsLine(labels));
    const Json& images = document.at("image_tokens");
    const int least = images.at("least").get<int>();
    const int most = images.at("most").get<int>();
    lines.push_back(
        fmt::format("images     {} samples, {} image tokens each", images.at("samples").get<int>(),
                    least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most)));
    addAnswers(document.at("answers"), lines);
    const Json& memory = document.at("memory");
    lines.push_back(fmt::format("memory     {} while learning, this machine has {}{}",
                                size(number(memory, "learning_bytes")), size(number(memory, "machine_bytes")),
                                memory.at("fits").get<bool>() ? "" : ": that is NOT enough"));
    lines.push_back(fmt::format("longest    sample {}: a prompt of {} tokens, answers of up to {}",
                                memory.at("longest_sample").get<std::string>(),
                                memory.at("longest_prompt").get<int>(),
                                memory.at("longest_answer").get<int>()));
    const Json& time = document.at("time");
    lines.push_back(fmt::format("time       {:.2g} s a step, {} steps and {} held-out checks: about {}",
                                number(time, "step_s"), time.at("steps").get<int>(),
                                time.at("evaluations").get<int>(), duration(number(time, "total_s"))));
    const Json& disk = document.at("disk");
    lines.push_back(fmt::format("disk       {}, {} are free{}", size(number(disk, "total_bytes")),
                                size(number(disk, "free_bytes")),
                                disk.at("fits").get<bool>() ? "" : ": that is NOT enough"));
    for (const Json& text : document.at("left_out"))
        lines.push_back("left out   " + text.get<std::string>());
    return lines;
}

} // namespace vrft::engine
