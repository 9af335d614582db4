// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/external.h"

#include "core/error.h"
#include "core/text/unicode.h"

#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::size_t kReasonBytes = 300;

Json orNull(const std::optional<std::string>& text) {
    return text ? Json(replaceInvalidUtf8(*text)) : Json();
}

Json sizeJson(Size size) {
    return size == Size{} ? Json() : Json{size.width, size.height};
}

// One line without control characters, shortened.
std::string harmless(std::string text) {
    if (text.size() > kReasonBytes) {
        text.resize(kReasonBytes);
        text.resize(text.size() - incompleteUtf8Tail(text));
        text += "…";
    }
    text = replaceInvalidUtf8(text);
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return std::string(trim(collapseBlanks(text)));
}

[[noreturn]] void wrongAnswer(const std::string& what) {
    throw Error(
        ErrorCode::InvalidFormat, what, "external reward",
        "Print one line {\"id\",\"score\",\"reason\"} for each line read, and anything else to stderr");
}

} // namespace

Json externalQuestion(const std::string& id, const std::string& sample, const RewardInput& input,
                      const RewardResult& result, const Task& task) {
    Json boxes = Json::array();
    for (const Box& box : result.boxes)
        boxes.push_back({box.x1, box.y1, box.x2, box.y2});
    Json target;
    if (input.target != nullptr) {
        Sample holder;
        holder.target = *input.target;
        target = sampleToJson(holder).at("target");
    }
    return {{"id", id},
            {"task", task.id},
            {"sample", sample.empty() ? Json() : Json(sample)},
            {"text", replaceInvalidUtf8(input.text)},
            {"reasoning", orNull(result.parsed.think)},
            {"answer", orNull(result.parsed.answer)},
            {"boxes", std::move(boxes)},
            {"target", std::move(target)},
            {"image_size", sizeJson(input.imageSize)},
            {"length", input.length ? Json(*input.length) : Json()}};
}

ExternalAnswer externalAnswer(std::string_view line) {
    Json json;
    try {
        json = parseJson(std::string(line), "external reward");
    } catch (const Error&) {
        wrongAnswer(fmt::format("it printed {}, which is no JSON", inQuotes(line)));
    }
    const auto id = json.is_object() ? json.find("id") : json.end();
    if (!json.is_object() || id == json.end() || !id->is_string())
        wrongAnswer(fmt::format("it printed {}, which has no \"id\"", inQuotes(line)));
    ExternalAnswer answer;
    answer.id = id->get<std::string>();
    const auto score = json.find("score");
    if (score == json.end() || !score->is_number())
        wrongAnswer(fmt::format("its answer to {} has no number \"score\"", inQuotes(answer.id)));
    answer.score.score = score->get<double>();
    if (!std::isfinite(answer.score.score) || std::abs(answer.score.score) > 1)
        wrongAnswer(fmt::format("it gave {} the score {:.4g}; allowed are -1 to 1", inQuotes(answer.id),
                                answer.score.score));
    if (const auto reason = json.find("reason"); reason != json.end() && reason->is_string())
        answer.score.reason = harmless(reason->get<std::string>());
    if (answer.score.reason.empty()) answer.score.reason = "no reason given";
    return answer;
}

} // namespace vrft
