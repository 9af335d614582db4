// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class RecipeChoiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anUnchangedPresetIsThePreset();
    void whatWasChangedStaysOverKindsAndSizes();
    void switchesChangeOnlyTheirPart();
    void theNameOfThePresetStaysTrue();
    void textIsReadOrRefusedInWords();
    void impossibleNumbersAreRefusedInWords();
    void differencesNameEverySettingThatDiffers();
    void theHighestRewardCountsWhatCanBeEarned();
    void everySettingHasWords();
    void rewardsChosenByHandStandInPlaceOfThePresets();
};
