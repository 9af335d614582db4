// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/cpu_decoder.h"

#include "training/model/cpu_kernels.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>

namespace vrft {

namespace {

using torch::Tensor;

float* floats(const Tensor& tensor) {
    return tensor.data_ptr<float>();
}

bool isPlain(const Tensor& tensor) {
    return !tensor.defined() ||
           (tensor.device().is_cpu() && tensor.scalar_type() == torch::kFloat32 && tensor.is_contiguous());
}

bool isPlainOrHalf(const Tensor& tensor) {
    return isPlain(tensor) ||
           (tensor.device().is_cpu() && tensor.scalar_type() == torch::kBFloat16 && tensor.is_contiguous());
}

} // namespace

cpu::Matrix matrixOf(const Tensor& weight_OI) {
    if (weight_OI.scalar_type() == torch::kBFloat16)
        return cpu::Matrix(static_cast<const std::uint16_t*>(weight_OI.data_ptr()));
    return {floats(weight_OI)};
}

bool CpuDecoder::fits(const Decoder& decoder) {
    const auto plain = [](const Linear& linear) {
        return isPlainOrHalf(linear.weight) && isPlain(linear.bias) && isPlain(linear.loraA) &&
               isPlain(linear.loraB);
    };
    for (const DecoderLayer& layer : decoder.layers())
        for (const Linear* linear :
             {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down})
            if (!plain(*linear) || !isPlain(layer.inputNorm) || !isPlain(layer.postNorm)) return false;
    return isPlainOrHalf(decoder.head()) && isPlain(decoder.finalNorm());
}

CpuDecoder::CpuDecoder(const Decoder& decoder, const Prefix& prefix, std::span<const std::int64_t> lengths,
                       std::int64_t members, std::int64_t steps)
    : decoder_(decoder)
    , lengths_(lengths.begin(), lengths.end())
    , members_(members)
    , rows_(static_cast<std::int64_t>(lengths.size()) * members)
    , steps_(cpu::roundedUp(steps)) {
    const TextConfig& config = decoder.config();
    const std::int64_t heads = config.numKvHeads;
    const std::int64_t size = config.headDim();
    std::int64_t rank = 1;
    for (std::size_t i = 0; i < decoder.layers().size(); ++i) {
        const PrefixKeys& shared = prefix.layers[i];
        const std::int64_t length = shared.key_BLE.size(1);
        longest_ = cpu::roundedUp(length);
        Keys keys;
        keys.prompt_BEL = torch::zeros({shared.key_BLE.size(0), size, longest_});
        keys.prompt_BEL.narrow(2, 0, length).copy_(shared.key_BLE.transpose(1, 2));
        keys.promptValue_BLE = shared.value_BLE.contiguous();
        keys.own_NKET = torch::zeros({rows_, heads, size, steps_});
        keys.ownValue_NKTE = torch::empty({rows_, heads, steps_, size});
        keys_.push_back(std::move(keys));
        const DecoderLayer& layer = decoder.layers()[i];
        for (const Linear* linear :
             {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down})
            if (linear->loraEnabled) rank = std::max(rank, linear->loraA.size(0));
    }
    const std::int64_t width = config.hiddenSize;
    normed_ND = torch::empty({rows_, width});
    query_ND = torch::empty({rows_, width});
    attended_ND = torch::empty({rows_, width});
    key_NC = torch::empty({rows_, heads * size});
    value_NC = torch::empty({rows_, heads * size});
    gate_NF = torch::empty({rows_, config.intermediateSize});
    up_NF = torch::empty({rows_, config.intermediateSize});
    low_NR = torch::empty({rows_, rank});
    scores_NHJ = torch::empty({rows_, config.numHeads, longest_ + steps_});
}

void CpuDecoder::linear(const float* x, const Linear& layer, float* y) {
    const std::int64_t inputs = layer.weight.size(1);
    const std::int64_t outputs = layer.weight.size(0);
    cpu::product(x, rows_, inputs, matrixOf(layer.weight), outputs,
                 layer.bias.defined() ? floats(layer.bias) : nullptr, 1.0F, y);
    if (!layer.loraEnabled) return;
    const std::int64_t rank = layer.loraA.size(0);
    cpu::product(x, rows_, inputs, floats(layer.loraA), rank, nullptr, 1.0F, floats(low_NR));
    cpu::addProduct(floats(low_NR), rows_, rank, floats(layer.loraB), outputs,
                    static_cast<float>(layer.loraScale), y);
}

void CpuDecoder::rotate(float* heads, std::int64_t numHeads, const RopeTable& rope) const {
    const std::int64_t half = decoder_.config().headDim() / 2;
    const float* const allCos = floats(rope.cos_N1F);
    const float* const allSin = floats(rope.sin_N1F);
    for (std::int64_t n = 0; n < rows_; ++n) {
        const float* const cos = allCos + n * half;
        const float* const sin = allSin + n * half;
        for (std::int64_t head = 0; head < numHeads; ++head) {
            float* const a = heads + (n * numHeads + head) * 2 * half;
            float* const b = a + half;
            for (std::int64_t i = 0; i < half; ++i) {
                const float first = a[i] * cos[i] - b[i] * sin[i];
                b[i] = b[i] * cos[i] + a[i] * sin[i];
                a[i] = first;
            }
        }
    }
}

void CpuDecoder::append(Keys& keys) {
    const std::int64_t size = decoder_.config().headDim();
    const std::int64_t count = rows_ * decoder_.config().numKvHeads;
    const float* const key = floats(key_NC);
    const float* const value = floats(value_NC);
    float* const keysTo = floats(keys.own_NKET);
    float* const valuesTo = floats(keys.ownValue_NKTE);
    for (std::int64_t i = 0; i < count; ++i)
        for (std::int64_t e = 0; e < size; ++e) {
            keysTo[(i * size + e) * steps_ + used_] = key[i * size + e];
            valuesTo[(i * steps_ + used_) * size + e] = value[i * size + e];
        }
}

void CpuDecoder::attend(const Keys& keys) {
    const TextConfig& config = decoder_.config();
    const std::int64_t size = config.headDim();
    const std::int64_t perKv = config.numHeads / config.numKvHeads;
    const std::int64_t columns = longest_ + steps_;
    const std::int64_t length = keys.promptValue_BLE.size(1);
    const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(size)));
    // One query head of one completion.
    const auto head = [&](std::int64_t n, std::int64_t h) {
        const std::int64_t own = n * config.numKvHeads + h / perKv;
        const std::int64_t prompt = n / members_ * config.numKvHeads + h / perKv;
        const std::int64_t seen = lengths_[static_cast<std::size_t>(n / members_)];
        float* const query = floats(query_ND) + (n * config.numHeads + h) * size;
        float* const out = floats(attended_ND) + (n * config.numHeads + h) * size;
        float* const before = floats(scores_NHJ) + (n * config.numHeads + h) * columns;
        float* const after = before + longest_;
        for (std::int64_t e = 0; e < size; ++e) {
            query[e] *= scale;
            out[e] = 0;
        }
        cpu::scores(query, size, floats(keys.prompt_BEL) + prompt * size * longest_, longest_, seen, before);
        cpu::scores(query, size, floats(keys.own_NKET) + own * size * steps_, steps_, used_ + 1, after);
        const float most = std::max(cpu::largest(before, seen), cpu::largest(after, used_ + 1));
        const double sum = cpu::expAndSum(before, seen, most) + cpu::expAndSum(after, used_ + 1, most);
        cpu::addWeighted(before, seen, floats(keys.promptValue_BLE) + prompt * length * size, size, out);
        cpu::addWeighted(after, used_ + 1, floats(keys.ownValue_NKTE) + own * steps_ * size, size, out);
        const auto share = static_cast<float>(1.0 / sum);
        for (std::int64_t e = 0; e < size; ++e)
            out[e] *= share;
    };
    constexpr std::int64_t kHeadsAThread = 16;
    at::parallel_for(0, rows_ * config.numHeads, kHeadsAThread, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t i = first; i < last; ++i)
            head(i / config.numHeads, i % config.numHeads);
    });
}

void CpuDecoder::step(const Tensor& x_ND, const RopeTable& rope) {
    const TextConfig& config = decoder_.config();
    const std::int64_t width = config.hiddenSize;
    float* const x = floats(x_ND);
    float* const normed = floats(normed_ND);
    const auto normalise = [&](const Tensor& weight, float* to) {
        for (std::int64_t n = 0; n < rows_; ++n)
            cpu::rmsNormRow(x + n * width, floats(weight), width, config.rmsNormEps, to + n * width);
    };
    // Adds what `layer` makes of `from`.
    const auto addLinear = [&](const float* from, const Linear& layer) {
        linear(from, layer, normed);
        for (std::int64_t i = 0; i < rows_ * width; ++i)
            x[i] += normed[i];
    };
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const DecoderLayer& layer = decoder_.layers()[i];
        normalise(layer.inputNorm, normed);
        linear(normed, layer.q, floats(query_ND));
        linear(normed, layer.k, floats(key_NC));
        linear(normed, layer.v, floats(value_NC));
        rotate(floats(query_ND), config.numHeads, rope);
        rotate(floats(key_NC), config.numKvHeads, rope);
        append(keys_[i]);
        attend(keys_[i]);
        addLinear(floats(attended_ND), layer.o);
        normalise(layer.postNorm, normed);
        linear(normed, layer.gate, floats(gate_NF));
        linear(normed, layer.up, floats(up_NF));
        cpu::siluTimes(floats(gate_NF), floats(up_NF), gate_NF.numel());
        addLinear(floats(gate_NF), layer.down);
    }
    ++used_;
    normalise(decoder_.finalNorm(), x);
}

} // namespace vrft
