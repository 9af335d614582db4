// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/adamw.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.h"

namespace vrft {

namespace {

// A GPU does the same to many tensors in one launch, which costs as much as one for each small tensor.
std::size_t tensorsTogether(const torch::Tensor& like) {
    constexpr std::size_t kOnGpu = 128;
    return like.is_cuda() ? kOnGpu : 1;
}

} // namespace

AdamW::AdamW(NamedTensors parameters, const Optimiser& options)
    : parameters_(std::move(parameters))
    , options_(options) {
    for (const auto& [name, value] : parameters_) {
        if (value.scalar_type() != torch::kFloat32)
            throw Error(ErrorCode::Internal, "trainable parameters must be fp32", name);
        moments_.push_back({torch::zeros_like(value), torch::zeros_like(value), 1.0});
    }
}

void AdamW::setRateFactor(const std::string& name, double factor) {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        if (parameters_[i].first != name) continue;
        moments_[i].rateFactor = factor;
        return;
    }
    throw Error(ErrorCode::InvalidArgument, "no trainable parameter has this name", name);
}

void AdamW::clearGradients() {
    for (auto& [name, value] : parameters_)
        value.mutable_grad() = torch::Tensor();
}

std::vector<torch::Tensor> AdamW::takeGradients() {
    std::vector<torch::Tensor> gradients;
    for (auto& [name, value] : parameters_)
        gradients.push_back(value.grad().defined() ? value.grad() : torch::zeros_like(value));
    clearGradients();
    return gradients;
}

void AdamW::setGradients(const std::vector<torch::Tensor>& gradients) {
    for (std::size_t i = 0; i < parameters_.size(); ++i)
        parameters_[i].second.mutable_grad() = gradients.at(i);
}

double AdamW::gradientNorm() const {
    std::vector<torch::Tensor> gradients;
    for (const auto& [name, value] : parameters_)
        if (value.grad().defined()) gradients.push_back(value.grad());
    if (gradients.empty()) return 0;
    std::vector<torch::Tensor> norms; // fetched together: each look at a GPU's number waits for the GPU
    if (gradients.front().is_cuda())
        norms = at::_foreach_norm(gradients);
    else
        for (const torch::Tensor& gradient : gradients)
            norms.push_back(gradient.norm());
    const torch::Tensor all = torch::stack(norms).to(torch::kFloat64).cpu();
    double squares = 0;
    for (std::int64_t i = 0; i < all.size(0); ++i)
        squares += all.data_ptr<double>()[i] * all.data_ptr<double>()[i];
    return std::sqrt(squares);
}

void AdamW::clipGradients(double norm, double limit) {
    const double factor = limit / (norm + 1e-6);
    if (factor >= 1 || parameters_.empty()) return;
    std::vector<torch::Tensor> gradients;
    for (const auto& [name, value] : parameters_)
        if (value.grad().defined()) gradients.push_back(value.grad());
    at::_foreach_mul_(gradients, factor);
}

void AdamW::step(double learningRate) {
    const torch::NoGradGuard noGradient;
    ++steps_;
    const auto count = static_cast<double>(steps_);
    const double firstCorrection = 1.0 - std::pow(options_.beta1, count);
    const double secondCorrection = std::sqrt(1.0 - std::pow(options_.beta2, count));
    std::vector<torch::Tensor> values;
    std::vector<torch::Tensor> gradients;
    std::vector<torch::Tensor> firsts;
    std::vector<torch::Tensor> seconds;
    double rate = 0; // of those collected
    const auto learn = [&] {
        if (values.empty()) return;
        if (options_.weightDecay != 0) at::_foreach_mul_(values, 1.0 - rate * options_.weightDecay);
        at::_foreach_mul_(firsts, options_.beta1);
        at::_foreach_add_(firsts, gradients, 1.0 - options_.beta1);
        at::_foreach_mul_(seconds, options_.beta2);
        at::_foreach_addcmul_(seconds, gradients, gradients, 1.0 - options_.beta2);
        std::vector<torch::Tensor> divisors = at::_foreach_sqrt(seconds);
        at::_foreach_div_(divisors, secondCorrection);
        at::_foreach_add_(divisors, options_.eps);
        at::_foreach_addcdiv_(values, firsts, divisors, -rate / firstCorrection);
        for (auto* list : {&values, &gradients, &firsts, &seconds})
            list->clear();
    };
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        const torch::Tensor& value = parameters_[i].second;
        if (!value.grad().defined()) continue;
        const double ownRate = learningRate * moments_[i].rateFactor;
        if (ownRate != rate || values.size() == tensorsTogether(value)) learn();
        rate = ownRate;
        values.push_back(value);
        gradients.push_back(value.grad());
        firsts.push_back(moments_[i].first);
        seconds.push_back(moments_[i].second);
    }
    learn();
}

NamedTensors AdamW::state() const {
    NamedTensors state;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        state.emplace_back("exp_avg." + parameters_[i].first, moments_[i].first);
        state.emplace_back("exp_avg_sq." + parameters_[i].first, moments_[i].second);
    }
    return state;
}

void AdamW::restore(const std::map<std::string, torch::Tensor>& state, std::int64_t steps) {
    const torch::NoGradGuard noGradient;
    for (auto& [name, target] : this->state()) {
        const auto found = state.find(name);
        if (found == state.end()) throw Error(ErrorCode::Mismatch, "the checkpoint lacks a moment", name);
        if (found->second.sizes() != target.sizes())
            throw Error(ErrorCode::Mismatch, "a moment in the checkpoint has another shape", name);
        target.copy_(found->second);
    }
    steps_ = steps;
}

double scheduleFactor(const Optimiser& options, std::int64_t update, std::int64_t total) {
    const std::int64_t warmup = options.warmupSteps;
    if (update <= warmup)
        return static_cast<double>(update) / static_cast<double>(std::max<std::int64_t>(warmup, 1));
    if (options.schedule == Schedule::Constant) return 1.0;
    const auto done = static_cast<double>(update - warmup);
    const auto all = static_cast<double>(std::max<std::int64_t>(total - warmup, 1));
    return 0.5 * (1.0 + std::cos(std::numbers::pi * std::min(done / all, 1.0)));
}

} // namespace vrft
