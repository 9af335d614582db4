// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The right column of a new run: what a dry run found, part by part as it is found: checks, sampled answers
// with reasons, the chosen answer beside its image, memory, disk.
//
// Starts nothing itself. What it shows of models and files is plain text. Thread rule: UI thread; images are
// read on the pool. Ownership: the parent's.
#pragma once

#include "ui/runs/dry_run_result.h"

#include <QHash>
#include <QImage>
#include <QTime>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeView;
class QVBoxLayout;

namespace vrft::ui {

class AnswersModel;
class ElidedLabel;
class MemoryBars;
class PictureLabel;

class DryRunPanel : public QWidget {
    Q_OBJECT
public:
    enum class State { None, Running, Done, Stopped, Failed };
    explicit DryRunPanel(QWidget* parent = nullptr);

    void begin();                // Running, everything cleared
    void take(const Json& line); // of the running program
    void end(State state, const QString& trouble = {});
    void show(const DryRunResult& result, const QTime& ended); // one that was done before, in another view
    void setStale(bool stale);                                 // the run was changed since
    void setPossible(const QString& why);                      // why none can be started; empty: one can
    State state() const { return state_; }
    const DryRunResult& result() const { return result_; }
    const QTime& ended() const { return ended_; }

Q_SIGNALS:
    void runWanted();
    void stopWanted();

private:
    struct Line {
        QWidget* row;
        QLabel* picture;
        QLabel* text;
        QLabel* value;
    };
    QWidget* makeChecks();
    QWidget* makeAnswer();
    QWidget* makeMemory();
    Line addLine(QVBoxLayout* column);
    static void setLine(const Line& line, const QString& icon, const char* ink, const QString& text,
                        const QString& value);
    void showAll();
    static QString imagesOf(const GoldResult& gold); // "703 + 703", "701 of 703"
    void showChecks();
    void showData();
    void showAnswers();
    void showMemory();
    void showAnswer();
    void step(int by);
    void readImages();

    State state_ = State::None;
    DryRunResult result_;
    QTime ended_;
    bool stale_ = false;
    bool onlyEqual_ = false;
    std::size_t group_ = 0;
    std::size_t answer_ = 0;
    QHash<QString, QImage> images_; // by file
    std::uint64_t turn_ = 0;        // of the dry run, so that images of an earlier one are let go

    QLabel* when_;
    QPushButton* run_;
    QLabel* words_;
    QLabel* doing_;
    QProgressBar* progress_;
    QWidget* checks_;
    Line gold_{};
    Line balance_{};
    Line labels_{};
    Line tokens_{};
    Line longest_{};
    Line form_{};
    Line signal_{};
    QPushButton* showEqual_ = nullptr;
    AnswersModel* model_;
    QTreeView* answers_;
    QWidget* card_;
    PictureLabel* picture_ = nullptr;
    ElidedLabel* place_ = nullptr;
    QLabel* think_ = nullptr;
    QLabel* said_ = nullptr;
    QLabel* parts_ = nullptr;
    QPushButton* previous_ = nullptr;
    QPushButton* next_ = nullptr;
    QWidget* memory_;
    QLabel* machine_ = nullptr;
    MemoryBars* bars_ = nullptr;
    Line fits_{};
};

} // namespace vrft::ui
