// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The middle column of a new run: preset, switches of one sentence each, rewards with their weights,
// alarms, what differs from the run before.
//
// Reads and writes a LaunchModel. Thread rule: UI thread. Ownership: the parent's; borrows the model.
#pragma once

#include "ui/runs/launch_model.h"

#include <QWidget>
#include <map>

class QGridLayout;
class QLabel;
class QPushButton;
class QStandardItemModel;
class QVBoxLayout;

namespace vrft::ui {

class Combo;
class NumberField;
class Switch;

class StrategyPanel : public QWidget {
    Q_OBJECT
public:
    explicit StrategyPanel(LaunchModel& model, QWidget* parent = nullptr);

Q_SIGNALS:
    void editRewardsWanted();
    void editAlarmsWanted();

private:
    struct Part {
        Switch* on;
        QLabel* head;
        QLabel* text;
        QLabel* why; // it doesn't apply; empty: it does
        Combo* how;  // null: nothing to choose
    };
    Part addPart(const char* object, const QString& name, const QString& text, bool choice);
    void connectParts();
    void change(const std::function<void(RecipeChoice&)>& how);
    void fill();
    void fillPreset();
    int addSaved(QStandardItemModel* items);
    void fillParts();
    void fillRewards();
    void fillAlarms();
    void fillDifferences();
    void showPart(const Part& part, bool on, const QString& why);

    LaunchModel& model_;
    Combo* preset_ = nullptr;
    std::map<QString, RecipeChoice> saved_; // that can be taken here, by name
    QLabel* changed_ = nullptr;
    QVBoxLayout* all_;
    Part knowledge_{};
    Part localise_{};
    Part recitation_{};
    Part fuzzy_{};
    QWidget* rewards_ = nullptr;
    QLabel* together_ = nullptr; // how they are put together
    QPushButton* edit_ = nullptr;
    QStringList shownRewards_;
    std::vector<NumberField*> weights_; // as the main stage's rewards
    QLabel* range_ = nullptr;
    QLabel* alarms_ = nullptr; // how many of their thresholds were changed
    QPushButton* editAlarms_ = nullptr;
    QWidget* differences_ = nullptr;
    QLabel* differsFrom_ = nullptr;
    QWidget* differTable_ = nullptr;
};

} // namespace vrft::ui
