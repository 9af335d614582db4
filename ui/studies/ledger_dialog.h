// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger of an import while it grows and afterwards: fixed rows in fixed order that add up to the files
// found, and each file with trouble with its reason.
//
// Shows what it is told and says what is wanted; runs nothing. Closing it while an import goes on leaves the
// import alone. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/studies/trouble_model.h"
#include "ui/workspace/import_job.h"

#include <QDialog>
#include <array>
#include <memory>
#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeView;

namespace vrft::ui {

class LedgerDialog : public QDialog {
    Q_OBJECT
public:
    explicit LedgerDialog(QWidget* parent = nullptr);

    void begin(const ImportRequest& request); // of an import that starts now
    void add(const ImportProgress& progress);
    // One that ended earlier, with all its rows of trouble.
    void showPast(const ImportInfo& info, const std::vector<ImportRow>& troubles);
    void say(const QString& text); // in the place of the head line

    std::int64_t import() const { return ledger_.import; }
    // The files of the rows "Unreadable": those of archives once, as the archive.
    std::vector<std::filesystem::path> unreadable() const;

Q_SIGNALS:
    void stopWanted();
    void pauseWanted(bool paused);
    void againWanted();                   // the whole of what was asked
    void unreadableWanted();              // only what was unreadable
    void saveWanted(const QString& file); // all rows as CSV

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeRows();
    QWidget* makeTroubles();
    QWidget* makeButtons();
    void showCounts();
    void showHead(const ImportProgress& progress);
    void showState();
    void showOnly(std::optional<ImportState> state); // nothing: all
    void chooseCsv();

    enum class State { Running, Stopping, Stopped, Ended };
    State state_ = State::Ended;
    bool paused_ = false;
    ImportLedger ledger_;
    TroubleModel troubles_;
    QLabel* head_ = nullptr;
    QLabel* rate_ = nullptr;
    std::array<QLabel*, 5> counts_{};
    std::array<QPushButton*, 5> shows_{};
    QLabel* found_ = nullptr;
    QLabel* sum_ = nullptr;
    QLabel* notes_ = nullptr; // what came with the images
    QProgressBar* busy_ = nullptr;
    QTreeView* table_ = nullptr;
    QLabel* troublesHead_ = nullptr;
    QPushButton* save_ = nullptr;
    QPushButton* again_ = nullptr;
    QPushButton* pause_ = nullptr;
    QPushButton* close_ = nullptr;
};

} // namespace vrft::ui
