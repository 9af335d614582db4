// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/objective/losses.h"

#include <algorithm>

#include "core/error.h"

namespace vrft {

namespace {

// Every token gets the mean of its completion.
torch::Tensor meanOfEach(const torch::Tensor& values_T, std::span<const std::int64_t> lengths) {
    std::vector<torch::Tensor> means;
    for (const torch::Tensor& completion :
         values_T.split_with_sizes(at::IntArrayRef(lengths.data(), lengths.size())))
        means.push_back(completion.mean().expand(completion.sizes()));
    return torch::cat(means);
}

} // namespace

torch::Tensor klToReference(const torch::Tensor& logProbs_T, const torch::Tensor& referenceLogProbs_T) {
    const torch::Tensor difference =
        torch::clamp(referenceLogProbs_T - logProbs_T, -kLogRatioLimit, kLogRatioLimit);
    return torch::clamp_max(torch::exp(difference) - difference - 1.0, kKlLimit);
}

PolicyLoss policyLoss(const torch::Tensor& logProbs_T, const torch::Tensor& oldLogProbs_T,
                      const torch::Tensor& advantages_T,
                      const std::optional<torch::Tensor>& referenceLogProbs_T, const Objective& objective,
                      std::span<const std::int64_t> lengths) {
    const torch::Tensor difference = logProbs_T - oldLogProbs_T;
    const torch::Tensor logRatio =
        torch::clamp(objective.kind == ObjectiveKind::Gspo ? meanOfEach(difference, lengths) : difference,
                     -kLogRatioLimit, kLogRatioLimit);
    const torch::Tensor ratio = torch::exp(logRatio);
    const double low = 1.0 - objective.clipLow;
    const double high = 1.0 + objective.clipHigh;
    const torch::Tensor plain = ratio * advantages_T;
    const torch::Tensor clipped = torch::clamp(ratio, low, high) * advantages_T;
    torch::Tensor loss = -torch::minimum(plain, clipped);
    if (objective.dualClip)
        loss =
            torch::where(advantages_T < 0, torch::minimum(loss, -advantages_T * *objective.dualClip), loss);

    PolicyLoss result;
    {
        const torch::NoGradGuard noGradient;
        result.clippedLow = ((ratio < low) & (advantages_T < 0)).sum().item<double>();
        result.clippedHigh = ((ratio > high) & (advantages_T > 0)).sum().item<double>();
    }
    if (referenceLogProbs_T) {
        const torch::Tensor kl = klToReference(logProbs_T, *referenceLogProbs_T);
        result.kl_T = kl.detach();
        loss = loss + objective.kl * kl;
    }
    result.loss_T = loss;
    return result;
}

std::vector<double> completionWeights(std::span<const CompletionLength> completions, Aggregation aggregation,
                                      bool maskTruncated, int maxNewTokens) {
    const auto counted = [&](const CompletionLength& c) {
        return c.tokens > 0 && !(maskTruncated && c.truncated);
    };
    long tokens = 0;
    for (const CompletionLength& completion : completions)
        if (counted(completion)) tokens += completion.tokens;
    const double batch = static_cast<double>(std::max<std::size_t>(completions.size(), 1));

    std::vector<double> weights;
    weights.reserve(completions.size());
    for (const CompletionLength& completion : completions) {
        double weight = 0;
        if (counted(completion)) {
            switch (aggregation) {
            case Aggregation::TokenMean:
                weight = 1.0 / static_cast<double>(tokens);
                break;
            case Aggregation::SequenceMean:
                weight = 1.0 / (batch * completion.tokens);
                break;
            case Aggregation::Constant:
                weight = 1.0 / (batch * maxNewTokens);
                break;
            }
        }
        weights.push_back(weight);
    }
    return weights;
}

torch::Tensor supervisedLoss(const torch::Tensor& logProbs_T, const torch::Tensor& weights_T,
                             double totalWeight) {
    if (!(totalWeight > 0)) throw Error(ErrorCode::Internal, "a supervised step without any weighted token");
    return -(logProbs_T * weights_T).sum() / totalWeight;
}

} // namespace vrft
