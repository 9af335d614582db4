// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <memory>

namespace vrft::test {
class NewRunWorld;
}

class NewRunTest : public QObject {
    Q_OBJECT
public:
    NewRunTest();
    ~NewRunTest() override;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theNewestDatasetAndItsOwnPolicyAreChosen();
    void numbersAreTypedWithTheirBounds();
    void aSwitchChangesRewardsAndPreset();
    void anotherTaskSaysWhatDoesNotApply();
    void allSettingsAreEditedAsText();
    void rewardsAreEditedAndTaken();
    void aRecipeIsSavedChosenAgainAndTakenOut();
    void todaysKnowledgeGoesWithTheRun();
    void aClassRenamedAfterFreezingIsTold();
    void aDryRunShowsAnswersReasonsMemoryAndDisk();
    void aDryRunComesAlongIntoAnotherView();
    void aDryRunIsStoppedAndAFailedOneSaysWhy();
    void aDryRunSaysWhatTheDatasetIs();
    void startMakesTheRunAndHandsItToTheQueue();
    void noEngineAndADyingEngineAreSaid();
    void aDiskTooSmallKeepsItFromStarting();
    void aPolicyIsLinkedTakenOutAndMissedInWords();
    void aPolicyThatCameWithTheProgramIsCopied();
    void aDatasetWhoseFolderIsGoneIsSaid();
    void inANarrowWindowDataAndStrategyAreStacked();
    void theRealEngineTriesAndMakesTheRun();

private:
    std::unique_ptr<vrft::test::NewRunWorld> world_;
};
