// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/reward_words.h"

#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <array>
#include <string_view>
#include <utility>

namespace vrft::ui {

namespace {

struct RewardWords {
    Q_DECLARE_TR_FUNCTIONS(vrft::ui::RewardWords)
};

constexpr std::array<std::pair<std::string_view, const char*>, 9> kRewards = {{
    {"format", QT_TRANSLATE_NOOP("vrft::ui::RewardWords", "Format")},
    {"accuracy", QT_TRANSLATE_NOOP("vrft::ui::RewardWords", "Accuracy")},
    {"fuzzy_grade", QT_TRANSLATE_NOOP("vrft::ui::RewardWords", "Fuzzy grade")},
    {"boxes", QT_TRANSLATE_NOOP("vrft::ui::RewardWords", "Box overlap")},
    {"recitation", QT_TRANSLATE_NOOP("vrft::ui::RewardWords", "Recitation")},
    {"imitation", QT_TRANSLATE_NOOP("vrft::ui::RewardWords", "Imitation")},
    {"overlong", QT_TRANSLATE_NOOP("vrft::ui::RewardWords", "Over-long")},
    {"repetition", QT_TRANSLATE_NOOP("vrft::ui::RewardWords", "Repetition")},
    {"external", QT_TRANSLATE_NOOP("vrft::ui::RewardWords", "External")},
}};

constexpr int kLongestName = 40;

} // namespace

QString rewardName(const std::string& reward) {
    for (const auto& [name, words] : kRewards)
        if (reward == name) return RewardWords::tr(words);
    return harmlessLine(qs(reward), kLongestName);
}

} // namespace vrft::ui
