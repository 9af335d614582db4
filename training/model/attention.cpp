// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/attention.h"

#include "training/torch_compat.h"

#include <cmath>

namespace vrft {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

// The two column ranges of a score-like matrix [B, Q, L + T], as views: shared [B, Q, L] and own [B * G, R,
// T].
struct Columns {
    Columns(const Tensor& scores_BQK, std::int64_t members, std::int64_t ownKeys) {
        const std::int64_t batch = scores_BQK.size(0);
        const std::int64_t rows = scores_BQK.size(1) / members;
        const std::int64_t keys = scores_BQK.size(2);
        sharedKeys = keys - ownKeys;
        shared_BQL = scores_BQK.narrow(2, 0, sharedKeys);
        own_CRT = scores_BQK.view({batch * members, rows, keys}).narrow(2, sharedKeys, ownKeys);
    }
    std::int64_t sharedKeys = 0;
    Tensor shared_BQL;
    Tensor own_CRT;
};

// [B, G * R, E] seen per member.
Tensor perMember(const Tensor& rows_BQE, std::int64_t members) {
    return rows_BQE.view({rows_BQE.size(0) * members, rows_BQE.size(1) / members, rows_BQE.size(2)});
}

class Attention : public torch::autograd::Function<Attention> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& query_BQE, const Tensor& key_CTE,
                          const Tensor& value_CTE, const OptionalTensor& maybeSharedKey,
                          const OptionalTensor& maybeSharedValue, const OptionalTensor& maybeOwnMask,
                          const OptionalTensor& maybeSharedMask) {
        const Tensor sharedKey_BLE = maybeSharedKey.value_or(Tensor());
        const Tensor sharedValue_BLE = maybeSharedValue.value_or(Tensor());
        const Tensor ownMask_RT = maybeOwnMask.value_or(Tensor());
        const Tensor sharedMask_S1L = maybeSharedMask.value_or(Tensor());
        const bool shared = sharedKey_BLE.defined();
        const std::int64_t batch = query_BQE.size(0);
        const std::int64_t rows = query_BQE.size(1);
        const std::int64_t members = key_CTE.size(0) / batch;
        const std::int64_t keys = key_CTE.size(1) + (shared ? sharedKey_BLE.size(1) : 0);
        const Tensor scaled_BQE = at::mul(query_BQE, scaleOf(query_BQE));

        const Tensor scores_BQK = at::empty({batch, rows, keys}, query_BQE.options());
        Columns columns(scores_BQK, members, key_CTE.size(1));
        at::bmm_out(columns.own_CRT, perMember(scaled_BQE, members), key_CTE.transpose(1, 2));
        if (ownMask_RT.defined()) columns.own_CRT.add_(ownMask_RT);
        if (shared) {
            at::bmm_out(columns.shared_BQL, scaled_BQE, sharedKey_BLE.transpose(1, 2));
            if (sharedMask_S1L.defined()) addSharedMask(scores_BQK, sharedMask_S1L, columns.sharedKeys);
        }
        const Tensor weights_BQK = at::softmax(scores_BQK, -1);
        const Columns split(weights_BQK, members, key_CTE.size(1));
        Tensor out_BQE = at::bmm(split.own_CRT, value_CTE).view(query_BQE.sizes());
        if (shared) out_BQE.baddbmm_(split.shared_BQL, sharedValue_BLE);
        context->save_for_backward(
            {scaled_BQE, key_CTE, value_CTE, sharedKey_BLE, sharedValue_BLE, weights_BQK});
        return out_BQE;
    }

    static tensor_list backward(AutogradContext* context, tensor_list gradients) {
        const auto saved = context->get_saved_variables();
        const Tensor& scaled_BQE = saved[0];
        const Tensor& key_CTE = saved[1];
        const Tensor& value_CTE = saved[2];
        const Tensor& sharedKey_BLE = saved[3];
        const Tensor& sharedValue_BLE = saved[4];
        const Tensor& weights_BQK = saved[5];
        const bool shared = sharedKey_BLE.defined();
        const std::int64_t members = key_CTE.size(0) / scaled_BQE.size(0);
        const Tensor out_BQE = gradients[0].contiguous();

        const Columns weights(weights_BQK, members, key_CTE.size(1));
        const Tensor slope_BQK = at::empty_like(weights_BQK); // of the loss by the weights
        Columns slope(slope_BQK, members, key_CTE.size(1));
        at::bmm_out(slope.own_CRT, perMember(out_BQE, members), value_CTE.transpose(1, 2));
        if (shared) at::bmm_out(slope.shared_BQL, out_BQE, sharedValue_BLE.transpose(1, 2));
        const Tensor scores_BQK =
            at::_softmax_backward_data(slope_BQK, weights_BQK, -1, weights_BQK.scalar_type());
        const Columns scores(scores_BQK, members, key_CTE.size(1));

        const Tensor value_grad = at::bmm(weights.own_CRT.transpose(1, 2), perMember(out_BQE, members));
        const Tensor key_grad = at::bmm(scores.own_CRT.transpose(1, 2), perMember(scaled_BQE, members));
        const Tensor query_grad = at::bmm(scores.own_CRT, key_CTE).view(scaled_BQE.sizes());
        Tensor sharedKey_grad;
        Tensor sharedValue_grad;
        if (shared) {
            query_grad.baddbmm_(scores.shared_BQL, sharedKey_BLE);
            sharedKey_grad = at::bmm(scores.shared_BQL.transpose(1, 2), scaled_BQE);
            sharedValue_grad = at::bmm(weights.shared_BQL.transpose(1, 2), out_BQE);
        }
        query_grad.mul_(scaleOf(scaled_BQE));
        return {query_grad, key_grad, value_grad, sharedKey_grad, sharedValue_grad, Tensor(), Tensor()};
    }

private:
    static double scaleOf(const Tensor& rows_BQE) {
        return 1.0 / std::sqrt(static_cast<double>(rows_BQE.size(2)));
    }

    static void addSharedMask(const Tensor& scores_BQK, const Tensor& mask_S1L, std::int64_t sharedKeys) {
        const std::int64_t prompts = mask_S1L.size(0);
        scores_BQK.view({prompts, -1, scores_BQK.size(2)}).narrow(2, 0, sharedKeys).add_(mask_S1L);
    }
};

// Rows (query head of the group, token) of each member become heads that look at the same keys.
Tensor fused(const AttentionInput& input) {
    const std::int64_t entries = input.key_CTE.size(0);
    const std::int64_t keys = input.key_CTE.size(1);
    const std::int64_t width = input.query_BQE.size(2);
    const std::int64_t rows = input.query_BQE.size(0) * input.query_BQE.size(1) / entries;
    const std::int64_t heads = input.causal ? rows / keys : 1;
    const Tensor query = input.query_BQE.view({entries, heads, rows / heads, width});
    const auto forHeads = [&](const Tensor& own_CTE) {
        return own_CTE.unsqueeze(1).expand({entries, heads, keys, width});
    };
    return fusedAttention(query, forHeads(input.key_CTE), forHeads(input.value_CTE), input.causal)
        .reshape(input.query_BQE.sizes());
}

} // namespace

Tensor attention(const AttentionInput& input) {
    // A GPU's fused kernel adds up gradients in any order: a resumed run would differ from the unbroken one.
    const bool anyOrder = input.query_BQE.is_cuda();
    if (kFusedAttention && !anyOrder && !input.sharedKey_BLE.defined() &&
        (input.causal || !input.ownMask_RT.defined()))
        return fused(input);
    // Custom functions take tensors without a value only as an empty optional.
    const auto maybe = [](const Tensor& tensor) {
        return tensor.defined() ? OptionalTensor(tensor) : OptionalTensor();
    };
    return Attention::apply(input.query_BQE, input.key_CTE, input.value_CTE, maybe(input.sharedKey_BLE),
                            maybe(input.sharedValue_BLE), maybe(input.ownMask_RT),
                            maybe(input.sharedMask_S1L));
}

} // namespace vrft
