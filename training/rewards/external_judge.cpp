// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/rewards/external_judge.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "core/reward/answer.h"
#include "training/rewards/line_process.h"

namespace vrft {

// What is asked at once, and what is known of it.
struct ExternalJudge::Batch {
    std::span<const Json> questions;
    std::vector<std::size_t> groupOf; // of each question
    std::vector<std::optional<ExternalScore>> scores;

    std::optional<std::size_t> firstOpen() const {
        const auto open = std::ranges::find_if(scores, [](const auto& score) { return !score; });
        if (open == scores.end()) return std::nullopt;
        return static_cast<std::size_t>(open - scores.begin());
    }
    void loseGroup(std::size_t group, const std::string& reason) {
        for (std::size_t i = 0; i < scores.size(); ++i)
            if (groupOf[i] == group) scores[i] = ExternalScore{0, reason};
    }
};

namespace {

const RewardSpec* externalOf(std::span<const RewardSpec> specs) {
    const auto found = std::ranges::find(specs, "external", &RewardSpec::name);
    return found == specs.end() ? nullptr : &*found;
}

Json scoresToJson(const std::vector<ExternalScore>& scores) {
    Json list = Json::array();
    for (const ExternalScore& score : scores)
        list.push_back({score.score, score.reason});
    return list;
}

std::vector<ExternalScore> scoresFromJson(const Json& list) {
    std::vector<ExternalScore> scores;
    for (const Json& score : list)
        scores.push_back({score.at(0), score.at(1)});
    return scores;
}

} // namespace

std::unique_ptr<ExternalJudge> ExternalJudge::of(std::span<const RewardSpec> specs,
                                                 ExternalJudgeOptions options) {
    const RewardSpec* const spec = externalOf(specs);
    if (spec == nullptr) return nullptr;
    return std::unique_ptr<ExternalJudge>(new ExternalJudge(*spec, std::move(options)));
}

ExternalJudge::ExternalJudge(const RewardSpec& spec, ExternalJudgeOptions options)
    : spec_(spec)
    , options_(std::move(options)) {
    if (options_.ranks == nullptr || options_.ranks->first()) findProgram(spec_.command.front());
}

ExternalJudge::~ExternalJudge() = default;

std::string ExternalJudge::name() const {
    // A script is called by its own name, not by its interpreter's.
    const bool script = spec_.command.size() > 1 && spec_.command[1].starts_with('/');
    return std::filesystem::path(spec_.command[script ? 1 : 0]).filename().string();
}

std::vector<ExternalScore> ExternalJudge::judge(std::span<const Json> questions,
                                                std::span<const std::size_t> groups) {
    std::string trouble;
    std::string next;
    std::vector<ExternalScore> scores;
    const bool first = options_.ranks == nullptr || options_.ranks->first();
    if (first) {
        Batch batch{questions, {}, {}};
        batch.scores.resize(questions.size());
        for (std::size_t g = 0; g < groups.size(); ++g)
            batch.groupOf.insert(batch.groupOf.end(), groups[g], g);
        try {
            askAll(batch);
            for (std::optional<ExternalScore>& score : batch.scores)
                scores.push_back(std::move(*score));
        } catch (const ExternalRewardError& error) {
            if (options_.ranks == nullptr) throw;
            trouble = error.summary();
            next = error.next();
        }
    }
    if (options_.ranks == nullptr) return scores;
    const Json told =
        parseJson(options_.ranks->fromFirst(
                      jsonLine({{"trouble", trouble}, {"next", next}, {"scores", scoresToJson(scores)}})),
                  "rank 0");
    trouble = told.at("trouble");
    if (!trouble.empty())
        throw ExternalRewardError(ErrorCode::Io, trouble, "external reward",
                                  told.at("next").get<std::string>());
    return scoresFromJson(told.at("scores"));
}

// Until every question has a score; under `stop` the first failure is the caller's.
void ExternalJudge::askAll(Batch& batch) {
    int failures = 0;
    while (batch.firstOpen()) {
        try {
            ask(batch);
        } catch (const Error& error) {
            process_.reset();
            if (error.code() == ErrorCode::Cancelled) throw;
            const ExternalRewardError failed(
                ErrorCode::Io, fmt::format("the external reward {} failed: {}", name(), error.summary()),
                "external reward", error.next());
            if (spec_.onFailure == ExternalFailure::Stop) throw failed;
            if (!std::exchange(inTrouble_, true) && options_.tellTrouble) options_.tellTrouble(failed);
            const std::string reason = fmt::format("0 for the whole group: {}", error.summary());
            if (const auto open = batch.firstOpen()) batch.loseGroup(batch.groupOf[*open], reason);
            if (++failures < kMostFailures) continue;
            while (const auto open = batch.firstOpen())
                batch.loseGroup(batch.groupOf[*open], reason);
            return;
        }
    }
    if (failures == 0 && std::exchange(inTrouble_, false) && options_.tellWell) options_.tellWell();
}

void ExternalJudge::ask(Batch& batch) {
    std::unordered_map<std::string, std::size_t> owed;
    std::string text;
    for (std::size_t i = 0; i < batch.questions.size(); ++i) {
        if (batch.scores[i]) continue;
        owed.emplace(batch.questions[i].at("id").get<std::string>(), i);
        text += jsonLine(batch.questions[i]) + '\n';
    }
    if (!process_) process_ = std::make_unique<LineProcess>(spec_.command);
    const std::size_t asked = owed.size();
    const auto take = [&](std::string_view line) {
        ExternalAnswer answer = externalAnswer(line);
        const auto found = owed.find(answer.id);
        if (found == owed.end())
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("it answered {}, which it wasn't asked, or has answered before",
                                    inQuotes(answer.id)),
                        "external reward", "Print one line for each line read, with its id");
        batch.scores[found->second] = std::move(answer.score);
        owed.erase(found);
        return owed.empty();
    };
    const auto breathe = [this] {
        if (options_.breathe) options_.breathe();
    };
    const auto end = process_->exchange(text, std::chrono::duration<double>(spec_.timeout_s), take, breathe);
    if (end == LineProcess::End::Done) return;
    const std::string count = fmt::format("{} of {} answers came", asked - owed.size(), asked);
    if (end == LineProcess::End::Silent)
        throw Error(ErrorCode::Io, fmt::format("it said nothing for {:g} s; {}", spec_.timeout_s, count),
                    "external reward",
                    "Make it faster, flush its output after every line, or raise timeout_s");
    if (end == LineProcess::End::Endless)
        throw Error(ErrorCode::InvalidFormat, fmt::format("it printed a line of more than 1 MB; {}", count),
                    "external reward", "Print one line {\"id\",\"score\",\"reason\"} for each line read");
    const std::string ending = process_->ending();
    const std::string words = process_->lastWords();
    throw Error(ErrorCode::Io,
                fmt::format("it {}; {}{}", ending, count,
                            words.empty() ? "" : fmt::format("; its last words: {}", inQuotes(words))),
                "external reward", "Try the program by hand with one line of input");
}

} // namespace vrft
