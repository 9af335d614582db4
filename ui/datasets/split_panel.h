// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The right of the Dataset workplace: the split by patient, the certificate, and freezing.
//
// Shows the draft, or a frozen version that was chosen. A new plan is drafted here and made when the dataset
// is frozen. Doesn't freeze itself. Ownership: the parent's; borrows the model. Thread rule: UI thread.
#pragma once

#include "ui/datasets/dataset_model.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace vrft::ui {

class CertificateCard;
class Combo;
class NoteLine;
class SplitBar;

class SplitPanel : public QWidget {
    Q_OBJECT
public:
    SplitPanel(DatasetModel& model, QAction* freeze, QWidget* parent = nullptr);

    void show(const FrozenVersion* version);    // nullptr: the draft
    void showProgress(qint64 done, qint64 all); // all < 0: not freezing
    void say(const QString& text, bool alarm);  // what became of the last freezing; empty: nothing to say
    void sayFrozenAlready(int version);         // likewise, with the way to that version

Q_SIGNALS:
    void stopWanted();
    void trainWanted();
    void draftWanted();
    void compareWanted(); // the draft with the version before
    void versionWanted(int number);

private:
    QWidget* makeSplit();
    QWidget* makeNewPlan();
    QWidget* makeFoot(QAction* freeze);
    void choosePlan(int index);
    void takeNewPlan();
    void fillPlans();
    void refresh();

    DatasetModel& model_;
    std::optional<FrozenVersion> version_; // none: the draft
    QString said_;
    bool alarm_ = false;
    std::optional<int> already_; // the version the draft turned out to be
    bool freezing_ = false;
    bool focusWaits_ = false; // for what can be done next
    QAction* freezeAction_;
    SplitBar* bar_;
    Combo* plans_;
    QLabel* planNote_;
    QWidget* newPlan_;
    QLineEdit* name_;
    QSpinBox* train_;
    QSpinBox* heldOut_;
    QLabel* test_;
    QSpinBox* seed_;
    CertificateCard* card_;
    NoteLine* leftOut_;
    NoteLine* reason_;
    QPushButton* toVersion_;
    QProgressBar* progress_;
    QLabel* progressWords_;
    QPushButton* stop_;
    QPushButton* compare_;
    QPushButton* back_;
    QPushButton* freeze_;
    QPushButton* trainWith_;
};

} // namespace vrft::ui
