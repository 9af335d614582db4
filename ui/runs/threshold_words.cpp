// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/threshold_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace vrft::ui {

namespace {

struct ThresholdWords {
    Q_DECLARE_TR_FUNCTIONS(vrft::ui::ThresholdWords)
};

struct ThresholdRow {
    std::string_view key;
    const char* name;
    const char* meaning;
};

constexpr std::array<ThresholdRow, 19> kThresholdRows = {{
    {"no_signal", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "groups without signal"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "Above this share of groups with equal rewards for all answers.")},
    {"no_signal_steps", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "steps without signal"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "So many steps in a row above that share.")},
    {"one_answer", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "share of the commonest answer"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "Above this share the policy answers almost always the same.")},
    {"think_fall", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "words of reasoning, of the start’s"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "Below this share of the words there were at the start.")},
    {"truth_fall", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "truth of attributes lost"),
     QT_TRANSLATE_NOOP(
         "vrft::ui::ThresholdWords",
         "So much less of what the reasoning names is true than at the start, while the reward holds.")},
    {"iou_fall", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "box overlap lost"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "So much less overlap with the reference boxes than at the start.")},
    {"greedy_gap", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "greedy above sampled"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "So much higher accuracy of greedy answers than of sampled ones.")},
    {"invalid", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "unreadable answers"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "Above this share of answers that name no class, grade or box of the task.")},
    {"kl", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "distance from the start (KL)"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "Above so many nats a token.")},
    {"kl_spike", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "jump of the distance, times"),
     QT_TRANSLATE_NOOP(
         "vrft::ui::ThresholdWords",
         "Above so many times the median of the steps before, and above the threshold of that distance.")},
    {"entropy_low", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "least entropy"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "Below so many nats a token, and below a quarter of the start.")},
    {"entropy_rise", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "rise of the entropy, times"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "Above so many times the start, and half a nat above it.")},
    {"truncated", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "answers cut off"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "Above this share of answers that reach the longest length allowed.")},
    {"repeated", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "answers repeating a character"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "Above this share of answers that are one character again and again.")},
    {"image_gain", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "least image gain"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "At this gain or below it the images do nothing; counts "
                                                   "where the chance below can’t be worked out.")},
    {"image_chance", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "chance that answers fit as well"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords",
                       "Above this probability that answers fit other images as well as their own.")},
    {"one_reward", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "share of one reward"),
     QT_TRANSLATE_NOOP(
         "vrft::ui::ThresholdWords",
         "Above this share of the differences made by one reward that doesn’t judge the answer.")},
    {"slow", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "slow steps, times"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "Above so many times the median of the steps before.")},
    {"free_mb", QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "free disk, megabytes"),
     QT_TRANSLATE_NOOP("vrft::ui::ThresholdWords", "Below so much beyond what the rest of the run takes.")},
}};

const ThresholdRow* thresholdRow(std::string_view key) {
    const auto found = std::ranges::find(kThresholdRows, key, &ThresholdRow::key);
    return found == kThresholdRows.end() ? nullptr : &*found;
}

} // namespace

QString thresholdName(std::string_view key) {
    const ThresholdRow* row = thresholdRow(key);
    return row == nullptr ? QString() : ThresholdWords::tr(row->name);
}

QString thresholdMeaning(std::string_view key) {
    const ThresholdRow* row = thresholdRow(key);
    return row == nullptr ? QString() : ThresholdWords::tr(row->meaning);
}

int changedThresholds(const HealthThresholds& thresholds) {
    const HealthThresholds usual;
    return static_cast<int>(std::ranges::count_if(thresholdFields(), [&](const ThresholdField& field) {
        return thresholds.*field.value != usual.*field.value;
    }));
}

} // namespace vrft::ui
