// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The editor of a new run's rewards, by mouse and keys, on runs and datasets made by hand.
#pragma once

#include <QObject>
#include <memory>

namespace vrft::test {
class RewardsWorld;
}

class RewardsTest : public QObject {
    Q_OBJECT
public:
    RewardsTest();
    ~RewardsTest() override;

private Q_SLOTS:
    void init();
    void cleanup();

    void theNewestRunsAnswersAreScoredAgain();
    void aWeightThatIsTypedChangesRewardsAndAdvantages();
    void aSignIsChosenByKeys();
    void rewardsAreAddedAndTakenOut();
    void madeUpAnswersShowWhatTricksEarn();
    void rewardsThatCancelOutAreTold();
    void eachBroughtToOneScaleChangesAdvantages();
    void withoutRunsAnswersAreMadeUp();
    void aNumberThatCannotBeUsedKeepsThemFromBeingTaken();
    void boxesAreMeasuredByEither();
    void theProgramIsAskedOnlyWhenWanted();
    void aProgramThatFailsIsToldInWords();
    void theTableOfGradesLeadsToKnowledge();
    void aRunHasATableOfItsOwn();
    void everyStageHasItsRewards();
    void aDatasetThatIsGoneIsTold();
    void nothingIsClippedInASmallWindow();

private:
    std::unique_ptr<vrft::test::RewardsWorld> world_;
};
