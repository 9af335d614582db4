// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The left of the Dataset workplace: which images, and how they are shown to the model.
//
// Changes the model's choice at once; shows what came of it as far as it concerns sizes. Ownership: the
// parent's; borrows the model. Thread rule: UI thread.
#pragma once

#include "ui/datasets/dataset_model.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace vrft::ui {

class Combo;
class NoteLine;

class FilterPanel : public QWidget {
    Q_OBJECT
public:
    explicit FilterPanel(DatasetModel& model, QWidget* parent = nullptr);

private:
    void makeImages(QVBoxLayout* column);
    void makeShown(QVBoxLayout* column);
    QLineEdit* makeDate(const QString& name, std::string DraftChoice::*date);
    void takeDate(QLineEdit* field, std::string DraftChoice::*date);
    void fillTasks();
    void fillModalities();
    void fillWindows();
    void fillPolicies();
    void showChoice();
    void showPicture();

    DatasetModel& model_;
    Combo* tasks_;
    Combo* modality_;
    Combo* label_;
    Combo* disagree_;
    QLineEdit* from_;
    QLineEdit* to_;
    QLabel* dateTrouble_;
    QCheckBox* withBox_;
    Combo* window_;
    Combo* policy_;
    QLabel* size_;
    NoteLine* caution_;
};

} // namespace vrft::ui
