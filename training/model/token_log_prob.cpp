// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/token_log_prob.h"

#include "training/model/mixed_linear.h"

#include <algorithm>

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

class TokenLogProb : public torch::autograd::Function<TokenLogProb> {
public:
    static tensor_list forward(AutogradContext* context, const Tensor& hidden_ND, const Tensor& head_VD,
                               const Tensor& mask_V, const Tensor& targets_N, double temperature) {
        const Tensor chosen_N = at::empty({hidden_ND.size(0)}, hidden_ND.options());
        const Tensor entropy_N = at::empty_like(chosen_N);
        const Tensor total_N = at::empty_like(chosen_N); // logsumexp
        forBlocks(hidden_ND, head_VD, [&](std::int64_t start, std::int64_t rows) {
            Tensor logits = headLogits(hidden_ND.narrow(0, start, rows), head_VD, mask_V, temperature);
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
            logits.sub_(total).exp_().mul_(slope.neg()); // -slope * probability
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
