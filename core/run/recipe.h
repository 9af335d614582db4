// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A recipe: everything that defines a run but the data (formats.md §5), as nested structs; its presets; JSON
// in and out.
//
// A Recipe in memory is always complete: presets are resolved against a context, missing keys of a file take
// the preset's value, and recipeToJson writes every key, so a run has no hidden default. `strategy` is never
// stored: it is derived from the stages and the prompt. This room doesn't know a task's classes: whether a
// stage's rewards fit its task is asked of core/reward (checkRewards) by the command that makes the run.
// Thread rule: values. Errors: Error(InvalidFormat | InvalidArgument | Unsupported) naming file, key and
// bounds. Sources: formats.md §1 and §5 (binding), rft.md §2 (meaning of the objective's options).
#pragma once

#include "core/json.h"
#include "core/knowledge/task.h"
#include "core/reward/spec.h"
#include "core/run/health_thresholds.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

inline constexpr std::int64_t kLargePolicyParameters = 20'000'000; // fewer parameters are "small"
inline constexpr double kLocaliseShare = 0.4;                      // of the main stage's steps
inline constexpr int kMaxSteps = 10'000'000;                       // of a stage

enum class Method { Grpo, Sft };
enum class AdvantageScale { Group, Batch, None };
enum class Aggregation { TokenMean, SequenceMean, Constant };
enum class Schedule { Constant, Cosine };
enum class TrainableKind { Full, Lora };
// How weights that stay frozen are kept in memory: in single precision, bf16 as they are stored and the rest
// in single, or all rounded to bf16. What is trained is always single.
enum class BaseWeights { Single, Stored, Half };

std::string_view methodName(Method method); // "grpo" | "sft", and so on: the words of the file
std::string_view advantageScaleName(AdvantageScale scale);
std::string_view aggregationName(Aggregation aggregation);
std::string_view scheduleName(Schedule schedule);
std::string_view trainableKindName(TrainableKind kind);
std::string_view baseWeightsName(BaseWeights base); // "fp32" | "stored" | "bf16"

struct Stage {
    std::string name = "main";
    std::string dataset = "main"; // a key of run.json's datasets
    Method method = Method::Grpo;
    int steps = 0;
    std::vector<RewardSpec> rewards; // of rollouts and evaluations; an sft step samples none
    Combine combine = Combine::Sum;
};

enum class ObjectiveKind {
    Grpo, // a ratio of probabilities for every token
    Gspo  // one for all tokens of a completion: the geometric mean of theirs
};

struct Objective {
    ObjectiveKind kind = ObjectiveKind::Grpo;
    double clipLow = 0.2;
    double clipHigh = 0.2;
    std::optional<double> dualClip; // > 1, bounds the loss of negative advantages
    double kl = 0.3;                // weight of the k3 estimator; 0 needs no reference policy
    AdvantageScale advantageScale = AdvantageScale::Group;
    Aggregation aggregation = Aggregation::TokenMean;
    int updatesPerRollout = 1; // mu
    bool maskTruncated = false;
    bool dynamicSampling = false;
};

struct Sampling {
    int promptsPerStep = 8; // P
    int completions = 8;    // G
    double temperature = 1.0;
    int maxNewTokens = 64;
};

struct Optimiser {
    double lr = 3e-4;
    double beta1 = 0.9;
    double beta2 = 0.95;
    double eps = 1e-8;
    double weightDecay = 0.0;
    int warmupSteps = 5;
    Schedule schedule = Schedule::Constant;
    double gradClip = 1.0;
};

struct Trainable {
    TrainableKind kind = TrainableKind::Full;
    int rank = 16; // of LoRA; kept, unused, under full
    int alpha = 32;
    std::string targets = "decoder";        // core/run/lora_targets.h
    BaseWeights base = BaseWeights::Single; // Single under full, which trains these weights
    // Gradient checkpointing: the backward pass computes each layer once more, which takes a fraction of the
    // memory and about a third more work. Without a value (runs of earlier programs) as the policy's size has
    // it.
    std::optional<bool> checkpointing = false;

    bool checkpointed(std::int64_t parameters) const {
        return checkpointing.value_or(parameters >= kLargePolicyParameters);
    }
};

struct Evaluation {
    int every = 10;            // steps
    int maxSamples = 0;        // of val; 0 = all
    int imageGainSamples = 64; // 0 = no image gain
};

struct CheckpointPolicy {
    int everySteps = 25;
    double everySeconds = 60; // `every_s`: whichever comes first
    int keepLast = 2;
    std::string keepBest = "heldout/score"; // a metrics key, larger is better
};

// What is on, in the method's words; written into run.json as `strategy`.
struct Strategy {
    bool knowledgePrompt = false;
    bool localiseFirst = false;
    double recitationWeight = 0;
    bool fuzzyGrades = false;
    bool operator==(const Strategy&) const = default;
};

struct Recipe {
    std::string preset = "rft";
    bool knowledgePrompt = false; // comes from the preset; in the file it is strategy.knowledge_prompt
    std::vector<Stage> stages;
    Objective objective;
    Sampling sampling;
    Optimiser optimiser;
    Trainable trainable;
    Evaluation evaluation;
    CheckpointPolicy checkpoint;
    HealthThresholds health; // runs of earlier programs have the defaults
    std::string prompt = "default-1";
    std::uint64_t seed = 1;

    Strategy strategy() const;
    int totalSteps() const; // through all stages
};

// What a preset is resolved against.
struct PresetContext {
    TaskKind kind = TaskKind::Classification; // of the dataset `main`
    bool large = false;                       // policy of kLargePolicyParameters or more
    bool hasLocalise = false;                 // a dataset named `localise` is given
    std::optional<int> steps;                 // --steps: stage `main`; wins over a file
    std::optional<std::uint64_t> seed;        // --seed; wins over a file
};

// In the order of formats.md §5.
std::span<const std::string_view> presetNames();

// Throws Error(InvalidArgument) in words for an unknown preset and for one the context refuses
// (rft+fuzzy of another kind than grading, rft+localise without the dataset).
Recipe presetRecipe(std::string_view preset, const PresetContext& context);

// One sentence per part of the method that `vrft-aug` has to leave out in this context; empty for other
// presets. They belong in events.jsonl.
std::vector<std::string> presetLeftOut(std::string_view preset, const PresetContext& context);

// A file somebody wrote: unknown keys refused by name, ranges checked, missing keys from its preset (`rft` if
// it names none). A stage takes what it leaves out from the preset's stage of the same name.
Recipe recipeFromJson(const Json& json, const std::string& where, const PresetContext& context);

// The recipe inside run.json: every key must be there, unknown ones are ignored.
Recipe resolvedRecipeFromJson(const Json& json, const std::string& where);

Json recipeToJson(const Recipe& recipe);

} // namespace vrft
