// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rewards of a new run, stage by stage, to change: weights, signs, tables, parameters, how they are put
// together. Beside them answers of an earlier run, or made-up ones, scored as the editor stands, and words
// for rewards that don't teach what they seem to.
//
// Nothing is stored: the caller takes stages(). Files are read and answers scored on the pool;
// an external reward is asked only when a button is pressed, by the engine's `score`. Thread rule: UI thread.
// Ownership: the caller's.
#pragma once

#include "ui/runs/recipe_choice.h"
#include "ui/runs/reward_preview.h"

#include <QDialog>
#include <QTemporaryDir>

class QBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QScrollArea;
class QTreeView;
class QVBoxLayout;

namespace vrft::ui {

class Combo;
class PreviewTable;
class ProgramJob;
class RewardRow;

// What a stage asks, and of which samples.
struct RewardGround {
    Task task;                     // with the knowledge that is taken
    std::filesystem::path dataset; // its folder
};

struct RewardsWish {
    Recipe recipe;
    std::vector<RewardGround> grounds; // one a stage of the recipe
    std::filesystem::path runs;
};

class RewardsDialog : public QDialog {
    Q_OBJECT
public:
    static constexpr int kKnowledgeWanted = 2; // exec()'s answer, beside those of QDialog

    explicit RewardsDialog(RewardsWish wish, QWidget* parent = nullptr);
    ~RewardsDialog() override;
    std::vector<StageRewards> stages() const; // as the recipe's
    std::vector<RewardSpec> rewards() const;  // of the stage that is shown

private:
    Combine combine() const;
    const RewardGround& ground() const { return wish_.grounds[stage_]; }
    void makeStages(QBoxLayout* column);
    void showStage(std::size_t stage);
    void findRuns();
    QString otherStageTrouble() const;
    QWidget* makeRewards();
    QWidget* makePreview();
    QWidget* makeFoot();
    void fillRows(const std::vector<RewardSpec>& specs, const std::string& focus);
    void fillAdd();
    void add(const std::string& name);
    void fillRuns(const std::vector<PreviewRun>& runs);
    void readSource();
    void edited();
    void rescore();
    void take(const PreviewScores& scores);
    void showTroubles(const PreviewScores& scores);
    void showAnswer();
    void askExternal();
    void stopAsking(const QString& words);

    RewardsWish wish_;
    std::vector<StageRewards> stages_; // as last left
    std::size_t stage_;                // which is shown
    QScrollArea* rowsScroll_ = nullptr;
    QWidget* rowsPlace_ = nullptr;
    QVBoxLayout* rowsColumn_ = nullptr;
    std::vector<RewardRow*> rows_;
    QPushButton* add_ = nullptr;
    QMenu* addMenu_ = nullptr;
    Combo* combine_ = nullptr;
    Combo* runs_ = nullptr;
    PreviewTable* table_;
    QTreeView* answers_ = nullptr;
    QLabel* said_ = nullptr;
    QLabel* parts_ = nullptr;
    QLabel* sourceWords_ = nullptr;
    QPushButton* ask_ = nullptr;
    QLabel* askWords_ = nullptr;
    QLabel* icon_ = nullptr;
    QLabel* words_ = nullptr;
    QPushButton* take_ = nullptr;

    PreviewSourcePointer source_;
    PreviewExternal external_; // answers of the program, of this source and command
    std::vector<std::string> askedCommand_;
    std::uint64_t reading_ = 0; // the newest order to the pool; answers to older ones are let go
    std::uint64_t scoring_ = 0;
    std::unique_ptr<QTemporaryDir> files_;
    ProgramJob* job_ = nullptr;
};

} // namespace vrft::ui
