// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Sampling: one prefill, one decoding loop for all completions of all prompts of a batch.
#include "core/error.h"
#include "core/random.h"
#include "training/batch_limits.h"
#include "training/model/sampler.h"
#include "training/model/token_log_prob.h"
#include "training/policy.h"
#include "training/policy_state.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

using torch::Tensor;

namespace {

void checkOptions(const SamplingOptions& options) {
    if (!options.greedy && !(options.temperature > 0 && std::isfinite(options.temperature)))
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("the temperature must be above 0, not {}", options.temperature));
    if (options.maxNewTokens < 1) throw Error(ErrorCode::InvalidArgument, "max tokens must be 1 at least");
}

// One completion while it grows.
struct Growing {
    Growing(std::uint64_t seed, Completion* result)
        : random(seed)
        , completion(result) {}
    CounterRandom random;
    Completion* completion;
    bool done = false;
};

} // namespace

// The decoding loop of one batch.
class BatchDecoder {
public:
    BatchDecoder(Policy::State& state, const SamplingOptions& options,
                 std::span<const GenerationRequest> requests, std::span<std::vector<Completion>> results)
        : state_(state)
        , options_(options)
        , temperature_(options.greedy ? 1.0 : options.temperature)
        , truncation_{options.topK, options.topP, options.minP}
        , prompts_(static_cast<std::int64_t>(requests.size())) {
        for (const GenerationRequest& request : requests)
            members_ = std::max(members_, static_cast<std::int64_t>(request.seeds.size()));
        for (std::size_t s = 0; s < requests.size(); ++s) {
            inputs_.push_back(requests[s].prompt);
            results[s].resize(requests[s].seeds.size());
            for (std::int64_t g = 0; g < members_; ++g) {
                const auto k = static_cast<std::size_t>(g);
                const bool real = k < requests[s].seeds.size(); // the others fill the rectangle
                rows_.emplace_back(real ? requests[s].seeds[k] : 0, real ? &results[s][k] : nullptr);
                rows_.back().done = !real;
            }
        }
    }

    void run() {
        DecodeCache cache = state_.decoder.makeCache(state_.computePrefix(inputs_), prompts_, members_,
                                                     options_.maxNewTokens);
        const RopeTable rope = stepTables();
        Tensor ids_N = torch::empty({static_cast<std::int64_t>(rows_.size())}, torch::kInt64);
        std::int64_t* const ids = ids_N.data_ptr<std::int64_t>();
        for (std::size_t row = 0; row < rows_.size(); ++row)
            ids[row] = inputs_[row / static_cast<std::size_t>(members_)]->ids.back();
        for (int t = 0; t < options_.maxNewTokens; ++t) {
            if (options_.shouldStop && options_.shouldStop())
                throw Error(ErrorCode::Cancelled, "generation was stopped");
            const RopeTable now = {rope.cos_N1F.select(0, t), rope.sin_N1F.select(0, t)};
            const Tensor x_ND = state_.decoder.embed(ids_N.to(state_.options.device));
            if (choose(state_.decoder.step(x_ND, now, cache), ids)) break;
        }
        for (Growing& row : rows_)
            if (!row.done) row.completion->truncated = true;
    }

private:
    // Rotary tables of all steps, [steps, S * G, 1, E/2]: the first input is the last prompt token.
    RopeTable stepTables() const {
        std::vector<std::int64_t> first;
        for (const PromptInput* prompt : inputs_)
            first.insert(first.end(), static_cast<std::size_t>(members_), prompt->nextPosition - 1);
        const Tensor steps_T1 = torch::arange(options_.maxNewTokens, torch::kInt64).unsqueeze(1);
        return state_.decoder.textRope(
            (steps_T1 + torch::tensor(first, torch::kInt64)).to(state_.options.device));
    }

    // Appends one token to every growing row and writes it to `ids`; true when all are done.
    bool choose(const Tensor& hidden_ND, std::int64_t* ids) {
        const std::int64_t step = logitRowsAtOnce(state_.config.text.vocabSize);
        for (std::int64_t start = 0; start < hidden_ND.size(0); start += step)
            chooseRows(hidden_ND.narrow(0, start, std::min(step, hidden_ND.size(0) - start)),
                       std::span(rows_).subspan(static_cast<std::size_t>(start)), ids + start);
        return std::all_of(rows_.begin(), rows_.end(), [](const Growing& row) { return row.done; });
    }

    // For as many rows as `hidden_ND` has.
    void chooseRows(const Tensor& hidden_ND, std::span<Growing> growing, std::int64_t* ids) {
        const Tensor logProbs_NV =
            at::log_softmax(
                headLogits(hidden_ND, state_.decoder.head(), state_.suppressedMask_V, temperature_), 1)
                .cpu();
        const Tensor probabilities_NV = logProbs_NV.to(torch::kFloat64).exp_();
        const Tensor entropies_N = at::mul(probabilities_NV, logProbs_NV).sum(1).neg_();
        const auto vocabulary = static_cast<std::size_t>(logProbs_NV.size(1));
        const float* const logProbs = logProbs_NV.data_ptr<float>();
        double* const probabilities = probabilities_NV.data_ptr<double>();
        const double* const entropies = entropies_N.data_ptr<double>();
        for (std::size_t i = 0; i < static_cast<std::size_t>(logProbs_NV.size(0)); ++i) {
            Growing& row = growing[i];
            if (row.done) continue;
            const std::span<const float> rowLogProbs(logProbs + i * vocabulary, vocabulary);
            const int id = pick(row, rowLogProbs, {probabilities + i * vocabulary, vocabulary});
            row.completion->ids.push_back(id);
            row.completion->logProbs.push_back(rowLogProbs[static_cast<std::size_t>(id)]);
            row.completion->entropies.push_back(static_cast<float>(entropies[i]));
            ids[i] = id;
            const std::vector<int>& eos = state_.chatIds.eos;
            row.done = std::find(eos.begin(), eos.end(), id) != eos.end();
        }
    }

    int pick(Growing& row, std::span<const float> logProbs, std::span<double> probabilities) const {
        if (options_.greedy) return greedyToken(logProbs);
        truncate(probabilities, truncation_);
        return sampleToken(probabilities, row.random.uniform());
    }

    Policy::State& state_;
    const SamplingOptions& options_;
    double temperature_;
    Truncation truncation_;
    std::int64_t prompts_;
    std::int64_t members_ = 1;
    std::vector<const PromptInput*> inputs_;
    std::vector<Growing> rows_;
};

std::vector<std::vector<Completion>> Policy::generate(std::span<const GenerationRequest> requests,
                                                      const SamplingOptions& options) const {
    checkOptions(options);
    const torch::NoGradGuard noGrad;
    std::vector<std::vector<Completion>> results(requests.size());
    for (std::size_t start = 0; start < requests.size();) {
        std::size_t end = start;
        std::int64_t members = 0;
        std::int64_t length = 0;
        for (; end < requests.size(); ++end) {
            State::checkPrompt(requests[end].prompt);
            const std::int64_t newMembers =
                std::max(members, static_cast<std::int64_t>(requests[end].seeds.size()));
            const std::int64_t newLength =
                std::max(length, static_cast<std::int64_t>(requests[end].prompt->ids.size()));
            if (!decodedTogether(state_->config.text, static_cast<std::int64_t>(end - start) + 1, newMembers,
                                 newLength, options.maxNewTokens))
                break;
            members = newMembers;
            length = newLength;
        }
        if (members > 0)
            BatchDecoder(*state_, options, requests.subspan(start, end - start),
                         std::span(results).subspan(start, end - start))
                .run();
        start = end;
    }
    return results;
}

} // namespace vrft
