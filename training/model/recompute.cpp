// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/recompute.h"

#include "core/error.h"

#include <algorithm>

namespace vrft {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr std::size_t kMostInputs = 3;

// What the backward pass needs and a context can't save.
struct Kept : torch::CustomClassHolder {
    RecomputedBody body;
    std::vector<bool> needed; // of the inputs
};

class Recompute : public torch::autograd::Function<Recompute> {
public:
    // `anchor` ties the results to the backward pass where only parameters need gradients. A function of
    // LibTorch takes no lists and no undefined tensors: what isn't there is an empty one.
    static tensor_list forward(AutogradContext* context, const c10::intrusive_ptr<Kept>& kept,
                               const Tensor& /*anchor*/, const Tensor& first, const Tensor& second,
                               const Tensor& third) {
        tensor_list inputs{first, second, third};
        inputs.resize(kept->needed.size());
        tensor_list results = kept->body(inputs);
        context->save_for_backward(inputs);
        context->saved_data["kept"] = c10::IValue::make_capsule(kept);
        return results;
    }

    // Parameters get their gradients from the inner backward pass, in place.
    static tensor_list backward(AutogradContext* context, tensor_list gradients) {
        const auto kept = c10::static_intrusive_pointer_cast<Kept>(context->saved_data["kept"].toCapsule());
        tensor_list inputs = context->get_saved_variables();
        tensor_list outputs;
        tensor_list slopes;
        {
            const torch::AutoGradMode on(true);
            for (std::size_t i = 0; i < inputs.size(); ++i)
                inputs[i] = inputs[i].detach().requires_grad_(kept->needed[i]);
            const tensor_list results = kept->body(inputs);
            for (std::size_t i = 0; i < results.size(); ++i) {
                if (!results[i].requires_grad() || !gradients[i].defined()) continue;
                outputs.push_back(results[i]);
                slopes.push_back(gradients[i]);
            }
        }
        if (!outputs.empty()) torch::autograd::backward(outputs, slopes);
        tensor_list answer(2 + kMostInputs);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            if (kept->needed[i]) answer[2 + i] = inputs[i].grad();
        return answer;
    }
};

} // namespace

std::vector<Tensor> recomputed(const RecomputedBody& body, const std::vector<Tensor>& inputs,
                               const std::vector<Tensor>& parameters) {
    if (!torch::GradMode::is_enabled()) return body(inputs);
    const auto needs = [](const Tensor& tensor) { return tensor.requires_grad(); };
    const bool any = std::any_of(inputs.begin(), inputs.end(), needs) ||
                     std::any_of(parameters.begin(), parameters.end(), needs);
    if (!any) return body(inputs);
    if (inputs.size() > kMostInputs)
        throw Error(ErrorCode::Internal, "a part that is computed again has too many inputs");
    const auto kept = c10::make_intrusive<Kept>();
    kept->body = body;
    for (const Tensor& input : inputs)
        kept->needed.push_back(input.requires_grad());
    tensor_list three = inputs;
    three.resize(kMostInputs, torch::zeros({}, torch::kFloat32));
    const Tensor anchor = torch::zeros({}, torch::kFloat32).requires_grad_(true);
    return Recompute::apply(kept, anchor, three[0], three[1], three[2]);
}

} // namespace vrft
