// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses the dataset that a run is evaluated on beside its own; those that ask something else are listed
// with the reason.
//
// Ownership: the parent's. Thread rule: UI thread; externalChoices any.
#pragma once

#include "ui/runs/launch_offer.h"

#include <QDialog>
#include <QString>
#include <vector>

class QListWidget;
class QPushButton;

namespace vrft::ui {

struct ExternalChoice {
    std::string hash;
    std::filesystem::path folder;
    QString name;   // "Severity, version 2 (3f2a9c01)"
    QString words;  // "24 test images of 20 patients"
    QString reason; // it can't be chosen; empty: it can
};
// `ownHash`, `own`: of the dataset the run ends on.
std::vector<ExternalChoice> externalChoices(const std::vector<OfferedDataset>& datasets,
                                            const std::string& ownHash, const Task& own);

class ExternalDialog : public QDialog {
    Q_OBJECT
public:
    ExternalDialog(const QString& run, std::vector<ExternalChoice> choices, QWidget* parent = nullptr);
    const ExternalChoice* choice() const; // null: none

private:
    void check();

    std::vector<ExternalChoice> choices_;
    QListWidget* list_;
    QPushButton* evaluate_;
};

} // namespace vrft::ui
