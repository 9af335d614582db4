// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What changed from one version of a dataset to another, sample by sample, each beside its picture: two where
// it is shown differently.
//
// Shows values; works nothing out. Pictures are read on a thread when they are first looked at. Ownership:
// the caller's; borrows the thumbnails. Thread rule: UI thread.
#pragma once

#include "ui/datasets/frozen_versions.h"

#include <QDialog>

namespace vrft::ui {

class Thumbnails;

class CompareDialog : public QDialog {
    Q_OBJECT
public:
    // `head`: the sum of it in words. `thumbnails`: of frames that are in no dataset yet.
    CompareDialog(const QString& title, const QString& head, std::vector<VersionChange> changes,
                  Thumbnails& thumbnails, QWidget* parent = nullptr);
};

} // namespace vrft::ui
