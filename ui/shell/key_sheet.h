// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// All keys on one page, by group, as they are set now.
//
// Reads the actions it is given; changes none. Ownership: the caller's. Thread rule: UI thread.
#pragma once

#include "ui/workspace/workplace.h"

#include <QDialog>
#include <vector>

namespace vrft::ui {

class KeySheet : public QDialog {
    Q_OBJECT
public:
    explicit KeySheet(const std::vector<KeyGroup>& groups, QWidget* parent = nullptr);
};

} // namespace vrft::ui
