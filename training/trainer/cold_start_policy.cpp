// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/cold_start_policy.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/files.h"
#include "core/prompt/completion.h"
#include "core/prompt/prompt.h"
#include "core/text/bpe_trainer.h"
#include "training/checkpoint/policy_folder.h"
#include "training/policy_source.h"

namespace vrft {

namespace {

namespace fs = std::filesystem;

// Tags first, so that they are added tokens text may turn into; then Qwen's control tokens.
std::vector<AddedToken> addedTokens() {
    std::vector<AddedToken> tokens;
    for (const char* tag : {"<think>", "</think>", "<answer>", "</answer>"})
        tokens.push_back({tag, false});
    for (const char* control : {"<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>",
                                "<|vision_end|>", "<|vision_pad|>", "<|image_pad|>", "<|video_pad|>"})
        tokens.push_back({control, true});
    return tokens;
}

std::string promptText(const Task& task, bool withKnowledge, BoxUnits units) {
    const std::vector<std::string> noImages;
    const Chat chat = renderPrompt(
        task, noImages, withKnowledge ? std::optional<std::string>(knowledgeText(task)) : std::nullopt,
        kDefaultPrompt, units);
    std::string text;
    for (const ChatMessage& message : chat) {
        text += message.role + "\n";
        for (const ChatPart& part : message.content)
            text += part.text;
        text += "\n";
    }
    return text + "assistant\n";
}

int idOf(const Tokenizer& tokenizer, const char* token) {
    const auto id = tokenizer.find(token);
    if (!id) throw Error(ErrorCode::Internal, "the new tokenizer lacks a token", token);
    return *id;
}

void addIds(const Tokenizer& tokenizer, const std::string& text, std::set<int>& ids) {
    for (const int id : tokenizer.encode(text))
        ids.insert(id);
}

std::set<int> spokenIds(const Tokenizer& tokenizer, std::span<const Dataset> datasets) {
    std::set<int> ids;
    for (const std::string& text : completionTexts(datasets))
        addIds(tokenizer, text, ids);
    return ids;
}

Json configWithIds(Json config, const Tokenizer& tokenizer) {
    config["vocab_size"] = tokenizer.size();
    config["bos_token_id"] = idOf(tokenizer, "<|endoftext|>");
    config["eos_token_id"] = idOf(tokenizer, "<|im_end|>");
    config["vision_start_token_id"] = idOf(tokenizer, "<|vision_start|>");
    config["vision_end_token_id"] = idOf(tokenizer, "<|vision_end|>");
    config["vision_token_id"] = idOf(tokenizer, "<|vision_pad|>");
    config["image_token_id"] = idOf(tokenizer, "<|image_pad|>");
    config["video_token_id"] = idOf(tokenizer, "<|video_pad|>");
    return config;
}

} // namespace

std::set<std::string> completionTexts(std::span<const Dataset> datasets) {
    std::set<std::string> texts;
    for (const Dataset& dataset : datasets) {
        for (const TaskClass& one : dataset.task.classes) {
            if (dataset.task.kind == TaskKind::Grading)
                texts.insert(targetCompletion("", std::to_string(one.grade.value_or(0))));
            if (dataset.task.kind == TaskKind::Classification) texts.insert(targetCompletion("", one.name));
        }
        if (dataset.task.kind == TaskKind::Localisation) {
            texts.insert(targetCompletion("", "none"));
            // Two boxes show the line break; single digits are tokens of their own, so ten of them are all.
            texts.insert(targetCompletion("", "[0, 12, 34, 56]\n[7, 89, 100, 110]"));
        }
        for (const Sample* sample : dataset.of(Split::Train))
            if (const auto think = targetThink(sample->target))
                texts.insert(targetCompletion(think->text, ""));
    }
    return texts;
}

NewPolicy newPolicyParts(const ColdStartConfig& config, std::span<const Dataset> datasets) {
    std::vector<std::string> corpus;
    for (const std::string& text : completionTexts(datasets))
        corpus.push_back(text);
    const BoxUnits units = boxUnits(modelFamily(*config.model, "model"));
    // Twice, since a pair that occurs once is never merged: every word of a prompt may become one token.
    for (const Dataset& dataset : datasets)
        for (const bool withKnowledge : {false, true, false, true})
            corpus.push_back(promptText(dataset.task, withKnowledge, units));

    NewPolicy parts;
    parts.tokenizer = trainTokenizer(corpus, *config.vocabulary, addedTokens());
    const Tokenizer tokenizer = Tokenizer::fromJson(parts.tokenizer, "new tokenizer");
    parts.config = configWithIds(*config.model, tokenizer);
    parts.preprocessor = *config.preprocessor;
    parts.seed = config.seed;

    std::set<int> spoken = spokenIds(tokenizer, datasets);
    const int end = idOf(tokenizer, "<|im_end|>");
    spoken.insert(end);
    Json suppressed = Json::array();
    for (int id = 0; id < tokenizer.size(); ++id)
        if (!spoken.contains(id)) suppressed.push_back(id);
    parts.generation = {{"bos_token_id", idOf(tokenizer, "<|endoftext|>")},
                        {"eos_token_id", Json::array({end})},
                        {"pad_token_id", idOf(tokenizer, "<|endoftext|>")},
                        {"suppress_tokens", suppressed}};
    return parts;
}

std::unique_ptr<Policy> policyFrom(const fs::path& place, std::span<const Dataset> datasets,
                                   const fs::path& scratch, const PolicyOptions& options) {
    PolicyOptions single = options; // all weights are trained
    single.base = BaseWeights::Single;
    auto policy = loadPolicyOrRun(place, single);
    if (policy->hasLora()) policy = policy->clone(BaseWeights::Single);
    const std::set<int> spoken = spokenIds(policy->tokenizer(), datasets);
    const bool silent =
        std::any_of(spoken.begin(), spoken.end(), [&](int id) { return policy->suppressed(id); });
    if (!silent) return policy;

    const fs::path copy = scratch / "from";
    policy->save(copy);
    const fs::path generation = copy / "generation_config.json";
    Json document = readJsonFile(generation);
    Json suppressed = Json::array();
    for (const int id : generationConfigFromJson(document, generation.string()).suppressedIds)
        if (!spoken.contains(id)) suppressed.push_back(id);
    document["suppress_tokens"] = suppressed;
    writeFileAtomic(generation, jsonPretty(document));
    return Policy::load(copy, single);
}

} // namespace vrft
