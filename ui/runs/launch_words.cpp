// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What settings, presets and rewards are called.
#include "ui/runs/launch_model.h"
#include "ui/runs/reward_row.h"
#include "ui/runs/threshold_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/reward_words.h"
#include "ui/workspace/run_names.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <utility>

namespace vrft::ui {

namespace {

struct LaunchWords {
    Q_DECLARE_TR_FUNCTIONS(vrft::ui::LaunchWords)
};

using Row = std::pair<std::string_view, const char*>;

template <std::size_t N>
QString lookedUp(const std::array<Row, N>& rows, std::string_view key) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.first == key; });
    return found == rows.end() ? QString() : LaunchWords::tr(found->second);
}

QString rewardSetting(const std::string& key) {
    static constexpr std::array<Row, 9> kRows = {{
        {"min_words", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "fewest words")},
        {"max", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "most tokens")},
        {"buffer", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "tokens before the most")},
        {"n", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "words in a row")},
        {"measure", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "measured by")},
        {"exemplars", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "exemplars of")},
        {"command", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "command")},
        {"timeout_s", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "longest silence, seconds")},
        {"on_failure", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "if it fails")},
    }};
    const QString words = lookedUp(kRows, key);
    return words.isEmpty() ? qs(key) : words;
}

// ".25": a share as tables show it.
QString share(double value) {
    QString text = figure(value, 2);
    return text.startsWith(QStringLiteral("0.")) ? text.mid(1) : text;
}

} // namespace

QString presetWords(std::string_view preset) {
    static constexpr std::array<Row, 9> kRows = {{
        {"vrft-aug", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "VRFT-Aug, all parts")},
        {"rft", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Plain reinforcement")},
        {"rft+knowledge", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Knowledge prompts")},
        {"rft+recite-",
         QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Knowledge prompts, recitation penalised")},
        {"rft+recite+", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Knowledge prompts, recitation rewarded")},
        {"rft+fuzzy", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Fuzzy grades")},
        {"rft+localise", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Localise first")},
        {"rft+box-budget", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Control for localise first")},
        {"sft", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Supervised, same updates")},
    }};
    const QString words = lookedUp(kRows, preset);
    return words.isEmpty() ? qs(preset) : words;
}

QString settingName(const std::string& key) {
    static constexpr std::array<Row, 45> kRows = {{
        {"preset", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Preset")},
        {"knowledge_prompt", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Knowledge in the prompt")},
        {"method", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Method")},
        {"steps", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Steps")},
        {"combine", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Rewards put together")},
        {"objective.kind", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Objective")},
        {"objective.clip_low", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Clipping below")},
        {"objective.clip_high", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Clipping above")},
        {"objective.dual_clip", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Bound on losses of bad answers")},
        {"objective.kl", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Stay near the start (KL)")},
        {"objective.advantage_scale", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Advantages scaled by")},
        {"objective.aggregation", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Mean over")},
        {"objective.updates_per_rollout", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Updates per step")},
        {"objective.mask_truncated", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Cut-off answers left out")},
        {"objective.dynamic_sampling",
         QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Groups without signal sampled again")},
        {"sampling.prompts_per_step", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Images per step")},
        {"sampling.completions", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Answers per image")},
        {"sampling.temperature", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Temperature")},
        {"sampling.max_new_tokens", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Longest answer, tokens")},
        {"optimiser.lr", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Learning rate")},
        {"optimiser.beta1", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Optimiser, beta 1")},
        {"optimiser.beta2", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Optimiser, beta 2")},
        {"optimiser.eps", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Optimiser, epsilon")},
        {"optimiser.weight_decay", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Weight decay")},
        {"optimiser.warmup_steps", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Warm-up, steps")},
        {"optimiser.schedule", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Schedule")},
        {"optimiser.grad_clip", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Longest gradient")},
        {"trainable.kind", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "What is trained")},
        {"trainable.rank", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Adapter rank")},
        {"trainable.alpha", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Adapter alpha")},
        {"trainable.targets", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Where adapters sit")},
        {"trainable.base", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Frozen weights in memory")},
        {"trainable.gradient_checkpointing",
         QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Gradient checkpointing")},
        {"evaluation.every", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Held-out check every, steps")},
        {"evaluation.max_samples", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Held-out images at most")},
        {"evaluation.image_gain_samples",
         QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Images exchanged for the image gain")},
        {"checkpoint.every_steps", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Checkpoint every, steps")},
        {"checkpoint.every_s", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Checkpoint every, seconds")},
        {"checkpoint.keep_last", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Checkpoints kept")},
        {"checkpoint.keep_best", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Best checkpoint by")},
        {"prompt", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Prompt template")},
        {"seed", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Seed")},
        {"dataset", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Dataset")},
        {"policy", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Policy to tune")},
        {"knowledge", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Knowledge")},
    }};
    if (const QString words = lookedUp(kRows, key); !words.isEmpty()) return words;
    constexpr std::string_view kHealth = "health.";
    if (key.starts_with(kHealth))
        if (const QString words = thresholdName(std::string_view(key).substr(kHealth.size()));
            !words.isEmpty())
            return LaunchWords::tr("Alarm: %1").arg(words);
    constexpr std::string_view kRewards = "rewards.";
    if (key.starts_with(kRewards)) {
        const std::string rest = key.substr(kRewards.size());
        const std::size_t dot = rest.find('.');
        const QString reward = rewardName(rest.substr(0, dot));
        return dot == std::string::npos
                   ? LaunchWords::tr("Weight of %1").arg(reward.toLower())
                   : LaunchWords::tr("%1: %2").arg(reward, rewardSetting(rest.substr(dot + 1)));
    }
    // Of a stage before the main one.
    const std::size_t dot = key.find('.');
    if (dot == std::string::npos || dot + 1 == key.size()) return qs(key);
    const QString inner = settingName(key.substr(dot + 1));
    return key.starts_with("localise.")
               ? LaunchWords::tr("%1, on boxes first").arg(inner)
               : LaunchWords::tr("%1, stage %2").arg(inner, stageWords(key.substr(0, dot)));
}

QString settingValue(const std::string& value) {
    static constexpr std::array<Row, 23> kRows = {{
        {"true", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "on")},
        {"false", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "off")},
        {"null", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "none")},
        {"grpo", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "reinforcement")},
        {"sft", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "supervised")},
        {"sum", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "added up")},
        {"normalise_each", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "each brought to one scale")},
        {"group", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "group")},
        {"batch", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "batch")},
        {"token_mean", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "tokens")},
        {"sequence_mean", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "answers")},
        {"constant", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "constant")},
        {"cosine", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "falling (cosine)")},
        {"full", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "all weights")},
        {"lora", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "adapters (LoRA)")},
        {"decoder", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "the decoder")},
        {"heldout/score", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "held-out score")},
        {"iou", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "overlap (IoU)")},
        {"giou", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "overlap and distance (GIoU)")},
        {"class", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "the image, else its class")},
        {"task", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "the whole task")},
        {"stop", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "the run stops")},
        {"zero", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "those answers count 0")},
    }};
    const QString words = lookedUp(kRows, value);
    return words.isEmpty() ? qs(value) : words;
}

QString rewardMeaning(const RewardSpec& spec, const Task& task) {
    if (spec.name == "format") return LaunchWords::tr("reasoning and answer present, in order");
    if (spec.name == "accuracy")
        return task.kind == TaskKind::Grading ? LaunchWords::tr("1 if the grade is right")
                                              : LaunchWords::tr("1 if right");
    if (spec.name == "fuzzy_grade") {
        const int grades = gradeRange(task).count();
        const GradeDistance& credit = distanceOf(spec, task);
        return LaunchWords::tr("1 if right, %1 one grade off, %2 two off")
            .arg(share(credit.score(1, grades)), share(credit.score(2, grades)));
    }
    if (spec.name == "boxes")
        return spec.measure == BoxMeasure::Giou
                   ? LaunchWords::tr("overlap with the reference boxes, and nearness where there is none")
                   : LaunchWords::tr("overlap with the reference boxes");
    if (spec.name == "imitation") return LaunchWords::tr("likeness of the reasoning to the readers’ own");
    if (spec.name == "external" && spec.command.empty()) return LaunchWords::tr("what your own program says");
    if (spec.name == "external")
        return LaunchWords::tr("what your own program says: %1")
            .arg(harmlessLine(commandText(spec.command), 120));
    if (spec.name == "recitation") return LaunchWords::tr("overlap of the reasoning with the knowledge text");
    if (spec.name == "overlong")
        return LaunchWords::tr("takes points past %1 tokens").arg(spec.max - spec.buffer);
    if (spec.name == "repetition")
        return LaunchWords::tr("takes points for the same %1 words again").arg(spec.n);
    return {};
}

} // namespace vrft::ui
