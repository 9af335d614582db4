// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Sampling: one prefill, one decoding loop for all completions of all prompts of a batch.
#include "core/error.h"
#include "core/random.h"
#include "training/batch_limits.h"
#include "training/gpu/cuda_program.h"
#include "training/model/cpu_decoder.h"
#include "training/model/cpu_kernels.h"
#include "training/model/gpu_decoder.h"
#include "training/model/sampler.h"
#include "training/model/token_log_prob.h"
#include "training/out_of_memory.h"
#include "training/policy.h"
#include "training/policy_state.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

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
        , prompts_(static_cast<std::int64_t>(requests.size()))
        , onDevice_(state.options.device.is_cuda() && truncation_.neutral()) {
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
        Prefix prefix = state_.computePrefix(inputs_);
        firstIds();
        if (onDevice_ && GpuDecoder::fits(state_.decoder, static_cast<std::int64_t>(rows_.size())) &&
            onGpu(prefix))
            return;
        std::optional<CpuDecoder> onCpu;
        DecodeCache cache;
        if (CpuDecoder::fits(state_.decoder))
            onCpu.emplace(state_.decoder, prefix, prefixLengths(), members_, options_.maxNewTokens);
        else
            cache = state_.decoder.makeCache(std::move(prefix), prompts_, members_, options_.maxNewTokens);
        prefix = {}; // either has kept what it needs of it
        const RopeTable rope = stepTables();
        bool allDone = false;
        for (int t = 0; t < options_.maxNewTokens && !allDone; ++t) {
            checkStopped();
            const RopeTable now = {rope.cos_N1F.select(0, t), rope.sin_N1F.select(0, t)};
            const Tensor x_ND = state_.decoder.embed(ids_N_.to(state_.options.device));
            if (onCpu) onCpu->step(x_ND, now);
            allDone = onCpu ? chooseOnCpu(x_ND) : choose(state_.decoder.step(x_ND, now, cache));
        }
        markTruncated();
    }

private:
    void firstIds() {
        std::vector<std::int64_t> first;
        for (std::size_t row = 0; row < rows_.size(); ++row)
            first.push_back(inputs_[row / static_cast<std::size_t>(members_)]->ids.back());
        ids_N_ = torch::tensor(first, torch::kInt64);
        if (onDevice_) ids_N_ = ids_N_.to(state_.options.device);
    }

    void checkStopped() const {
        if (options_.shouldStop && options_.shouldStop())
            throw Error(ErrorCode::Cancelled, "generation was stopped");
    }

    void markTruncated() {
        for (Growing& row : rows_)
            if (!row.done) row.completion->truncated = true;
    }

    // The whole loop in the kernels of training/gpu. Tokens are drawn there, so several steps are asked for
    // at a time. False where the device can't have them.
    bool onGpu(const Prefix& prefix) {
        if (!state_.gpuProblem.empty()) return false;
        GpuSampling sampling = {state_.suppressedMask_V, temperature_, {}};
        if (!options_.greedy) sampling.uniforms_TN = uniforms();
        const GpuDecoder decoder(state_.decoder, prefix, prefixLengths(), members_, options_.maxNewTokens,
                                 stepTables(), ids_N_, sampling);
        std::optional<gpu::CudaSteps> steps;
        try {
            steps.emplace(decoder.kernels());
            steps->record([&](gpu::Launcher& launcher) { decoder.step(launcher); });
        } catch (const Error& problem) {
            state_.gpuProblem = problem.what();
            return false;
        }
        constexpr int kStepsTogether = 8;
        bool allDone = false;
        for (int t = 0; t < options_.maxNewTokens && !allDone; t += kStepsTogether) {
            checkStopped();
            const int count = std::min(kStepsTogether, options_.maxNewTokens - t);
            steps->run(count);
            steps->wait();
            allDone = appendDrawn(decoder.chosen_T3N().narrow(0, t, count).cpu());
        }
        markTruncated();
        return true;
    }

    // Of every step and row, as the loop would draw them one after the other.
    Tensor uniforms() {
        const auto count = static_cast<std::int64_t>(rows_.size());
        Tensor all_TN = torch::zeros({options_.maxNewTokens, count}, torch::kFloat64);
        for (std::int64_t row = 0; row < count; ++row)
            for (std::int64_t t = 0; t < options_.maxNewTokens; ++t)
                all_TN.data_ptr<double>()[t * count + row] =
                    rows_[static_cast<std::size_t>(row)].random.uniform();
        return all_TN;
    }

    bool appendDrawn(const Tensor& drawn_T3N) {
        const std::size_t count = rows_.size();
        for (std::int64_t t = 0; t < drawn_T3N.size(0); ++t) {
            const double* const values =
                drawn_T3N.data_ptr<double>() + t * 3 * static_cast<std::int64_t>(count);
            for (std::size_t i = 0; i < count; ++i)
                append(rows_[i], static_cast<int>(values[i]), static_cast<float>(values[count + i]),
                       static_cast<float>(values[2 * count + i]));
        }
        return allRowsDone();
    }

    bool allRowsDone() const {
        return std::all_of(rows_.begin(), rows_.end(), [](const Growing& row) { return row.done; });
    }

    // Rotary tables of all steps, [steps, S * G, 1, E/2]: the first input is the last prompt token.
    RopeTable stepTables() const {
        std::vector<std::int64_t> first;
        for (const PromptInput* prompt : inputs_)
            first.insert(first.end(), static_cast<std::size_t>(members_), prompt->nextPosition - 1);
        const Tensor steps_T1 = torch::arange(options_.maxNewTokens, torch::kInt64).unsqueeze(1);
        return state_.decoder.textRope(
            (steps_T1 + torch::tensor(first, torch::kInt64)).to(state_.options.device));
    }

    // Appends one token to every growing row; true when all are done.
    bool choose(const Tensor& hidden_ND) {
        const std::int64_t step = logitRowsAtOnce(state_.config.text.vocabSize);
        for (std::int64_t start = 0; start < hidden_ND.size(0); start += step) {
            const std::int64_t count = std::min(step, hidden_ND.size(0) - start);
            const Tensor logProbs_NV =
                at::log_softmax(headLogits(hidden_ND.narrow(0, start, count), state_.decoder.head(),
                                           state_.suppressedMask_V, temperature_),
                                1);
            const auto growing =
                std::span(rows_).subspan(static_cast<std::size_t>(start), static_cast<std::size_t>(count));
            const Tensor ids_N = ids_N_.narrow(0, start, count);
            if (onDevice_)
                chooseThere(logProbs_NV, growing, ids_N);
            else
                chooseHere(logProbs_NV.cpu(), growing, ids_N);
        }
        return allRowsDone();
    }

    void chooseThere(const Tensor& logProbs_NV, std::span<Growing> growing, const Tensor& ids_N) const {
        std::vector<double> uniforms;
        for (Growing& row : growing)
            if (!options_.greedy) uniforms.push_back(row.done ? 0 : row.random.uniform());
        const DrawnTokens drawn = drawTokens(logProbs_NV, uniforms);
        ids_N.copy_(drawn.ids_N);
        for (std::size_t i = 0; i < growing.size(); ++i)
            append(growing[i], drawn.ids[i], drawn.logProbs[i], drawn.entropies[i]);
    }

    void chooseHere(const Tensor& logProbs_NV, std::span<Growing> growing, const Tensor& ids_N) const {
        std::int64_t* const ids = ids_N.data_ptr<std::int64_t>();
        const Tensor probabilities_NV = logProbs_NV.to(torch::kFloat64).exp_();
        const Tensor entropies_N = at::mul(probabilities_NV, logProbs_NV).sum(1).neg_();
        const auto vocabulary = static_cast<std::size_t>(logProbs_NV.size(1));
        const float* const logProbs = logProbs_NV.data_ptr<float>();
        double* const probabilities = probabilities_NV.data_ptr<double>();
        const double* const entropies = entropies_N.data_ptr<double>();
        for (std::size_t i = 0; i < growing.size(); ++i) {
            Growing& row = growing[i];
            if (row.done) continue;
            const std::span<const float> rowLogProbs(logProbs + i * vocabulary, vocabulary);
            const int id = pick(row, rowLogProbs, {probabilities + i * vocabulary, vocabulary});
            ids[i] = id;
            append(row, id, rowLogProbs[static_cast<std::size_t>(id)], static_cast<float>(entropies[i]));
        }
    }

    void append(Growing& row, int id, float logProb, float entropy) const {
        if (row.done) return;
        row.completion->ids.push_back(id);
        row.completion->logProbs.push_back(logProb);
        row.completion->entropies.push_back(entropy);
        const std::vector<int>& eos = state_.chatIds.eos;
        row.done = std::find(eos.begin(), eos.end(), id) != eos.end();
    }

    // The same without LibTorch's operations: one pass a row over its logits for sum, entropy and choice.
    bool chooseOnCpu(const Tensor& hidden_ND) {
        std::int64_t* const ids = ids_N_.data_ptr<std::int64_t>();
        const Tensor& head_VD = state_.decoder.head();
        const std::int64_t vocabulary = head_VD.size(0);
        if (!logits_NV_.defined()) {
            logits_NV_ = at::empty({hidden_ND.size(0), vocabulary});
            weights_V_.resize(static_cast<std::size_t>(vocabulary));
        }
        cpu::product(hidden_ND.data_ptr<float>(), hidden_ND.size(0), hidden_ND.size(1), matrixOf(head_VD),
                     vocabulary, state_.suppressedMask_V.data_ptr<float>(),
                     static_cast<float>(1.0 / temperature_), logits_NV_.data_ptr<float>());
        bool allDone = true;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            Growing& row = rows_[i];
            if (row.done) continue;
            const float* const logits =
                logits_NV_.data_ptr<float>() + static_cast<std::int64_t>(i) * vocabulary;
            std::copy_n(logits, vocabulary, weights_V_.begin());
            const float most = cpu::largest(logits, vocabulary);
            const double sum = cpu::expAndSum(weights_V_.data(), vocabulary, most);
            const double total = static_cast<double>(most) + std::log(sum); // logsumexp
            const double entropy = total - cpu::dot(weights_V_.data(), logits, vocabulary) / sum;
            const int id = pickWeighted(row, {logits, weights_V_.size()}, sum);
            append(row, id, static_cast<float>(static_cast<double>(logits[id]) - total),
                   static_cast<float>(entropy));
            ids[i] = id;
            allDone = allDone && row.done;
        }
        return allDone;
    }

    // weights_V_ adds up to `sum`.
    int pickWeighted(Growing& row, std::span<const float> logits, double sum) const {
        if (options_.greedy) return greedyToken(logits);
        if (truncation_.neutral()) return sampleToken(weights_V_, sum, row.random.uniform());
        std::vector<double> probabilities(weights_V_.begin(), weights_V_.end());
        for (double& probability : probabilities)
            probability /= sum;
        truncate(probabilities, truncation_);
        return sampleToken(probabilities, row.random.uniform());
    }

    // Tokens of each prompt before its last, which is the first input.
    std::vector<std::int64_t> prefixLengths() const {
        std::vector<std::int64_t> lengths;
        for (const PromptInput* prompt : inputs_)
            lengths.push_back(static_cast<std::int64_t>(prompt->ids.size()) - 1);
        return lengths;
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
    Tensor logits_NV_;
    std::vector<float> weights_V_; // of the row at hand
    bool onDevice_ = false;        // tokens are chosen there
    Tensor ids_N_;                 // each row's newest token
};

void Policy::State::decode(std::span<const GenerationRequest> requests, const SamplingOptions& sampling,
                           std::span<std::vector<Completion>> results) {
    std::int64_t members = 0;
    for (const GenerationRequest& request : requests)
        members = std::max(members, static_cast<std::int64_t>(request.seeds.size()));
    const std::int64_t completions = members * static_cast<std::int64_t>(requests.size());
    if (completions == 0) return;
    if (decodingLimit == 0 || completions <= decodingLimit) {
        try {
            BatchDecoder(*this, sampling, requests, results).run();
            return;
        } catch (const std::exception& problem) {
            if (!isOutOfMemory(problem)) throw;
        }
        for (auto& begun : results)
            begun.clear();
        if (completions == 1)
            throw Error(
                ErrorCode::Unsupported,
                fmt::format("memory isn't enough to sample a single completion of up to {} tokens upon a "
                            "prompt of {}",
                            sampling.maxNewTokens, requests.front().prompt->ids.size()),
                {},
                "Use shorter answers (max_new_tokens) or smaller images (max_pixels in the policy's "
                "preprocessor_config.json), or a machine with more memory");
        decodingLimit = completions / 2;
        if (decodingShortage) decodingShortage(completions, decodingLimit);
    }
    if (requests.size() > 1) {
        const std::size_t half = requests.size() / 2;
        decode(requests.first(half), sampling, results.first(half));
        decode(requests.subspan(half), sampling, results.subspan(half));
        return;
    }
    const std::vector<std::uint64_t>& seeds = requests.front().seeds;
    const auto middle = seeds.begin() + static_cast<std::ptrdiff_t>(seeds.size() / 2);
    const GenerationRequest halves[] = {{requests.front().prompt, {seeds.begin(), middle}},
                                        {requests.front().prompt, {middle, seeds.end()}}};
    std::vector<Completion> all;
    for (const GenerationRequest& half : halves) {
        std::vector<Completion> part;
        decode({&half, 1}, sampling, {&part, 1});
        std::move(part.begin(), part.end(), std::back_inserter(all));
    }
    results.front() = std::move(all);
}

std::int64_t Policy::decodingLimit() const {
    return state_->decodingLimit;
}

void Policy::setDecodingLimit(std::int64_t completions) {
    state_->decodingLimit = completions;
}

void Policy::onDecodingShortage(std::function<void(long, long)> told) {
    state_->decodingShortage = std::move(told);
}

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
            state_->checkContext(requests[end].prompt->ids.size(),
                                 static_cast<std::size_t>(options.maxNewTokens));
            const std::int64_t newMembers =
                std::max(members, static_cast<std::int64_t>(requests[end].seeds.size()));
            const std::int64_t newLength =
                std::max(length, static_cast<std::int64_t>(requests[end].prompt->ids.size()));
            const std::int64_t prompts = static_cast<std::int64_t>(end - start) + 1;
            const bool room = state_->decodingLimit == 0 || prompts * newMembers <= state_->decodingLimit;
            if (prompts > 1 && !(room && decodedTogether(state_->config.text, prompts, newMembers, newLength,
                                                         options.maxNewTokens)))
                break;
            members = newMembers;
            length = newLength;
        }
        if (members > 0)
            state_->decode(requests.subspan(start, end - start), options,
                           std::span(results).subspan(start, end - start));
        start = end;
    }
    return results;
}

} // namespace vrft
