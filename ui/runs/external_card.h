// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "On another dataset": asks for an evaluation on one, shows how far it is, and the tables of those the run
// has.
//
// Shows pictures, starts nothing itself. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/external_figures.h"

#include <QFrame>
#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace vrft::ui {

struct RunPicture;

// The evaluation that goes on, or the one that failed last.
struct ExternalWork {
    QString run; // its folder's name; empty: there was none
    bool working = false;
    QString text; // what is done just now
    int done = 0; // of `of` datasets
    int of = 0;
    QString trouble; // why it ended without figures; empty: it didn't
};

class ExternalCard : public QFrame {
    Q_OBJECT
public:
    explicit ExternalCard(QWidget* parent = nullptr);
    void show(const RunPicture& run);
    void setWork(const ExternalWork& work);

Q_SIGNALS:
    void wanted(); // another dataset is to be chosen
    void stopWanted();

private:
    void refresh();
    void showTables();

    QString run_;
    QString whyNot_; // the run can't be evaluated; empty: it can
    ExternalWork work_;
    std::shared_ptr<const std::vector<ExternalFigures>> shown_;
    QPushButton* ask_;
    QPushButton* stop_;
    QWidget* progressRow_;
    QLabel* doing_;
    QProgressBar* progress_;
    QLabel* trouble_;
    QWidget* tables_ = nullptr;
    QVBoxLayout* column_;
};

} // namespace vrft::ui
