// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Log-probabilities of given completions, and the plain forward pass.
#include "core/error.h"
#include "training/model/token_log_prob.h"
#include "training/policy.h"
#include "training/policy_state.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

using torch::Tensor;

namespace {

// Completions laid out as [S, G, T]: inputs (the prompt's last token, then all tokens but the last),
// positions, and where the real targets are.
struct CompletionBatch {
    CompletionBatch(std::span<const CompletionGroup> groups, const Policy& policy) {
        prompts = static_cast<std::int64_t>(groups.size());
        for (const CompletionGroup& group : groups) {
            members = std::max(members, static_cast<std::int64_t>(group.completions.size()));
            for (const auto& completion : group.completions)
                tokens = std::max(tokens, static_cast<std::int64_t>(completion.size()));
        }
        inputs_N = torch::zeros({prompts * members * tokens}, torch::kInt64);
        positions_N = torch::zeros({prompts * members * tokens}, torch::kInt64);
        for (std::int64_t s = 0; s < prompts; ++s) {
            const CompletionGroup& group = groups[static_cast<std::size_t>(s)];
            for (std::size_t g = 0; g < group.completions.size(); ++g)
                add(*group.prompt, group.completions[g],
                    (s * members + static_cast<std::int64_t>(g)) * tokens, policy);
        }
    }

    void add(const PromptInput& prompt, std::span<const int> completion, std::int64_t row,
             const Policy& policy) {
        if (completion.empty())
            throw Error(ErrorCode::InvalidArgument, "a completion without tokens can't be scored");
        std::int64_t* const inputs = inputs_N.data_ptr<std::int64_t>();
        std::int64_t* const positions = positions_N.data_ptr<std::int64_t>();
        int input = prompt.ids.back();
        for (std::size_t t = 0; t < completion.size(); ++t, ++row) {
            if (policy.suppressed(completion[t]))
                throw Error(ErrorCode::InvalidArgument,
                            fmt::format("token {} of a completion is suppressed: its probability is 0",
                                        completion[t]));
            inputs[row] = input;
            positions[row] = prompt.nextPosition - 1 + static_cast<std::int64_t>(t);
            input = completion[t];
            rows.push_back(row);
            targets.push_back(input);
        }
    }

    std::int64_t prompts = 0;
    std::int64_t members = 0;
    std::int64_t tokens = 0;
    Tensor inputs_N;
    Tensor positions_N;
    std::vector<std::int64_t> rows;
    std::vector<std::int64_t> targets;
};

} // namespace

TokenLogProbs Policy::logProbs(std::span<const CompletionGroup> groups, double temperature) const {
    if (!(temperature > 0)) throw Error(ErrorCode::InvalidArgument, "the temperature must be above 0");
    std::vector<const PromptInput*> prompts;
    for (const CompletionGroup& group : groups) {
        State::checkPrompt(group.prompt);
        prompts.push_back(group.prompt);
    }
    const CompletionBatch batch(groups, *this);
    const torch::Device device = state_->options.device;
    if (batch.rows.empty()) return {torch::zeros({0}, device), torch::zeros({0}, device)};
    const Decoder& decoder = state_->decoder;
    const Prefix prefix = state_->computePrefix(prompts);
    const Tensor hidden_ND =
        decoder.extend(decoder.embed(batch.inputs_N.to(device)),
                       decoder.textRope(batch.positions_N.to(device)), prefix, batch.prompts, batch.members);
    const Tensor rows = torch::tensor(batch.rows, torch::kInt64).to(device);
    const Tensor targets = torch::tensor(batch.targets, torch::kInt64).to(device);
    const auto [logProbs_N, entropies_N] = tokenLogProbs(hidden_ND.index_select(0, rows), decoder.head(),
                                                         state_->suppressedMask_V, targets, temperature);
    return {logProbs_N, entropies_N};
}

ForwardResult Policy::forward(const PromptInput& prompt) const {
    if (prompt.ids.empty()) throw Error(ErrorCode::InvalidArgument, "a prompt without tokens");
    const PromptInput* const one = &prompt;
    const std::span<const PromptInput* const> prompts(&one, 1);
    const auto length = static_cast<std::int64_t>(prompt.ids.size());
    const Decoder& decoder = state_->decoder;
    const Tensor hidden_TD =
        decoder.extend(state_->embedPrompts(prompts, length), state_->promptRope(prompts, length), {}, 1, 1);
    ForwardResult result;
    result.logits_TV =
        headLogits(hidden_TD, decoder.head(), torch::zeros_like(state_->suppressedMask_V), 1.0);
    result.positions_3T = torch::tensor(prompt.positions, torch::kInt64).view({3, length});
    result.imageFeatures_MD = prompt.images.empty() ? torch::empty({0, state_->config.text.hiddenSize})
                                                    : at::cat(state_->imageFeatures(prompt.images)).detach();
    return result;
}

} // namespace vrft
