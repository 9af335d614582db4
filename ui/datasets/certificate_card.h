// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The split certificate: what was made sure of, with its counts; a draft until the dataset is frozen, then
// with its seal.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/datasets/dataset_draft.h"
#include "ui/datasets/frozen_versions.h"

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace vrft::ui {

class IconMark;

class CertificateCard : public QFrame {
    Q_OBJECT
public:
    explicit CertificateCard(QWidget* parent = nullptr);

    void show(const DatasetDraft& draft);
    void show(const FrozenVersion& version);

private:
    struct Line {
        QWidget* all = nullptr;
        IconMark* state = nullptr;
        QLabel* text = nullptr;
        QLabel* detail = nullptr;
    };
    void setLines(const std::vector<CertificateLine>& lines);

    IconMark* shield_;
    QLabel* title_;
    QLabel* second_;
    QVBoxLayout* column_;
    std::vector<Line> lines_;
    QLabel* linked_;
};

} // namespace vrft::ui
