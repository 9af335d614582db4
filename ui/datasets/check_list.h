// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of a draft, one row each: passed, to look at, to fix; with what can be done about it.
//
// What passed and has no figure to tell is folded into one row. Rows are kept when the draft changes, so that
// the focus stays. Ownership: the parent's. Thread rule: UI
// thread.
#pragma once

#include "ui/datasets/dataset_draft.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace vrft::ui {

class ElidedLabel;
class IconMark;

class CheckList : public QWidget {
    Q_OBJECT
public:
    explicit CheckList(QWidget* parent = nullptr);
    void show(const DatasetDraft& draft);

Q_SIGNALS:
    void lookWanted(const QString& kind);
    void leaveOutWanted(const QString& kind, bool out); // or taken back in

private:
    struct Row {
        QWidget* all = nullptr;
        IconMark* state = nullptr;
        ElidedLabel* title = nullptr;
        ElidedLabel* detail = nullptr;
        QPushButton* look = nullptr;
        QPushButton* leaveOut = nullptr;
        QString kind;
        bool out = false;
    };
    void addRow();
    void fill(Row& row, const DraftCheck& check) const;
    void fillFold(Row& row, const std::vector<const DraftCheck*>& passed) const;
    void fillAll();

    std::vector<DraftCheck> checks_;
    bool folded_ = true;
    QVBoxLayout* column_;
    std::vector<std::unique_ptr<Row>> rows_;
};

// "4 passed, 2 to look at, 1 to fix".
QString checkSummary(const DatasetDraft& draft);

// The picture of a state: check, caution or alarm, in its colour and with its word as name.
void showState(IconMark* mark, CheckState state);

} // namespace vrft::ui
