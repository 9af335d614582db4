// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/memory_forecast.h"

#include <algorithm>
#include <fstream>
#include <set>

#include <unistd.h>

#include "core/files.h"
#include "core/policies/policy_files.h"
#include "core/run/lora_targets.h"
#include "training/batch_limits.h"
#include "training/checkpoint/policy_folder.h"
#include "training/machine.h"
#include "training/model/token_log_prob.h"
#include "training/policy.h"
#include "training/rollout/prompt_book.h"
#include "training/trainer/run_inputs.h"
#include "training/trainer/update.h"

namespace vrft {

namespace {

using Bytes = std::int64_t;

constexpr Bytes kFloat = 4;
constexpr Bytes kDouble = 8;
// Measured (docs/benchmarks/engine.md): what a small policy's freed blocks leave behind, those of a large one
// going back to the system; and the pages of the program and its libraries that only training touches.
constexpr double kHeldShare = 0.25;
constexpr Bytes kTrainingCode = Bytes{15} << 20;

// The bytes of the decoder's tensors, in the words of training/model/decoder.cpp: N rows, D hidden, F
// intermediate, KV all key/value heads, H heads.
class DecoderBytes {
public:
    // `learning`: short names of the linear layers that learn ("q_proj").
    DecoderBytes(const TextConfig& text, const Trainable& trainable, const std::set<std::string>& learning)
        : layers(text.numLayers)
        , hidden(text.hiddenSize)
        , inner(text.intermediateSize)
        , keys(Bytes{text.numKvHeads} * text.headDim())
        , heads(text.numHeads)
        , vocabulary(text.vocabSize)
        , rank(trainable.kind == TrainableKind::Lora ? trainable.rank : 0) {
        const auto any = [&](std::initializer_list<const char*> names) -> Bytes {
            return std::any_of(names.begin(), names.end(),
                               [&](const char* name) { return learning.contains(name); });
        };
        const Bytes inputs =
            any({"q_proj", "k_proj", "v_proj"}) + any({"o_proj"}) + any({"gate_proj", "up_proj"});
        saved = 3 * hidden + 2 * keys + 3 * inner + inputs * hidden + any({"down_proj"}) * inner +
                static_cast<Bytes>(learning.size()) * rank;
    }

    // Probabilities of `queries` rows of each of `prompts` over `columns`.
    Bytes probabilities(Bytes prompts, Bytes queries, Bytes columns) const {
        return kFloat * prompts * heads * queries * columns;
    }
    // A layer's tensors that its backward pass needs, beside its probabilities: residual, scaled queries, the
    // middle; keys and values; gate, silu, up; the adapters' inner results; and, before a layer that learns,
    // what goes into it: both norms' results, what attention gives, the product.
    Bytes savedRows(Bytes rows) const { return kFloat * rows * saved; }
    // Of the prompts' last layer only keys and values are computed.
    Bytes savedLastRows(Bytes rows) const { return kFloat * rows * (2 * hidden + 4 * keys + 2 * rank); }
    // Alive in a layer's forward pass without gradients: embedding, residual, norms, projections, attention
    // and its scores; or with the MLP's parts, when the scores are gone.
    Bytes readingRows(Bytes rows, Bytes probabilities) const {
        return std::max(kFloat * rows * (6 * hidden + 2 * keys) + 2 * probabilities,
                        kFloat * rows * (8 * hidden + 2 * keys + 4 * inner));
    }
    // Beside what is saved for the backward pass: embedding, projections before they are laid out, the MLP's
    // result; or scores.
    Bytes forwardRows(Bytes rows, Bytes probabilities) const {
        return kFloat * rows * (2 * hidden + 2 * keys) + std::max(kFloat * rows * hidden, probabilities);
    }
    // Beside what a backward pass hasn't let go yet: slopes of the MLP, whose product is gone; or of
    // probabilities and scores, when all of the MLP is.
    Bytes backwardRows(Bytes rows, Bytes probabilities) const {
        return kFloat * rows * 2 * hidden +
               std::max(kFloat * rows * inner, 2 * probabilities - kFloat * rows * 4 * inner);
    }
    Bytes keysOf(Bytes columns) const { return kFloat * 2 * layers * keys * columns; }
    // Logits and log-probabilities of a block of rows.
    Bytes logits(Bytes rows) const {
        return 2 * kFloat * std::min(rows, logitRowsAtOnce(vocabulary)) * vocabulary;
    }

    Bytes layers;
    Bytes hidden;
    Bytes inner;
    Bytes keys;
    Bytes heads;
    Bytes vocabulary;
    Bytes rank;
    Bytes saved = 0; // numbers a row
};

// Alive while `images` of `patches` go through the tower; what its backward pass needs when it is trained.
struct TowerBytes {
    Bytes forward = 0;
    Bytes saved = 0;
};

TowerBytes towerBytes(const VisionConfig& vision, Bytes images, Bytes patches) {
    const Bytes rows = images * patches;
    const Bytes width = vision.hiddenSize;
    const Bytes scores = kFloat * images * vision.numHeads * patches * patches;
    const bool gated = vision.family == ModelFamily::Qwen2_5Vl;
    const Bytes mlp = kFloat * rows * vision.intermediateSize * (gated ? 4 : 3);
    const Bytes input = kFloat * rows * vision.patchColumns();
    TowerBytes bytes;
    bytes.forward = 2 * input + kFloat * rows * 2 * width +
                    std::max(kFloat * rows * 11 * width + 2 * scores, kFloat * rows * width + mlp);
    bytes.saved =
        input + vision.depth * (kFloat * rows * 7 * width + scores + mlp) + 2 * kFloat * rows * width;
    return bytes;
}

Bytes total(const std::vector<StoredTensor>& tensors, Bytes StoredTensor::*part) {
    Bytes sum = 0;
    for (const StoredTensor& tensor : tensors)
        sum += tensor.*part;
    return sum;
}

// The linear layer that this tensor is the weight of; empty for others (embedding, head, norms, biases).
std::string linearModule(const TensorSpec& spec) {
    constexpr std::string_view kEnd = ".weight";
    if (spec.shape.size() != 2 || !spec.name.ends_with(kEnd)) return {};
    const std::string module = spec.name.substr(0, spec.name.size() - kEnd.size());
    return module.ends_with("embed_tokens") || module == "lm_head" ? std::string() : module;
}

// Names the file where an image's size is the trouble.
Bytes imageTokensOf(const PreprocessorConfig& preprocessor, const Dataset& dataset,
                    const SampleImage& image) {
    try {
        return imageTokens(preprocessor, image.size());
    } catch (const Error& problem) {
        throw Error(problem.code(), problem.summary(), dataset.imagePath(image).string(), problem.next());
    }
}

bool samples(const Recipe& recipe) {
    return std::any_of(recipe.stages.begin(), recipe.stages.end(),
                       [](const Stage& stage) { return stage.method == Method::Grpo; });
}

// Tensors are read, released in the file and brought into their type one after the other.
Bytes loadPeak(const std::vector<StoredTensor>& tensors) {
    Bytes peak = 0;
    Bytes kept = 0;
    for (const StoredTensor& tensor : tensors) {
        const Bytes converted = tensor.keptBytes == tensor.storedBytes ? 0 : tensor.keptBytes;
        peak = std::max(peak, kept + tensor.storedBytes + std::max(tensor.storedBytes, converted));
        kept += tensor.keptBytes;
    }
    return peak;
}

// Prompts, then a growing cache, then a token's probabilities.
Bytes generationPeak(const DecoderBytes& decoder, const MemoryShape& shape, Bytes prompts, Bytes members) {
    const Bytes length = shape.promptTokens - 1;
    const Bytes answers = shape.recipe.sampling.maxNewTokens;
    Bytes together = 1;
    while (together < prompts &&
           decodedTogether(shape.config.text, together + 1, members, shape.promptTokens, answers))
        ++together;
    const Bytes rows = together * length;
    const Bytes reading =
        decoder.keysOf(rows) + decoder.readingRows(rows, decoder.probabilities(together, length, length));
    const Bytes columns = length + members * answers;
    const Bytes sampled = together * members;
    const Bytes cache = decoder.keysOf(together * columns) + kFloat * sampled * columns;
    const Bytes token =
        decoder.logits(sampled) / kFloat * kDouble + 2 * decoder.probabilities(sampled, 1, columns);
    return std::max(reading, cache + token);
}

struct UpdatePeak {
    Bytes activations = 0; // that a backward pass begins with
    Bytes passing = 0;     // on the way through a layer
};

UpdatePeak updatePeak(const DecoderBytes& decoder, const MemoryShape& shape, Bytes prompts, Bytes members) {
    const Bytes length = shape.promptTokens - 1;
    const Bytes answer = shape.recipe.sampling.maxNewTokens;
    const Bytes promptRows = prompts * length;
    const Bytes rows = prompts * members * answer;
    const Bytes promptScores = decoder.probabilities(prompts, length, length);
    const Bytes scores = decoder.probabilities(prompts, members * answer, length + answer);
    const Bytes layer = decoder.savedRows(rows) + scores;
    const Bytes promptLayer = decoder.savedRows(promptRows) + promptScores;
    const Bytes ends = kFloat * rows * 3 * decoder.hidden; // last residual, its norm, the rows that count
    const Bytes forward = decoder.forwardRows(rows, scores);
    const Bytes backward = std::max(decoder.backwardRows(rows, scores), decoder.logits(rows) / 2);
    UpdatePeak peak;
    if (shape.checkpointing) {
        peak.activations = kFloat * decoder.layers * decoder.hidden * (rows + promptRows) +
                           2 * decoder.keysOf(promptRows) + ends; // keys, and their slopes
        peak.passing =
            std::max({layer + backward, promptLayer + decoder.backwardRows(promptRows, promptScores), forward,
                      decoder.logits(rows)});
    } else {
        peak.activations = decoder.layers * layer + (decoder.layers - 1) * promptLayer +
                           decoder.savedLastRows(promptRows) + ends;
        peak.passing = std::max({backward, forward, decoder.logits(rows)});
    }
    return peak;
}

} // namespace

std::int64_t MemoryForecast::peak() const {
    return std::max({load, rollout, update});
}

MemoryForecast forecastMemory(const MemoryShape& shape) {
    const Recipe& recipe = shape.recipe;
    const bool lora = recipe.trainable.kind == TrainableKind::Lora;
    const DecoderBytes decoder(shape.config.text, recipe.trainable, shape.learning);
    const Bytes kept = total(shape.tensors, &StoredTensor::keptBytes);
    const Bytes trained =
        kFloat * (lora ? shape.adapterElements : total(shape.tensors, &StoredTensor::elements));
    const bool copied = !lora && recipe.objective.kl > 0 && samples(recipe);

    MemoryForecast forecast;
    forecast.program = shape.programBytes;
    forecast.weights = kept * (copied ? 2 : 1);
    const Bytes adapters = lora ? trained : 0;
    const Bytes moments = 2 * trained;
    forecast.learning = adapters + moments + trained; // the last being gradients
    forecast.prompts = shape.keptPrompts + shape.keptFeatures;
    forecast.load = forecast.program + std::max(loadPeak(shape.tensors), forecast.weights + adapters);

    const Bytes patches = std::max<Bytes>(shape.imagePatches, 1);
    // A frozen tower sees one image at a time (Policy::State::imageFeatures).
    const Bytes perPass = shape.towerLearns ? std::max<Bytes>(1, kPatchesAtOnce / patches) : 1;
    const bool group = samples(recipe);
    const Bytes members = group ? recipe.sampling.completions : 1;
    const Bytes prompts = recipe.sampling.promptsPerStep;
    const Bytes checked = std::max<Bytes>(shape.evaluated, 1);
    const Bytes images = std::max(group ? prompts : 1, checked) * shape.images;
    const Bytes always = forecast.program + forecast.weights + adapters + moments + forecast.prompts;
    const auto held = [&](Bytes transient) {
        return static_cast<Bytes>(double(transient) * (1 + shape.heldShare));
    };
    forecast.rollout =
        always +
        held(std::max({group ? generationPeak(decoder, shape, prompts, members) : 0,
                       generationPeak(decoder, shape, checked, 1),
                       towerBytes(shape.config.vision, std::min(images, perPass), patches).forward}));

    const Bytes groupTokens = shape.promptTokens + members * recipe.sampling.maxNewTokens;
    const Bytes together = std::clamp<Bytes>(
        microBatchTokens(total(shape.tensors, &StoredTensor::elements)) / groupTokens, 1, prompts);
    const UpdatePeak decoderPeak = updatePeak(decoder, shape, together, members);
    Bytes activations = decoderPeak.activations;
    Bytes passing = decoderPeak.passing;
    if (shape.towerLearns) {
        const TowerBytes tower = towerBytes(shape.config.vision, together * shape.images, patches);
        activations += tower.saved;
        passing = std::max(passing, tower.forward);
    }
    const Bytes head =
        lora ? 0 : 2 * kFloat * decoder.vocabulary * decoder.hidden; // its gradient, while summed up
    // Gradients of earlier micro-batches wait; within the only one they grow while activations go.
    const Bytes learning = together < prompts || lora ? activations + trained + head
                                                      : std::max(activations + head, trained + head);
    forecast.update = always + held(learning + passing);
    return forecast;
}

MemoryShape memoryShape(const RunInfo& info, const std::map<std::string, const Dataset*>& datasets,
                        const std::filesystem::path& policyFolder) {
    const PolicyHeaders headers = readPolicyHeaders(policyFolder);
    MemoryShape shape;
    shape.config = headers.config;
    shape.recipe = info.recipe;
    Bytes elements = 0;
    const Trainable& trainable = info.recipe.trainable;
    const LoraTargets targets(trainable.targets);
    for (const auto& [spec, type] : headers.tensors) {
        StoredTensor tensor;
        tensor.elements = 1;
        for (const std::int64_t side : spec.shape)
            tensor.elements *= side;
        elements += tensor.elements;
        tensor.storedBytes = tensor.elements * static_cast<Bytes>(dataTypeBytes(type));
        const bool half =
            spec.shape.size() > 1 && keptType(type == DataType::BF16 ? torch::kBFloat16 : torch::kFloat32,
                                              info.recipe.trainable.base) == torch::kBFloat16;
        tensor.keptBytes = tensor.elements * (half ? kFloat / 2 : kFloat);
        shape.tensors.push_back(tensor);
        const std::string module = linearModule(spec);
        const bool lora = trainable.kind == TrainableKind::Lora;
        if (module.empty() || (lora && !targets.covers(module))) continue;
        if (lora) shape.adapterElements += trainable.rank * (spec.shape[0] + spec.shape[1]);
        if (isVisionModule(module))
            shape.towerLearns = true;
        else
            shape.learning.insert(module.substr(module.rfind('.') + 1));
    }
    shape.checkpointing = info.recipe.trainable.checkpointed(elements);
    shape.heldShare = elements < kLargePolicyParameters ? kHeldShare : 0;

    const Tokenizer tokenizer = Tokenizer::load(policyFolder);
    const PreprocessorConfig preprocessor = readPreprocessor(policyFolder);
    const ChatTokenIds ids = chatTokenIds(headers.config, headers.generation, tokenizer);
    const Bytes columns = headers.config.vision.patchColumns();
    const Bytes unit = Bytes{preprocessor.merge} * preprocessor.merge;
    std::set<std::string> seen;
    Bytes features = 0;
    for (const Stage& stage : info.recipe.stages) {
        const Dataset& dataset = *datasets.at(stage.dataset);
        const PromptRules rules = promptRules(info, stage.dataset, dataset);
        std::map<std::size_t, Bytes> textTokens; // by number of images, each counted as one token
        for (const Sample& sample : dataset.samples) {
            if (sample.split == Split::Test) continue;
            const auto known = textTokens.find(sample.images.size());
            Bytes tokens = known == textTokens.end() ? 0 : known->second;
            if (known == textTokens.end()) {
                const Chat chat = samplePrompt(dataset, sample, rules, boxUnits(headers.config.family()));
                const std::vector<int> single(sample.images.size(), 1);
                tokens = static_cast<Bytes>(renderChat(chat, tokenizer, ids, single, true).size());
                textTokens[sample.images.size()] = tokens;
            }
            Bytes largest = 0;
            for (const SampleImage& image : sample.images) {
                const Bytes cells = imageTokensOf(preprocessor, dataset, image);
                tokens += cells - 1;
                largest = std::max(largest, cells * unit);
                shape.keptPrompts += cells * unit * columns * kFloat;
                if (seen.insert(image.file).second)
                    features += cells * headers.config.text.hiddenSize * kFloat;
            }
            shape.imagePatches = std::max(shape.imagePatches, largest);
            if (tokens <= shape.promptTokens) continue;
            shape.promptTokens = tokens;
            shape.longestSample = sample.id;
            shape.images = static_cast<Bytes>(sample.images.size());
        }
        auto checked = static_cast<Bytes>(dataset.of(Split::Val).size());
        if (info.recipe.evaluation.maxSamples > 0)
            checked = std::min<Bytes>(checked, info.recipe.evaluation.maxSamples);
        shape.evaluated = std::max(shape.evaluated, checked);
    }
    shape.keptPrompts = std::min(shape.keptPrompts, static_cast<Bytes>(PolicyOptions().patchBytes));
    if (!shape.towerLearns)
        shape.keptFeatures = std::min(features, static_cast<Bytes>(PolicyOptions().featureCacheBytes));
    return shape;
}

Json memoryToJson(const MemoryForecast& forecast) {
    return {{"load_bytes", forecast.load},         {"rollout_bytes", forecast.rollout},
            {"update_bytes", forecast.update},     {"peak_bytes", forecast.peak()},
            {"program_bytes", forecast.program},   {"weight_bytes", forecast.weights},
            {"learning_bytes", forecast.learning}, {"prompt_bytes", forecast.prompts}};
}

std::int64_t programBytes() {
    warmProducts();
    std::ifstream statm("/proc/self/statm");
    std::int64_t all = 0;
    std::int64_t resident = 0;
    statm >> all >> resident;
    return resident * static_cast<std::int64_t>(::sysconf(_SC_PAGESIZE)) + kTrainingCode;
}

} // namespace vrft
