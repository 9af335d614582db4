// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What changed from one version of a dataset to another, sample by sample.
//
// Shows values; works nothing out. Ownership: the caller's. Thread rule: UI thread.
#pragma once

#include "ui/datasets/frozen_versions.h"

#include <QDialog>

namespace vrft::ui {

class CompareDialog : public QDialog {
    Q_OBJECT
public:
    // `head`: the sum of it in words.
    CompareDialog(const QString& title, const QString& head, std::vector<VersionChange> changes,
                  QWidget* parent = nullptr);
};

} // namespace vrft::ui
