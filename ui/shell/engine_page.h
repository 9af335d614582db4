// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Settings, Workspaces and engine: where new workspaces are made, which engine trains, with how many threads.
// A chosen engine is asked who it is.
//
// Ownership: the parent's; the engine asked ends with it. Thread rule: UI thread.
#pragma once

#include "ui/shell/fields_page.h"

class QLineEdit;
class QPushButton;

namespace vrft::ui {

class ProgramJob;

class EnginePage : public FieldsPage {
    Q_OBJECT
public:
    explicit EnginePage(QWidget* parent = nullptr);

private:
    QWidget* withButtons(QWidget* field, std::initializer_list<QPushButton*> buttons);
    void addPlace();
    void addEngine();
    void addThreads();
    void takePlace();
    void takeEngine();
    void check();

    QLineEdit* place_ = nullptr;
    QLabel* placeNote_ = nullptr;
    QLineEdit* engine_ = nullptr;
    QLabel* engineNote_ = nullptr;
    QPushButton* check_ = nullptr;
    ProgramJob* job_ = nullptr;
};

} // namespace vrft::ui
