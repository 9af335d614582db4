// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/token_log_prob.h"

#include "training/model/cpu_kernels.h"
#include "training/model/mixed_linear.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>
#include <vector>

namespace vrft {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr std::int64_t kBlockElements = std::int64_t{1} << 22; // 16 MB of logits in single precision
constexpr std::int64_t kLeastRows = 128; // fewer, and reading the head takes longer than the product

// Calls block(start, rows) over the rows of hidden_ND.
template <typename Block>
void forBlocks(const Tensor& hidden_ND, const Tensor& head_VD, Block&& block) {
    const std::int64_t rows = hidden_ND.size(0);
    const std::int64_t step = logitRowsAtOnce(head_VD.size(0));
    for (std::int64_t start = 0; start < rows; start += step)
        block(start, std::min(step, rows - start));
}

bool inFloats(const Tensor& tensor) {
    return tensor.device().is_cpu() && tensor.scalar_type() == torch::kFloat32 && tensor.is_contiguous();
}

// Calls row(index, its logits) for every row of logits_RV, on LibTorch's threads.
template <typename Row>
void forRows(const Tensor& logits_RV, Row&& row) {
    constexpr std::int64_t kRowsAThread = 8;
    const std::int64_t size = logits_RV.size(1);
    at::parallel_for(0, logits_RV.size(0), kRowsAThread, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t r = first; r < last; ++r)
            row(r, logits_RV.data_ptr<float>() + r * size);
    });
}

struct RowFigures {
    Tensor chosen_R; // log-probability of the target
    Tensor total_R;  // logsumexp
    Tensor entropy_R;
};

// On a processor a row stays in its cache for all of this; the logits are spent.
void figuresInPlace(const Tensor& logits_RV, const Tensor& targets_R, const RowFigures& figures) {
    const std::int64_t size = logits_RV.size(1);
    const std::int64_t* const targets = targets_R.data_ptr<std::int64_t>();
    float* const chosen = figures.chosen_R.data_ptr<float>();
    float* const totals = figures.total_R.data_ptr<float>();
    float* const entropies = figures.entropy_R.data_ptr<float>();
    forRows(logits_RV, [&](std::int64_t r, const float* logits) {
        thread_local std::vector<float> weights;
        weights.assign(logits, logits + size);
        const float most = cpu::largest(logits, size);
        const double sum = cpu::expAndSum(weights.data(), size, most);
        const double total = static_cast<double>(most) + std::log(sum);
        chosen[r] = static_cast<float>(static_cast<double>(logits[targets[r]]) - total);
        totals[r] = static_cast<float>(total);
        entropies[r] = static_cast<float>(total - cpu::dot(weights.data(), logits, size) / sum);
    });
}

RowFigures part(const RowFigures& figures, std::int64_t start, std::int64_t rows) {
    return {figures.chosen_R.narrow(0, start, rows), figures.total_R.narrow(0, start, rows),
            figures.entropy_R.narrow(0, start, rows)};
}

class TokenLogProb : public torch::autograd::Function<TokenLogProb> {
public:
    static tensor_list forward(AutogradContext* context, const Tensor& hidden_ND, const Tensor& head_VD,
                               const Tensor& mask_V, const Tensor& targets_N, double temperature) {
        const Tensor chosen_N = at::empty({hidden_ND.size(0)}, hidden_ND.options());
        const Tensor entropy_N = at::empty_like(chosen_N);
        const Tensor total_N = at::empty_like(chosen_N); // logsumexp
        forBlocks(hidden_ND, head_VD, [&](std::int64_t start, std::int64_t rows) {
            Tensor logits = headLogits(hidden_ND.narrow(0, start, rows), head_VD, mask_V, temperature);
            if (inFloats(logits) && targets_N.is_contiguous())
                return figuresInPlace(logits, targets_N.narrow(0, start, rows),
                                      part({chosen_N, total_N, entropy_N}, start, rows));
            const Tensor targets = targets_N.narrow(0, start, rows).unsqueeze(1);
            const Tensor logProbs = at::log_softmax(logits, 1);
            chosen_N.narrow(0, start, rows).copy_(logProbs.gather(1, targets).squeeze(1));
            total_N.narrow(0, start, rows)
                .copy_((logits.gather(1, targets) - logProbs.gather(1, targets)).squeeze(1));
            at::exp_out(logits, logProbs);
            entropy_N.narrow(0, start, rows).copy_(logits.mul_(logProbs).sum(1).neg_());
        });
        context->save_for_backward({hidden_ND, head_VD, mask_V, targets_N, total_N});
        context->saved_data["temperature"] = temperature;
        context->saved_data["head"] = head_VD.requires_grad(); // with adapters it is frozen
        context->mark_non_differentiable({entropy_N});
        return {chosen_N, entropy_N};
    }

    static tensor_list backward(AutogradContext* context, tensor_list gradients) {
        const auto saved = context->get_saved_variables();
        const Tensor& hidden_ND = saved[0];
        const Tensor& head_VD = saved[1];
        const double temperature = context->saved_data["temperature"].toDouble();
        const Tensor hiddenGradient_ND = at::empty_like(hidden_ND);
        const bool headNeeded = context->saved_data["head"].toBool();
        const Tensor headGradient_VD = headNeeded ? at::zeros_like(head_VD) : Tensor();
        forBlocks(hidden_ND, head_VD, [&](std::int64_t start, std::int64_t rows) {
            const Tensor hidden = hidden_ND.narrow(0, start, rows);
            const Tensor slope = gradients[0].narrow(0, start, rows).unsqueeze(1);
            const Tensor total = saved[4].narrow(0, start, rows).unsqueeze(1);
            Tensor logits = headLogits(hidden, head_VD, saved[2], temperature);
            if (inFloats(logits) && inFloats(total)) {
                const float* const totals = total.data_ptr<float>();
                forRows(logits,
                        [&](std::int64_t r, float* row) { cpu::expAndSum(row, logits.size(1), totals[r]); });
            } else {
                logits.sub_(total).exp_();
            }
            logits.mul_(slope.neg()); // -slope * probability
            logits.scatter_add_(1, saved[3].narrow(0, start, rows).unsqueeze(1), slope);
            logits.div_(temperature);
            Tensor hiddenGradient = hiddenGradient_ND.narrow(0, start, rows);
            mixedMmOut(hiddenGradient, logits, head_VD);
            if (headNeeded) headGradient_VD.addmm_(logits.t(), hidden);
        });
        return {hiddenGradient_ND, headGradient_VD, Tensor(), Tensor(), Tensor()};
    }
};

} // namespace

std::int64_t logitRowsAtOnce(std::int64_t vocabulary) {
    return std::max(kLeastRows, kBlockElements / vocabulary);
}

Tensor headLogits(const Tensor& hidden_ND, const Tensor& head_VD, const Tensor& mask_V, double temperature) {
    return mixedAddMm(mask_V, hidden_ND, head_VD, 1.0 / temperature);
}

std::pair<Tensor, Tensor> tokenLogProbs(const Tensor& hidden_ND, const Tensor& head_VD, const Tensor& mask_V,
                                        const Tensor& targets_N, double temperature) {
    const tensor_list results = TokenLogProb::apply(hidden_ND, head_VD, mask_V, targets_N, temperature);
    return {results[0], results[1]};
}

} // namespace vrft
