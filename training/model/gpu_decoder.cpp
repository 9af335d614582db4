// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/gpu_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vrft {

namespace {

using torch::Tensor;

constexpr std::int64_t kRowsOfTile = 8;
constexpr std::int64_t kOutputsOfTile = 16;
constexpr std::int64_t kMostTiles = 4;  // of rows in a block
constexpr std::int64_t kMostRows = 128; // more, and the device's ordinary products are faster
constexpr std::int64_t kMostRank = 64;
constexpr std::int64_t kAttendWarps = 16;
constexpr int kWidthOfSplit = 2048;
constexpr unsigned kRowThreads = 512;
constexpr unsigned kAttendThreads = 512;
constexpr unsigned kChooseThreads = 1024;

template <typename Number>
Number* pointer(const Tensor& tensor) {
    return tensor.defined() ? static_cast<Number*>(tensor.data_ptr()) : nullptr;
}

bool isFloat(const Tensor& tensor) {
    return !tensor.defined() || (tensor.scalar_type() == torch::kFloat32 && tensor.is_contiguous());
}

// Query heads a block works on together: as many as share a key, but enough blocks for the whole device.
int headsTogether(const TextConfig& config) {
    const std::int64_t perKv = config.numHeads / config.numKvHeads;
    return perKv % 4 == 0 ? 4 : perKv % 2 == 0 ? 2 : 1;
}

int count(std::int64_t number) {
    return static_cast<int>(number);
}

// Into so many parts what an adapter's A takes of rows of this width is worked out.
int splitsOf(std::int64_t width) {
    return count(width / kWidthOfSplit) + 1;
}

} // namespace

bool GpuDecoder::fits(const Decoder& decoder, std::int64_t rows) {
    const TextConfig& config = decoder.config();
    const std::int64_t size = config.headDim();
    const torch::ScalarType type = decoder.head().scalar_type();
    if (type != torch::kFloat32 && type != torch::kBFloat16) return false;
    if (size != 16 && size != 32 && size != 64 && size != 128) return false;
    if (rows > kMostRows) return false;
    const std::int64_t inputsTogether = type == torch::kBFloat16 ? 32 : 4;
    const auto matrix = [&](const Tensor& weight) {
        return weight.scalar_type() == type && weight.is_contiguous() &&
               weight.size(1) % inputsTogether == 0 && weight.size(0) % kOutputsOfTile == 0;
    };
    for (const DecoderLayer& layer : decoder.layers()) {
        for (const Linear* linear :
             {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down}) {
            if (!matrix(linear->weight) || !isFloat(linear->bias)) return false;
            if (linear->loraEnabled &&
                (!isFloat(linear->loraA) || !isFloat(linear->loraB) || linear->loraA.size(0) > kMostRank))
                return false;
        }
        if (!isFloat(layer.inputNorm) || !isFloat(layer.postNorm)) return false;
    }
    return matrix(decoder.head()) && isFloat(decoder.finalNorm());
}

Tensor GpuDecoder::zeros(std::int64_t rows, std::int64_t width, torch::ScalarType type) const {
    return torch::zeros({rows, width}, decoder_.finalNorm().options().dtype(type).requires_grad(false));
}

GpuDecoder::GpuDecoder(const Decoder& decoder, const Prefix& prefix, std::span<const std::int64_t> lengths,
                       std::int64_t members, std::int64_t steps, const RopeTable& rope, const Tensor& ids,
                       const GpuSampling& sampling)
    : decoder_(decoder)
    , sampling_(sampling)
    , rope_{rope.cos_N1F.contiguous(), rope.sin_N1F.contiguous()}
    , rows_(static_cast<std::int64_t>(lengths.size()) * members)
    , members_(members)
    , steps_(steps) {
    const TextConfig& config = decoder.config();
    const std::int64_t tiles = (rows_ + kRowsOfTile - 1) / kRowsOfTile;
    options_ = {decoder.head().scalar_type() == torch::kBFloat16,
                tiles <= 2 ? count(tiles) : count(kMostTiles), headsTogether(config),
                count(config.headDim())};
    const std::int64_t together = options_.tiles * kRowsOfTile;
    padded_ = (rows_ + together - 1) / together * together;
    const auto device = ids.device();
    std::vector<int> numbers(lengths.begin(), lengths.end());
    lengths_S = torch::tensor(numbers, torch::kInt32).to(device);
    ids_N = ids.to(torch::kInt32).contiguous();
    step_1 = torch::full({1}, -1, ids_N.options());
    chosen_T3N_ = torch::zeros({steps, 3, rows_}, ids_N.options().dtype(torch::kFloat64));
    if (sampling_.uniforms_TN.defined())
        sampling_.uniforms_TN = sampling_.uniforms_TN.to(device).contiguous();

    const auto floats = decoder.finalNorm().options().requires_grad(false);
    for (const PrefixKeys& shared : prefix.layers)
        keys_.push_back({shared.key_BLE.contiguous(), shared.value_BLE.contiguous(),
                         torch::empty({rows_, config.numKvHeads, steps, config.headDim()}, floats),
                         torch::empty({rows_, config.numKvHeads, steps, config.headDim()}, floats)});
    const torch::ScalarType type = decoder.head().scalar_type();
    const std::int64_t width = config.hiddenSize;
    const std::int64_t attended = config.numHeads * config.headDim();
    x_ND = zeros(rows_, width, torch::kFloat32);
    normed_ND = zeros(padded_, width, type);
    qkv_NC = zeros(rows_, attended + 2 * config.numKvHeads * config.headDim(), torch::kFloat32);
    attended_ND = zeros(padded_, attended, type);
    gated_NF = zeros(rows_, config.intermediateSize, torch::kFloat32);
    gatedAgain_NF = zeros(padded_, config.intermediateSize, type);
    const std::int64_t splits = std::max<std::int64_t>(
        {gpu::kParts, splitsOf(config.intermediateSize), config.numHeads / options_.heads});
    low_ = zeros(rows_, splits * kMostRank, torch::kFloat32);
    logits_NV = zeros(rows_, decoder.head().size(0), torch::kFloat32);
}

void GpuDecoder::norm(gpu::Launcher& launcher, const Tensor& weight,
                      std::span<const Linear* const> adapted) const {
    gpu::NormArguments arguments = {};
    arguments.x = pointer<float>(x_ND);
    arguments.weight = pointer<float>(weight);
    arguments.normed = pointer<void>(normed_ND);
    arguments.low = pointer<float>(low_);
    arguments.rows = count(rows_);
    arguments.paddedRows = count(padded_);
    arguments.width = count(x_ND.size(1));
    arguments.eps = static_cast<float>(decoder_.config().rmsNormEps);
    int ranks = 0;
    for (std::size_t i = 0; i < adapted.size(); ++i) {
        if (!adapted[i]->loraEnabled) continue;
        arguments.a[i] = pointer<float>(adapted[i]->loraA);
        arguments.rank[i] = count(adapted[i]->loraA.size(0));
        ranks += arguments.rank[i];
    }
    launcher.launch("normRows",
                    {.blocks = static_cast<unsigned>(arguments.paddedRows + ranks), .threads = kRowThreads},
                    arguments);
}

void GpuDecoder::low(gpu::Launcher& launcher, const Tensor& x_NI, const Linear& linear) const {
    if (!linear.loraEnabled) return;
    const int width = count(x_NI.size(1));
    const gpu::LowArguments arguments = {pointer<float>(x_NI),
                                         pointer<float>(linear.loraA),
                                         pointer<float>(low_),
                                         count(rows_),
                                         width,
                                         count(linear.loraA.size(0)),
                                         splitsOf(width)};
    launcher.launch("lowRows",
                    {.blocks = static_cast<unsigned>(arguments.rank),
                     .rows = static_cast<unsigned>(arguments.splits),
                     .threads = kRowThreads},
                    arguments);
}

void GpuDecoder::linear(gpu::Launcher& launcher, std::span<const Linear* const> parts, const Tensor& x_NI,
                        int splits, gpu::LinearKind kind, const Tensor& out, const Tensor& again) const {
    gpu::LinearArguments arguments = {};
    arguments.x = pointer<void>(x_NI);
    arguments.low = pointer<float>(low_);
    arguments.splits = splits;
    arguments.out = pointer<float>(out);
    arguments.outAgain = pointer<void>(again);
    arguments.rows = count(rows_);
    arguments.inputs = count(x_NI.size(1));
    arguments.kind = kind;
    arguments.groups = count(padded_ / (options_.tiles * kRowsOfTile));
    std::int64_t outputs = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Linear& part = *parts[i];
        arguments.weight[i] = pointer<void>(part.weight);
        arguments.bias[i] = pointer<float>(part.bias);
        arguments.outputs[i] = count(part.weight.size(0));
        outputs += arguments.outputs[i];
        if (!part.loraEnabled) continue;
        arguments.b[i] = pointer<float>(part.loraB);
        arguments.rank[i] = count(part.loraA.size(0));
        arguments.scale[i] = static_cast<float>(part.loraScale);
    }
    // Two tiles a block read the rows half as often, but leave fewer blocks.
    constexpr std::int64_t kManyTiles = 1024;
    constexpr int kManyInputs = 4096;
    const bool adapted =
        std::any_of(parts.begin(), parts.end(), [](const Linear* part) { return part->loraEnabled; });
    const std::int64_t tiles = outputs / kOutputsOfTile;
    const bool gated = kind == gpu::kGated;
    const bool two = gated || (!adapted && kind == gpu::kStore && tiles >= kManyTiles && tiles % 2 == 0);
    const char* const kernel = gated                            ? "linearGated"
                               : two                            ? "linearTwo"
                               : arguments.inputs > kManyInputs ? "linearLong"
                                                                : "linearOne";
    const std::int64_t blocks = (two ? tiles / 2 : tiles) * arguments.groups;
    const unsigned many = options_.tiles > 2 ? 256 : 512; // kOneWarps, kTwoWarps
    launcher.launch(kernel, {.blocks = static_cast<unsigned>(blocks), .threads = two ? many / 2 : many},
                    arguments);
}

void GpuDecoder::attend(gpu::Launcher& launcher, const Keys& keys, const Linear& out) const {
    const TextConfig& config = decoder_.config();
    gpu::AttendArguments arguments = {};
    arguments.qkv = pointer<float>(qkv_NC);
    arguments.cos = pointer<float>(rope_.cos_N1F);
    arguments.sin = pointer<float>(rope_.sin_N1F);
    arguments.step = pointer<int>(step_1);
    arguments.promptKeys = pointer<float>(keys.prompt_BLE);
    arguments.promptValues = pointer<float>(keys.promptValue_BLE);
    arguments.lengths = pointer<int>(lengths_S);
    arguments.ownKeys = pointer<float>(keys.own_NKTE);
    arguments.ownValues = pointer<float>(keys.ownValue_NKTE);
    arguments.out = pointer<void>(attended_ND);
    if (out.loraEnabled) {
        arguments.a = pointer<float>(out.loraA);
        arguments.low = pointer<float>(low_);
        arguments.rank = count(out.loraA.size(0));
    }
    arguments.rows = count(rows_);
    arguments.members = count(members_);
    arguments.heads = count(config.numHeads);
    arguments.kvHeads = count(config.numKvHeads);
    arguments.promptColumns = count(keys.prompt_BLE.size(1));
    arguments.steps = count(steps_);
    arguments.scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(config.headDim())));
    const std::int64_t floats =
        options_.heads * (arguments.promptColumns + steps_ + kAttendWarps * config.headDim());
    launcher.launch("attendRows",
                    {.blocks = static_cast<unsigned>(config.numHeads / options_.heads),
                     .rows = static_cast<unsigned>(rows_),
                     .threads = kAttendThreads,
                     .sharedBytes = static_cast<unsigned>(floats * std::int64_t{sizeof(float)})},
                    arguments);
}

void GpuDecoder::step(gpu::Launcher& launcher) const {
    const gpu::EmbedArguments first = {pointer<void>(decoder_.embedding()),
                                       pointer<int>(ids_N),
                                       pointer<float>(x_ND),
                                       pointer<int>(step_1),
                                       count(rows_),
                                       count(x_ND.size(1))};
    launcher.launch("embedRows", {.blocks = static_cast<unsigned>(rows_), .threads = kRowThreads}, first);
    const int gatedSplits = splitsOf(gated_NF.size(1));
    const int attendedSplits = count(decoder_.config().numHeads) / options_.heads;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const DecoderLayer& layer = decoder_.layers()[i];
        const std::array<const Linear*, 3> qkv = {&layer.q, &layer.k, &layer.v};
        const std::array<const Linear*, 2> gate = {&layer.gate, &layer.up};
        const std::array<const Linear*, 1> out = {&layer.o};
        const std::array<const Linear*, 1> down = {&layer.down};
        norm(launcher, layer.inputNorm, qkv);
        linear(launcher, qkv, normed_ND, 1, gpu::kStore, qkv_NC, {});
        attend(launcher, keys_[i], layer.o);
        linear(launcher, out, attended_ND, attendedSplits, gpu::kAdd, x_ND, {});
        norm(launcher, layer.postNorm, gate);
        linear(launcher, gate, normed_ND, 1, gpu::kGated, gated_NF, gatedAgain_NF);
        low(launcher, gated_NF, layer.down);
        linear(launcher, down, gatedAgain_NF, gatedSplits, gpu::kAdd, x_ND, {});
    }
    norm(launcher, decoder_.finalNorm(), {});
    Linear head;
    head.weight = decoder_.head();
    const std::array<const Linear*, 1> heads = {&head};
    linear(launcher, heads, normed_ND, 0, gpu::kStore, logits_NV, {});
    const gpu::ChooseArguments last = {pointer<float>(logits_NV),
                                       pointer<float>(sampling_.mask_V),
                                       pointer<double>(sampling_.uniforms_TN),
                                       pointer<int>(step_1),
                                       pointer<int>(ids_N),
                                       pointer<double>(chosen_T3N_),
                                       count(rows_),
                                       count(logits_NV.size(1)),
                                       static_cast<float>(1.0 / sampling_.temperature)};
    launcher.launch("chooseTokens", {.blocks = static_cast<unsigned>(rows_), .threads = kChooseThreads},
                    last);
}

} // namespace vrft
