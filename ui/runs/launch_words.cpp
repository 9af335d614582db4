// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What settings, presets and rewards are called.
#include "ui/runs/launch_model.h"
#include "ui/widgets/text.h"

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
    static constexpr std::array<Row, 24> kRows = {{
        {"preset", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Preset")},
        {"knowledge_prompt", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Knowledge in the prompt")},
        {"method", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Method")},
        {"steps", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Steps")},
        {"localise.steps", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Steps on boxes first")},
        {"rewards.format", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Weight of format")},
        {"rewards.accuracy", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Weight of accuracy")},
        {"rewards.fuzzy_grade", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Weight of fuzzy grade")},
        {"rewards.boxes", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Weight of boxes")},
        {"rewards.recitation", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Weight of recitation")},
        {"objective.kl", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Stay near the start (KL)")},
        {"objective.updates_per_rollout", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Updates per step")},
        {"sampling.prompts_per_step", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Images per step")},
        {"sampling.completions", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Answers per image")},
        {"sampling.temperature", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Temperature")},
        {"sampling.max_new_tokens", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Longest answer, tokens")},
        {"optimiser.lr", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Learning rate")},
        {"optimiser.schedule", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Schedule")},
        {"trainable.kind", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "What is trained")},
        {"evaluation.every", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Held-out check every, steps")},
        {"seed", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Seed")},
        {"dataset", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Dataset")},
        {"policy", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Policy to tune")},
        {"knowledge", QT_TRANSLATE_NOOP("vrft::ui::LaunchWords", "Knowledge")},
    }};
    const QString words = lookedUp(kRows, key);
    return words.isEmpty() ? qs(key) : words;
}

QString rewardMeaning(const RewardSpec& spec, const Task& task) {
    if (spec.name == "format") return LaunchWords::tr("reasoning and answer present, in order");
    if (spec.name == "accuracy")
        return task.kind == TaskKind::Grading ? LaunchWords::tr("1 if the grade is right")
                                              : LaunchWords::tr("1 if right");
    if (spec.name == "fuzzy_grade") {
        const int grades = gradeRange(task).count();
        return LaunchWords::tr("1 if right, %1 one grade off, %2 two off")
            .arg(share(task.distance.score(1, grades)), share(task.distance.score(2, grades)));
    }
    if (spec.name == "boxes") return LaunchWords::tr("overlap with the reference boxes");
    if (spec.name == "recitation") return LaunchWords::tr("overlap of the reasoning with the knowledge text");
    if (spec.name == "overlong")
        return LaunchWords::tr("takes points past %1 tokens").arg(spec.max - spec.buffer);
    if (spec.name == "repetition")
        return LaunchWords::tr("takes points for the same %1 words again").arg(spec.n);
    return {};
}

} // namespace vrft::ui
