// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/cold_start.h"

#include <chrono>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/random.h"
#include "training/checkpoint/policy_folder.h"
#include "training/checkpoint/tensor_io.h"
#include "training/device.h"
#include "training/objective/losses.h"
#include "training/rollout/prompt_book.h"
#include "training/trainer/auxiliary_head.h"
#include "training/trainer/cold_start_policy.h"
#include "training/trainer/sft_targets.h"

namespace vrft {

namespace {

namespace fs = std::filesystem;

constexpr double kGradientLimit = 1.0;
constexpr int kOwnThinkTokens = 64; // as a small policy's recipe allows
constexpr const char* kPatchEmbedding = "visual.patch_embed.proj.weight";

// The samples of one dataset that may be used, and what is taken for their label.
struct Pool {
    const Dataset* dataset = nullptr;
    std::vector<const Sample*> samples;
    std::vector<Target> targets; // as learned: some labels are random
    std::map<std::string, std::string>
        own; // thinks of the policy's own, where nothing is written about a sample
};

// One drawn example.
struct Drawn {
    const Pool* pool = nullptr;
    std::size_t index = 0;
    ColdStartTask::Target target = ColdStartTask::Target::Describe;
    PromptInput prompt;
    std::vector<int> completion;
    std::vector<float> weights;

    const Sample& sample() const { return *pool->samples[index]; }
};

std::set<std::string> imagesOf(std::span<const Sample* const> samples) {
    std::set<std::string> files;
    for (const Sample* sample : samples)
        files.insert(sample->images.front().file);
    return files;
}

// The labelled samples: a seeded choice from the first dataset, and the same images in the others.
std::vector<Pool> makePools(const ColdStartConfig& config, std::span<const Dataset> datasets) {
    std::vector<Pool> pools;
    std::set<std::string> images;
    for (const Dataset& dataset : datasets) {
        Pool pool{&dataset, dataset.of(Split::Train), {}, {}};
        if (config.labelled && !images.empty())
            std::erase_if(pool.samples,
                          [&](const Sample* s) { return !images.contains(s->images.front().file); });
        if (pool.samples.empty()) pool.samples = dataset.of(Split::Train);
        CounterRandom random(
            seedFromText(fmt::format("cold-start/{}/labelled/{}", config.seed, dataset.name)));
        if (config.labelled && pool.samples.size() > static_cast<std::size_t>(*config.labelled)) {
            shuffle(std::span<const Sample*>(pool.samples), random);
            pool.samples.resize(static_cast<std::size_t>(*config.labelled));
        }
        if (images.empty()) images = imagesOf(pool.samples);
        for (const Sample* sample : pool.samples) {
            Target& target = pool.targets.emplace_back(sample->target);
            const bool random_label = random.uniform() < config.randomLabels;
            const TaskClass& any = dataset.task.classes[random.below(dataset.task.classes.size())];
            if (!random_label || dataset.task.kind == TaskKind::Localisation) continue;
            target.label = any.id;
            target.grade = any.grade;
        }
        pools.push_back(std::move(pool));
    }
    return pools;
}

std::vector<Attribute> attributesOf(std::span<const Dataset> datasets) {
    std::map<std::string, std::set<std::string>> values;
    for (const Dataset& dataset : datasets)
        for (const Sample* sample : dataset.of(Split::Train))
            for (const auto& [name, value] : sample->target.attributes)
                values[name].insert(value);
    std::vector<Attribute> attributes;
    for (const auto& [name, seen] : values)
        attributes.push_back({name, {seen.begin(), seen.end()}, ""});
    return attributes;
}

class Warmup {
public:
    Warmup(const ColdStartRequest& request, const ColdStartConfig& config, std::span<const Dataset> datasets,
           std::unique_ptr<Policy> policy)
        : request_(request)
        , config_(config)
        , policy_(std::move(policy))
        , pools_(makePools(config, datasets))
        , head_(attributesOf(datasets), policy_->config().vision.outHiddenSize, config.seed)
        , random_(seedFromText(fmt::format("cold-start/{}/draw", config.seed))) {
        if (request.from) addOwnThinks();
    }

    double train();
    const Policy& policy() const { return *policy_; }
    const std::vector<Pool>& pools() const { return pools_; }
    int promptTokens() const;

private:
    void addOwnThinks();
    std::string thinkOf(const Pool& pool, std::size_t index) const;
    const Pool& poolNamed(const std::string& dataset) const;
    double trainPhase(const ColdStartPhase& phase);
    int totalSteps() const;
    Drawn draw(const ColdStartPhase& phase);
    void writeCompletion(Drawn& drawn, const ColdStartPhase& phase) const;
    torch::Tensor textLoss(const std::vector<Drawn>& batch) const;
    torch::Tensor headLoss(const std::vector<Drawn>& batch) const;

    const ColdStartRequest& request_;
    const ColdStartConfig& config_;
    std::unique_ptr<Policy> policy_;
    std::vector<Pool> pools_;
    AuxiliaryHead head_;
    CounterRandom random_;
    int stepsBefore_ = 0; // of the phases that are over
};

const Pool& Warmup::poolNamed(const std::string& dataset) const {
    for (const Pool& pool : pools_)
        if (pool.dataset->name == dataset) return pool;
    throw Error(ErrorCode::InvalidFormat, fmt::format("no dataset named {} was given", dataset),
                request_.config.string(), "Give it with --dataset, or change tasks");
}

PromptRules rulesFor(const Dataset& dataset, bool showKnowledge) {
    PromptRules rules;
    rules.knowledge = knowledgeText(dataset.task);
    rules.showKnowledge = showKnowledge;
    return rules;
}

// A policy that speaks already keeps on speaking: what it sees itself stands where no think is written.
void Warmup::addOwnThinks() {
    for (Pool& pool : pools_) {
        if (pool.dataset->task.kind == TaskKind::Localisation) continue;
        std::vector<const Sample*> silent;
        for (const Sample* sample : pool.samples)
            if (!targetThink(sample->target)) silent.push_back(sample);
        if (silent.empty()) continue;
        PromptBook prompts(*policy_, *pool.dataset, rulesFor(*pool.dataset, false));
        pool.own = ownThinks(*policy_, prompts, silent, kOwnThinkTokens);
    }
}

std::string Warmup::thinkOf(const Pool& pool, std::size_t index) const {
    if (const auto think = targetThink(pool.targets[index])) return think->text;
    const auto own = pool.own.find(pool.samples[index]->id);
    return own == pool.own.end() ? std::string() : own->second;
}

Drawn Warmup::draw(const ColdStartPhase& phase) {
    double total = 0;
    for (const ColdStartTask& task : phase.tasks)
        total += task.weight;
    double place = random_.uniform() * total;
    std::size_t chosen = 0;
    while (chosen + 1 < phase.tasks.size() && place >= phase.tasks[chosen].weight)
        place -= phase.tasks[chosen++].weight;

    Drawn drawn;
    drawn.pool = &poolNamed(phase.tasks[chosen].dataset);
    drawn.target = phase.tasks[chosen].target;
    drawn.index = random_.below(drawn.pool->samples.size());
    const bool knowledge = random_.uniform() < phase.knowledge;
    const Dataset& dataset = *drawn.pool->dataset;
    drawn.prompt = policy_->encodePrompt(
        samplePrompt(dataset, drawn.sample(), rulesFor(dataset, knowledge), policy_->boxUnits()));
    writeCompletion(drawn, phase);
    return drawn;
}

void Warmup::writeCompletion(Drawn& drawn, const ColdStartPhase& phase) const {
    if (drawn.target == ColdStartTask::Target::Auxiliary) return;
    const Tokenizer& tokenizer = policy_->tokenizer();
    const Target& target = drawn.pool->targets[drawn.index];
    const std::string think = thinkOf(*drawn.pool, drawn.index);
    // The completion's text without its end: what is described ends where the think does.
    std::string text = targetCompletion(think, "");
    const std::size_t thinkBytes = text.find("<answer>");
    if (drawn.target == ColdStartTask::Target::Describe) {
        text.resize(thinkBytes);
    } else {
        const std::string answer =
            targetAnswer(drawn.pool->dataset->task, target, drawn.sample().images.front().size(),
                         drawn.prompt.images.front()->modelSize, policy_->boxUnits());
        text = targetCompletion(think, answer);
    }
    drawn.completion = tokenizer.encode(text);
    const bool weighted = drawn.target == ColdStartTask::Target::Answer;
    std::size_t at = 0;
    for (const int id : drawn.completion) {
        drawn.weights.push_back(weighted && at >= thinkBytes ? static_cast<float>(phase.answerWeight) : 1.0F);
        at += tokenizer.bytes(id).size();
    }
    if (drawn.target == ColdStartTask::Target::Describe) return;
    drawn.completion.push_back(policy_->chatIds().imEnd);
    drawn.weights.push_back(1.0F);
}

torch::Tensor Warmup::textLoss(const std::vector<Drawn>& batch) const {
    std::vector<CompletionGroup> groups;
    std::vector<float> weights;
    for (const Drawn& drawn : batch) {
        if (drawn.completion.empty()) continue;
        groups.push_back({&drawn.prompt, {std::span<const int>(drawn.completion)}});
        weights.insert(weights.end(), drawn.weights.begin(), drawn.weights.end());
    }
    if (groups.empty()) return {};
    const torch::Tensor weights_T = torch::tensor(weights);
    const torch::Tensor logProbs_T = policy_->logProbs(groups).logProbs_N;
    return supervisedLoss(logProbs_T, weights_T.to(logProbs_T.device()), weights_T.sum().item<double>());
}

torch::Tensor Warmup::headLoss(const std::vector<Drawn>& batch) const {
    std::vector<std::shared_ptr<const PromptImage>> images;
    std::vector<const Sample*> samples;
    for (const Drawn& drawn : batch) {
        images.push_back(drawn.prompt.images.front());
        samples.push_back(&drawn.sample());
    }
    return head_.loss(policy_->imageFeatures(images), images, samples, policy_->config().vision.merge);
}

int Warmup::totalSteps() const {
    int steps = 0;
    for (const ColdStartPhase& phase : config_.phases)
        steps += phase.steps;
    return steps;
}

double Warmup::trainPhase(const ColdStartPhase& phase) {
    policy_->makeTrainable(phase.frozen);
    Optimiser options;
    options.lr = phase.lr;
    options.warmupSteps = phase.warmup;
    NamedTensors parameters;
    bool embedsPatches = false;
    for (const NamedParameter& parameter : policy_->trainableParameters()) {
        parameters.emplace_back(parameter.name, parameter.tensor);
        embedsPatches = embedsPatches || parameter.name == kPatchEmbedding;
    }
    if (phase.auxiliary > 0)
        for (auto& parameter : head_.parameters())
            parameters.push_back(parameter);
    AdamW optimiser(std::move(parameters), options);
    if (embedsPatches) optimiser.setRateFactor(kPatchEmbedding, config_.patchEmbeddingRate);

    double tail = 0;
    int tailSteps = 0;
    for (int step = 1; step <= phase.steps; ++step) {
        if (request_.shouldStop && request_.shouldStop())
            throw Error(ErrorCode::Cancelled, "the cold start was stopped");
        std::vector<Drawn> batch;
        for (int i = 0; i < phase.batch; ++i)
            batch.push_back(draw(phase));
        optimiser.clearGradients();
        torch::Tensor loss = textLoss(batch);
        const double text = loss.defined() ? loss.item<double>() : 0.0;
        double head = 0;
        if (phase.auxiliary > 0) {
            const torch::Tensor seen = headLoss(batch);
            head = seen.item<double>();
            loss = loss.defined() ? loss + phase.auxiliary * seen : phase.auxiliary * seen;
        }
        if (!loss.defined())
            throw Error(ErrorCode::InvalidFormat, "a phase learns nothing: no text and no auxiliary head",
                        request_.config.string());
        loss.backward();
        const double norm = optimiser.gradientNorm();
        if (!std::isfinite(norm))
            throw Error(ErrorCode::NonFinite, fmt::format("the gradient of step {} isn't finite", step),
                        request_.config.string(), "Choose a smaller lr");
        optimiser.clipGradients(norm, kGradientLimit);
        const double left = phase.linear ? 1.0 - static_cast<double>(step - 1) / phase.steps : 1.0;
        optimiser.step(phase.lr * left * scheduleFactor(options, step, phase.steps));
        if (step * 10 > phase.steps * 9) {
            tail += text + phase.auxiliary * head;
            ++tailSteps;
        }
        if (request_.progress && (step % 25 == 0 || step == phase.steps))
            request_.progress(stepsBefore_ + step, totalSteps(), text + phase.auxiliary * head);
    }
    optimiser.clearGradients();
    return tail / std::max(tailSteps, 1);
}

double Warmup::train() {
    double loss = 0;
    for (const ColdStartPhase& phase : config_.phases) {
        loss = trainPhase(phase);
        stepsBefore_ += phase.steps;
    }
    policy_->freeze();
    return loss;
}

int Warmup::promptTokens() const {
    const Pool& pool = poolNamed(config_.phases.front().tasks.front().dataset);
    const auto prompt = policy_->encodePrompt(samplePrompt(
        *pool.dataset, *pool.samples.front(), rulesFor(*pool.dataset, false), policy_->boxUnits()));
    return static_cast<int>(prompt.ids.size());
}

// The weights in half precision: what is shipped is small, and a run starts from exactly these rounded
// numbers.
void storeHalf(const fs::path& folder, const fs::path& out) {
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    for (const fs::path& file : policyFiles(folder)) {
        if (file.extension() != ".safetensors") continue;
        for (auto& [name, tensor] : readTensors(folder / file))
            tensors.emplace_back(name, tensor.to(torch::kHalf));
    }
    savePolicyFolder(out, readPolicyTexts(folder), tensors);
}

} // namespace

Json coldStart(const ColdStartRequest& request) {
    const auto start = std::chrono::steady_clock::now();
    const FolderDraft scratch(request.out); // for what must be written and read again on the way
    const ColdStartConfig config = coldStartConfigFromJson(readJsonFile(request.config),
                                                           request.config.string(), request.from.has_value());
    std::vector<Dataset> datasets;
    for (const fs::path& folder : request.datasets)
        datasets.push_back(readDataset(folder));
    if (datasets.empty())
        throw Error(ErrorCode::InvalidArgument, "a cold start needs a dataset", "--dataset");

    PolicyOptions options;
    options.device = findDevice(request.device);
    Warmup warmup(request, config, datasets,
                  request.from ? policyFrom(*request.from, datasets, scratch.path(), options)
                               : Policy::create(newPolicyParts(config, datasets), options));
    const double loss = warmup.train();
    if (config.storeHalf) {
        warmup.policy().save(scratch.path() / "full");
        storeHalf(scratch.path() / "full", request.out);
    } else {
        warmup.policy().save(request.out);
    }
    std::size_t labelled = 0;
    std::size_t falseLabels = 0;
    for (const Pool& pool : warmup.pools()) {
        labelled += pool.samples.size();
        for (std::size_t i = 0; i < pool.samples.size(); ++i)
            falseLabels += pool.targets[i].label != pool.samples[i]->target.label ? 1 : 0;
    }
    return {{"hash", policyHash(request.out)},
            {"parameters", warmup.policy().parameterCount()},
            {"vocabulary", warmup.policy().tokenizer().size()},
            {"prompt_tokens", warmup.promptTokens()},
            {"labelled", labelled},
            {"false_labels", falseLabels},
            {"loss", loss},
            {"seconds", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()}};
}

} // namespace vrft
