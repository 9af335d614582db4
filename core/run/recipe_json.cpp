// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/prompt/prompt.h"
#include "core/run/lora_targets.h"
#include "core/run/recipe.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <utility>

namespace vrft {

namespace {

template <typename T, std::size_t N>
using Words = std::array<std::pair<T, std::string_view>, N>;

constexpr Words<Method, 2> kMethods = {{{Method::Grpo, "grpo"}, {Method::Sft, "sft"}}};
constexpr Words<AdvantageScale, 3> kAdvantageScales = {
    {{AdvantageScale::Group, "group"}, {AdvantageScale::Batch, "batch"}, {AdvantageScale::None, "none"}}};
constexpr Words<Aggregation, 3> kAggregations = {{{Aggregation::TokenMean, "token_mean"},
                                                  {Aggregation::SequenceMean, "sequence_mean"},
                                                  {Aggregation::Constant, "constant"}}};
constexpr Words<Schedule, 2> kSchedules = {{{Schedule::Constant, "constant"}, {Schedule::Cosine, "cosine"}}};
constexpr Words<TrainableKind, 2> kTrainableKinds = {
    {{TrainableKind::Full, "full"}, {TrainableKind::Lora, "lora"}}};
constexpr Words<ObjectiveKind, 2> kObjectiveKinds = {
    {{ObjectiveKind::Grpo, "grpo"}, {ObjectiveKind::Gspo, "gspo"}}};
constexpr Words<BaseWeights, 3> kBaseWeights = {
    {{BaseWeights::Single, "fp32"}, {BaseWeights::Stored, "stored"}, {BaseWeights::Half, "bf16"}}};

// Figures of val a larger value of which is better.
constexpr std::array<std::string_view, 6> kKeepBest = {
    "heldout/score", "heldout/accuracy", "heldout/balanced_accuracy", "heldout/sampled_accuracy",
    "heldout/qwk",   "heldout/iou"};

template <typename T, std::size_t N>
std::string_view wordOf(const Words<T, N>& words, T value) {
    for (const auto& [key, word] : words) {
        if (key == value) return word;
    }
    throw Error(ErrorCode::Internal, "a recipe holds a value without a word");
}

// Whether a document was written by people (missing keys from the preset, unknown ones refused) or is a run's
// own record (every key there, unknown ones of newer programs ignored).
enum class Source { Person, Run };

class Keys {
public:
    Keys(const Json& object, const std::string& where, Source source)
        : reader_(object, where)
        , source_(source) {}

    double number(const std::string& key, double preset, double low, double high) {
        const double value = given(key) ? reader_.number(key) : preset;
        if (value < low || value > high)
            reader_.fail(key, fmt::format("is {}, allowed are {} to {}", value, low, high));
        return value;
    }

    int integer(const std::string& key, int preset, int low, int high) {
        const std::int64_t value = given(key) ? reader_.integer(key) : preset;
        if (value < low || value > high)
            reader_.fail(key, fmt::format("is {}, allowed are {} to {}", value, low, high));
        return static_cast<int>(value);
    }

    bool boolean(const std::string& key, bool preset) { return given(key) ? reader_.boolean(key) : preset; }
    std::string text(const std::string& key, const std::string& preset) {
        return given(key) ? reader_.text(key) : preset;
    }

    template <typename T, std::size_t N>
    T word(const std::string& key, T preset, const Words<T, N>& words) {
        if (!given(key)) return preset;
        const std::string value = reader_.text(key);
        std::string allowed;
        for (const auto& [item, word] : words) {
            if (word == value) return item;
            allowed += fmt::format("{}{}", allowed.empty() ? "" : " | ", word);
        }
        reader_.fail(key, fmt::format("is \"{}\", allowed are {}", value, allowed));
    }

    // A sub-object; an empty one when a person left it out.
    Keys object(const std::string& key) {
        static const Json kNothing = Json::object();
        return {given(key) ? *reader_.find(key) : kNothing, reader_.at(key), source_};
    }

    // Whether the key is there; in a run's record it has to be.
    bool given(const std::string& key) {
        if (source_ == Source::Run) reader_.require(key);
        return reader_.find(key) != nullptr;
    }

    ObjectReader& reader() { return reader_; }
    Source source() const { return source_; }
    void finish() const {
        if (source_ == Source::Person) reader_.finish();
    }

private:
    ObjectReader reader_;
    Source source_;
};

void refuseSamplingFilters(Keys& keys) {
    for (const char* key : {"top_p", "top_k", "min_p"}) {
        if (keys.source() == Source::Person && keys.reader().find(key) != nullptr)
            throw Error(
                ErrorCode::Unsupported,
                fmt::format("\"{}\" can't be trained with: rollouts use temperature only, because a filtered "
                            "sampler isn't the policy whose log-probabilities the objective uses",
                            key),
                keys.reader().at(key), "Remove it; `generate` accepts it");
    }
}

Objective readObjective(Keys keys, const Objective& preset) {
    Objective objective = preset;
    objective.kind = keys.word("kind", preset.kind, kObjectiveKinds);
    // A completion's mean ratio stays so near to 1 that a token's edges would never hold it (GSPO,
    // section 5.1).
    const bool sequence = objective.kind == ObjectiveKind::Gspo && preset.kind != objective.kind;
    objective.clipLow = keys.number("clip_low", sequence ? 3e-4 : preset.clipLow, 0, 1);
    objective.clipHigh = keys.number("clip_high", sequence ? 4e-4 : preset.clipHigh, 0, 10);
    if (keys.given("dual_clip")) {
        objective.dualClip.reset();
        if (keys.reader().has("dual_clip")) {
            objective.dualClip = keys.number("dual_clip", 0, 1, 1000);
            if (*objective.dualClip == 1) keys.reader().fail("dual_clip", "must be above 1, or null");
        }
    }
    objective.kl = keys.number("kl", preset.kl, 0, 100);
    objective.advantageScale = keys.word("advantage_scale", preset.advantageScale, kAdvantageScales);
    objective.aggregation = keys.word("aggregation", preset.aggregation, kAggregations);
    objective.updatesPerRollout = keys.integer("updates_per_rollout", preset.updatesPerRollout, 1, 64);
    objective.maskTruncated = keys.boolean("mask_truncated", preset.maskTruncated);
    objective.dynamicSampling = keys.boolean("dynamic_sampling", preset.dynamicSampling);
    keys.finish();
    return objective;
}

Sampling readSampling(Keys keys, const Sampling& preset) {
    refuseSamplingFilters(keys);
    Sampling sampling = preset;
    sampling.promptsPerStep = keys.integer("prompts_per_step", preset.promptsPerStep, 1, 4096);
    sampling.completions = keys.integer("completions", preset.completions, 1, 1024);
    sampling.temperature = keys.number("temperature", preset.temperature, 0.01, 10);
    sampling.maxNewTokens = keys.integer("max_new_tokens", preset.maxNewTokens, 1, 32768);
    keys.finish();
    return sampling;
}

Optimiser readOptimiser(Keys keys, const Optimiser& preset) {
    Optimiser optimiser = preset;
    optimiser.lr = keys.number("lr", preset.lr, 0, 1);
    optimiser.beta1 = keys.number("beta1", preset.beta1, 0, 0.999999);
    optimiser.beta2 = keys.number("beta2", preset.beta2, 0, 0.999999);
    optimiser.eps = keys.number("eps", preset.eps, 1e-16, 1);
    optimiser.weightDecay = keys.number("weight_decay", preset.weightDecay, 0, 1);
    optimiser.warmupSteps = keys.integer("warmup_steps", preset.warmupSteps, 0, kMaxSteps);
    optimiser.schedule = keys.word("schedule", preset.schedule, kSchedules);
    optimiser.gradClip = keys.number("grad_clip", preset.gradClip, 1e-6, 1e6);
    keys.finish();
    return optimiser;
}

Trainable readTrainable(Keys keys, const Trainable& preset) {
    Trainable trainable = preset;
    trainable.kind = keys.word("kind", preset.kind, kTrainableKinds);
    trainable.rank = keys.integer("rank", preset.rank, 1, 4096);
    trainable.alpha = keys.integer("alpha", preset.alpha, 1, 65536);
    trainable.targets = keys.text("targets", preset.targets);
    try {
        const LoraTargets checked(trainable.targets);
    } catch (const Error& problem) {
        keys.reader().fail("targets",
                           fmt::format("{}; allowed are decoder, vision, decoder+vision or a regular "
                                       "expression for whole module paths",
                                       problem.summary()));
    }
    // Runs of earlier programs say nothing of these: they kept all weights in single precision.
    if (keys.reader().has("gradient_checkpointing"))
        trainable.checkpointing = keys.reader().boolean("gradient_checkpointing");
    else if (keys.source() == Source::Run)
        trainable.checkpointing.reset();
    const bool said = keys.reader().find("base") != nullptr;
    if (said) trainable.base = keys.word("base", preset.base, kBaseWeights);
    if (trainable.kind == TrainableKind::Full && trainable.base != BaseWeights::Single) {
        if (said)
            throw Error(
                ErrorCode::InvalidFormat,
                fmt::format("\"base\" is \"{}\", but the kind full trains these weights, and steps of a "
                            "low learning rate vanish in bf16",
                            baseWeightsName(trainable.base)),
                keys.reader().at("base"), "Use fp32, or the kind lora");
        trainable.base = BaseWeights::Single;
    }
    keys.finish();
    return trainable;
}

Evaluation readEvaluation(Keys keys, const Evaluation& preset) {
    Evaluation evaluation = preset;
    evaluation.every = keys.integer("every", preset.every, 1, kMaxSteps);
    evaluation.maxSamples = keys.integer("max_samples", preset.maxSamples, 0, 1'000'000'000);
    evaluation.imageGainSamples = keys.integer("image_gain_samples", preset.imageGainSamples, 0, 64);
    keys.finish();
    return evaluation;
}

CheckpointPolicy readCheckpointPolicy(Keys keys, const CheckpointPolicy& preset) {
    CheckpointPolicy policy = preset;
    policy.everySteps = keys.integer("every_steps", preset.everySteps, 1, kMaxSteps);
    policy.everySeconds = keys.number("every_s", preset.everySeconds, 0.001, 1e9);
    policy.keepLast = keys.integer("keep_last", preset.keepLast, 1, 100000);
    policy.keepBest = keys.text("keep_best", preset.keepBest);
    if (std::find(kKeepBest.begin(), kKeepBest.end(), policy.keepBest) == kKeepBest.end())
        keys.reader().fail("keep_best", fmt::format("is \"{}\", allowed are {}", policy.keepBest,
                                                    fmt::join(kKeepBest, " | ")));
    keys.finish();
    return policy;
}

Stage readStage(Keys keys, const Stage* preset) {
    if (preset == nullptr) {
        static const Stage kNew;
        preset = &kNew;
        for (const char* key : {"steps", "rewards"})
            keys.reader().require(key);
    }
    Stage stage = *preset;
    stage.name = keys.text("name", preset->name);
    stage.dataset = keys.text("dataset", preset->dataset);
    stage.method = keys.word("method", preset->method, kMethods);
    stage.steps = keys.integer("steps", preset->steps, 1, kMaxSteps);
    if (keys.given("rewards"))
        stage.rewards = rewardSpecsFromJson(keys.reader().array("rewards"), keys.reader().at("rewards"));
    if (keys.given("combine"))
        stage.combine = combineFromText(keys.reader().text("combine"), keys.reader().at("combine"));
    if (stage.name.empty()) keys.reader().fail("name", "is empty");
    if (stage.dataset.empty()) keys.reader().fail("dataset", "is empty");
    keys.finish();
    return stage;
}

// The preset's stage a stage of the file builds on: the one of its name; without a name the preset's last.
const Stage* presetStage(const Json& json, const std::vector<Stage>& preset) {
    if (!json.is_object() || preset.empty()) return nullptr;
    const auto name = json.find("name");
    if (name == json.end()) return &preset.back();
    for (const Stage& stage : preset) {
        if (*name == stage.name) return &stage;
    }
    return nullptr;
}

std::vector<Stage> readStages(Keys& keys, const std::vector<Stage>& preset) {
    if (!keys.given("stages")) return preset;
    std::vector<Stage> stages;
    std::set<std::string> names;
    for (const Json& json : keys.reader().array("stages")) {
        const std::string where = fmt::format("{}[{}]", keys.reader().at("stages"), stages.size());
        stages.push_back(readStage({json, where, keys.source()}, presetStage(json, preset)));
        if (!names.insert(stages.back().name).second)
            keys.reader().fail("stages", fmt::format("holds two stages named \"{}\"", stages.back().name));
    }
    if (stages.empty()) keys.reader().fail("stages", "is empty: a run needs at least one stage");
    return stages;
}

// `strategy` is a summary: a file may repeat it but not contradict it.
void checkStrategy(Keys keys, const Strategy& derived) {
    const auto refuse = [&keys](const char* key, const std::string& says, const std::string& is,
                                const char* next) {
        throw Error(
            ErrorCode::InvalidFormat,
            fmt::format("\"strategy.{}\" says {}, but the stages and the prompt make it {}", key, says, is),
            keys.reader().at(key), next);
    };
    const auto checkSwitch = [&](const char* key, bool is, const char* next) {
        if (const bool says = keys.boolean(key, is); says != is)
            refuse(key, says ? "true" : "false", is ? "true" : "false", next);
    };
    checkSwitch("knowledge_prompt", derived.knowledgePrompt,
                "Choose the preset: rft+knowledge shows the knowledge, rft doesn't; or leave the key out");
    checkSwitch("localise_first", derived.localiseFirst, "Change the stages, or leave the key out");
    const double weight = keys.number("recitation_weight", derived.recitationWeight, -1e6, 1e6);
    if (weight != derived.recitationWeight)
        refuse("recitation_weight", fmt::format("{}", weight), fmt::format("{}", derived.recitationWeight),
               "Change the reward \"recitation\" of the last stage, or leave the key out");
    checkSwitch("fuzzy_grades", derived.fuzzyGrades,
                "Change the rewards of the last stage, or leave the key out");
    keys.finish();
}

std::uint64_t readSeed(Keys& keys, std::uint64_t preset) {
    if (!keys.given("seed")) return preset;
    const std::int64_t seed = keys.reader().integer("seed");
    if (seed < 0) keys.reader().fail("seed", fmt::format("is {}, allowed are 0 to {}", seed, INT64_MAX));
    return static_cast<std::uint64_t>(seed);
}

Recipe readRecipe(Keys& keys, const Recipe& preset) {
    Recipe recipe = preset;
    refuseSamplingFilters(keys);
    recipe.stages = readStages(keys, preset.stages);
    recipe.objective = readObjective(keys.object("objective"), preset.objective);
    recipe.sampling = readSampling(keys.object("sampling"), preset.sampling);
    recipe.optimiser = readOptimiser(keys.object("optimiser"), preset.optimiser);
    recipe.trainable = readTrainable(keys.object("trainable"), preset.trainable);
    recipe.evaluation = readEvaluation(keys.object("evaluation"), preset.evaluation);
    recipe.checkpoint = readCheckpointPolicy(keys.object("checkpoint"), preset.checkpoint);
    if (const Json* health = keys.reader().find("health")) // runs of earlier programs have none
        recipe.health = thresholdsFromJson(*health, keys.reader().at("health"),
                                           keys.source() == Source::Person, preset.health);
    recipe.prompt = keys.text("prompt", preset.prompt);
    recipe.seed = readSeed(keys, preset.seed);
    keys.reader().find("strategy"); // compared with the result by checkStrategy
    keys.finish();
    return recipe;
}

void checkTogether(const Recipe& recipe, const std::string& where) {
    promptTemplateText(recipe.prompt); // refuses a template that doesn't exist
    for (const Stage& stage : recipe.stages) {
        if (stage.method == Method::Grpo && recipe.sampling.completions < 2)
            throw Error(ErrorCode::InvalidFormat,
                        "\"completions\" is 1: a group of one completion has no advantage to learn from",
                        where + ": sampling", "Use 2 to 1024, or the method sft");
    }
}

// Before any dataset is opened: rewards that the kind of a stage's task can't give.
void checkKinds(const Recipe& recipe, const std::string& where, const PresetContext& context) {
    for (const Stage& stage : recipe.stages) {
        const bool isLocalise = stage.dataset == "localise";
        if (!isLocalise && stage.dataset != "main") continue; // its task isn't known here
        if (isLocalise && !context.hasLocalise)
            throw Error(
                ErrorCode::InvalidArgument,
                fmt::format("the stage \"{}\" needs a dataset named localise, and none is given", stage.name),
                where, "Add it with --dataset localise=DIR");
        for (const RewardSpec& spec : stage.rewards) {
            const std::string reason =
                rewardUnsuitable(spec.name, isLocalise ? TaskKind::Localisation : context.kind);
            if (!reason.empty())
                throw Error(ErrorCode::InvalidFormat,
                            fmt::format("the reward \"{}\" of stage \"{}\" can't be earned: {}", spec.name,
                                        stage.name, reason),
                            where, "Choose rewards that suit the task");
        }
    }
}

Json stageToJson(const Stage& stage) {
    return {{"name", stage.name},
            {"dataset", stage.dataset},
            {"method", methodName(stage.method)},
            {"steps", stage.steps},
            {"rewards", rewardSpecsToJson(stage.rewards)},
            {"combine", combineText(stage.combine)}};
}

Json objectiveToJson(const Objective& objective) {
    return {{"kind", wordOf(kObjectiveKinds, objective.kind)},
            {"clip_low", objective.clipLow},
            {"clip_high", objective.clipHigh},
            {"dual_clip", objective.dualClip ? Json(*objective.dualClip) : Json()},
            {"kl", objective.kl},
            {"advantage_scale", advantageScaleName(objective.advantageScale)},
            {"aggregation", aggregationName(objective.aggregation)},
            {"updates_per_rollout", objective.updatesPerRollout},
            {"mask_truncated", objective.maskTruncated},
            {"dynamic_sampling", objective.dynamicSampling}};
}

Json optimiserToJson(const Optimiser& optimiser) {
    return {{"lr", optimiser.lr},
            {"beta1", optimiser.beta1},
            {"beta2", optimiser.beta2},
            {"eps", optimiser.eps},
            {"weight_decay", optimiser.weightDecay},
            {"warmup_steps", optimiser.warmupSteps},
            {"schedule", scheduleName(optimiser.schedule)},
            {"grad_clip", optimiser.gradClip}};
}

} // namespace

std::string_view methodName(Method method) {
    return wordOf(kMethods, method);
}
std::string_view advantageScaleName(AdvantageScale scale) {
    return wordOf(kAdvantageScales, scale);
}
std::string_view aggregationName(Aggregation aggregation) {
    return wordOf(kAggregations, aggregation);
}
std::string_view scheduleName(Schedule schedule) {
    return wordOf(kSchedules, schedule);
}
std::string_view trainableKindName(TrainableKind kind) {
    return wordOf(kTrainableKinds, kind);
}
std::string_view baseWeightsName(BaseWeights base) {
    return wordOf(kBaseWeights, base);
}

Recipe recipeFromJson(const Json& json, const std::string& where, const PresetContext& context) {
    requireFormat(json, 1, where);
    Keys keys(json, where, Source::Person);
    keys.reader().find("format");
    Recipe recipe = readRecipe(keys, presetRecipe(keys.text("preset", "rft"), context));
    if (context.steps && json.contains("stages")) {
        const auto main = std::find_if(recipe.stages.begin(), recipe.stages.end(),
                                       [](const Stage& stage) { return stage.name == "main"; });
        if (main == recipe.stages.end())
            throw Error(ErrorCode::InvalidArgument, "--steps sets the stage \"main\", and there is none",
                        where, "Leave --steps out, or name a stage main");
        main->steps = *context.steps;
    }
    if (context.seed) recipe.seed = *context.seed;
    checkTogether(recipe, where);
    checkKinds(recipe, where, context);
    if (keys.given("strategy")) checkStrategy(keys.object("strategy"), recipe.strategy());
    return recipe;
}

Recipe resolvedRecipeFromJson(const Json& json, const std::string& where) {
    requireFormat(json, 1, where);
    Keys keys(json, where, Source::Run);
    Recipe start;
    start.preset = keys.text("preset", "");
    start.knowledgePrompt = keys.object("strategy").boolean("knowledge_prompt", false);
    Recipe recipe = readRecipe(keys, start);
    checkTogether(recipe, where);
    checkStrategy(keys.object("strategy"), recipe.strategy());
    return recipe;
}

Json recipeToJson(const Recipe& recipe) {
    const Strategy strategy = recipe.strategy();
    Json stages = Json::array();
    for (const Stage& stage : recipe.stages)
        stages.push_back(stageToJson(stage));
    Json json = {{"format", 1}, {"preset", recipe.preset}};
    json["strategy"] = {{"knowledge_prompt", strategy.knowledgePrompt},
                        {"localise_first", strategy.localiseFirst},
                        {"recitation_weight", strategy.recitationWeight},
                        {"fuzzy_grades", strategy.fuzzyGrades}};
    json["stages"] = std::move(stages);
    json["objective"] = objectiveToJson(recipe.objective);
    json["sampling"] = {{"prompts_per_step", recipe.sampling.promptsPerStep},
                        {"completions", recipe.sampling.completions},
                        {"temperature", recipe.sampling.temperature},
                        {"max_new_tokens", recipe.sampling.maxNewTokens}};
    json["optimiser"] = optimiserToJson(recipe.optimiser);
    json["trainable"] = {{"kind", trainableKindName(recipe.trainable.kind)},
                         {"rank", recipe.trainable.rank},
                         {"alpha", recipe.trainable.alpha},
                         {"targets", recipe.trainable.targets},
                         {"base", baseWeightsName(recipe.trainable.base)}};
    if (recipe.trainable.checkpointing)
        json["trainable"]["gradient_checkpointing"] = *recipe.trainable.checkpointing;
    json["evaluation"] = {{"every", recipe.evaluation.every},
                          {"max_samples", recipe.evaluation.maxSamples},
                          {"image_gain_samples", recipe.evaluation.imageGainSamples}};
    json["checkpoint"] = {{"every_steps", recipe.checkpoint.everySteps},
                          {"every_s", recipe.checkpoint.everySeconds},
                          {"keep_last", recipe.checkpoint.keepLast},
                          {"keep_best", recipe.checkpoint.keepBest}};
    json["health"] = thresholdsToJson(recipe.health);
    json["prompt"] = recipe.prompt;
    json["seed"] = recipe.seed;
    return json;
}

} // namespace vrft
