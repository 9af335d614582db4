// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger of an import while it grows and afterwards: fixed rows in fixed order that add up to the files
// found, and each file with trouble with its reason.
//
// Shows an ImportProgress; runs nothing. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/workspace/import_job.h"

#include <QDialog>
#include <array>
#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace vrft::ui {

class LedgerDialog : public QDialog {
    Q_OBJECT
public:
    explicit LedgerDialog(QWidget* parent = nullptr);
    void show(std::shared_ptr<const ImportProgress> progress);
    const ImportProgress* progress() const { return progress_.get(); }

Q_SIGNALS:
    void stopWanted();

private:
    QWidget* makeRows();
    QWidget* makeButtons();
    void showRows();
    void saveAsCsv();

    std::shared_ptr<const ImportProgress> progress_;
    QLabel* head_;
    QLabel* rate_;
    std::array<QLabel*, 5> counts_{};
    QLabel* found_ = nullptr;
    QLabel* sum_ = nullptr;
    QProgressBar* busy_;
    QTreeWidget* troubles_;
    QLabel* troublesHead_;
    QPushButton* save_ = nullptr;
    QPushButton* close_ = nullptr;
};

} // namespace vrft::ui
