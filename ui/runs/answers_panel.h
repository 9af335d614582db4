// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The latest answers of a run beside their images: all, the wrong ones, the best ones; or those of one step.
//
// Texts are a model's: shown as plain text. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/run_picture.h"

#include <QAbstractListModel>
#include <QWidget>

class QAction;
class QLabel;
class QListView;
class QPushButton;

namespace vrft::ui {

class Segments;

class AnswerModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void set(const AnswersPointer& answers, int which); // 0 all, 1 wrong, 2 best
    const RunAnswer* at(const QModelIndex& index) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    const std::vector<RunAnswer>* list() const;
    AnswersPointer answers_;
    int which_ = 0;
};

class AnswersPanel : public QWidget {
    Q_OBJECT
public:
    explicit AnswersPanel(QAction* openInReview, QWidget* parent = nullptr);

    void show(const RunPicture& run);
    void showStep(const AnswersPointer& answers); // until the latest are asked for again
    const RunAnswer* chosen() const;
    bool followsLatest() const { return step_ == nullptr; }
    QListView* view() const { return list_; }

Q_SIGNALS:
    void openWanted(const QString& completion);

private:
    void fill();
    bool read() const; // somebody reads: the list stays as it is

    AnswerModel model_;
    QString run_;
    AnswersPointer latest_;
    AnswersPointer step_;
    QLabel* title_;
    Segments* which_;
    QListView* list_;
    QLabel* nothing_;
    QLabel* trouble_;
    QLabel* count_;
    QPushButton* back_;
    QPushButton* open_;
};

// A card with image, reference, answer and reward of one answer.
QWidget* makeExample(const RunAnswer& answer, QWidget* parent);

} // namespace vrft::ui
