// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One reward in the editor: its weight and sign, what it measures, its parameters, and a way to take it out.
//
// Thread rule: UI thread. Ownership: the parent's.
#pragma once

#include "core/knowledge/task.h"
#include "core/reward/spec.h"
#include "ui/widgets/number_field.h"

#include <QWidget>
#include <functional>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace vrft::ui {

class Combo;

class RewardRow : public QWidget {
    Q_OBJECT
public:
    RewardRow(const RewardSpec& spec, const Task& task, QWidget* parent = nullptr);
    const RewardSpec& spec() const { return spec_; }
    QWidget* firstField() const;
    QString trouble() const; // a number that can't be taken, in words; empty: none

Q_SIGNALS:
    void changed();
    void removeWanted();
    void knowledgeWanted(); // where the table of grades is written

private:
    void addHead(QVBoxLayout* column);
    NumberField* addNumber(QVBoxLayout* column, const QString& object, const QString& caption,
                           const NumberField::Bounds& bounds, double value,
                           const std::function<void(double)>& write);
    Combo* addChoice(const char* object, const QString& caption, const QStringList& choices, int chosen,
                     const std::function<void(int)>& write);
    void addParameters(const Task& task);
    void addGrades(const Task& task);
    void addOwnTable(QVBoxLayout* column, int grades);
    void addCommand();
    void showSign();

    RewardSpec spec_;
    NumberField* weight_ = nullptr;
    Combo* sign_ = nullptr; // where both make sense
    QLabel* meaning_ = nullptr;
    QVBoxLayout* parameters_ = nullptr;
    std::vector<double> credits_; // by distance, of an own table
    std::vector<NumberField*> numbers_;
};

// A command as one line that can be typed: words in quotes where they hold blanks or quotes.
QString commandText(const std::vector<std::string>& command);
std::vector<std::string> commandFromText(const QString& text);

} // namespace vrft::ui
