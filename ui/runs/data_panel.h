// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The left column of a new run: name, dataset with its certificate, policy with its checks, budget,
// objective.
//
// Reads and writes a LaunchModel. Thread rule: UI thread. Ownership: the parent's; borrows the model.
#pragma once

#include "ui/runs/launch_model.h"
#include "ui/widgets/theme.h"

#include <QWidget>
#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace vrft::ui {

class Combo;
class NumberField;
class Segments;

class DataPanel : public QWidget {
    Q_OBJECT
public:
    explicit DataPanel(LaunchModel& model, QWidget* parent = nullptr);
    QWidget* firstField() const;
    // Measured by a dry run that still holds, in words; empty: not measured.
    void setMeasured(const QString& text);

Q_SIGNALS:
    void addPolicyWanted();
    void removePolicyWanted();
    void allSettingsWanted();
    void datasetPlaceWanted(); // the workplace where one is frozen

private:
    struct Check {
        QLabel* picture;
        QLabel* text;
    };
    struct Number {
        NumberField* field;
        std::function<double(const Recipe&)> read;
    };

    QWidget* makeData();
    QWidget* makeBudget();
    QWidget* makeObjective();
    Check addCheck(QVBoxLayout* column);
    void setCheck(const Check& check, const QString& icon, Token ink, const QString& text) const;
    NumberField* addNumber(const QString& name, double low, double high, bool whole, bool captioned,
                           std::function<double(const Recipe&)> read,
                           std::function<void(RecipeChoice&, double)> write);
    void fill();
    void fillDatasets();
    void fillPolicies();
    void showDataset();
    void showPolicy();
    void showBudget();

    LaunchModel& model_;
    bool filling_ = false;
    QLineEdit* name_ = nullptr;
    Combo* datasets_ = nullptr;
    Combo* policies_ = nullptr;
    QPushButton* removePolicy_ = nullptr;
    QPushButton* freeze_ = nullptr;
    Check certificate_{};
    Check counts_{};
    Check renamed_{};
    Check boxes_{};
    Check complete_{};
    Check tokens_{};
    Check memory_{};
    std::vector<Number> numbers_;
    QLabel* answers_ = nullptr;
    QString measured_;
    Segments* method_ = nullptr;
    QLabel* trained_ = nullptr;
};

} // namespace vrft::ui
