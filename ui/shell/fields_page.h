// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One page of the settings: fields under each other, each with its caption and a note that may turn into what
// is wrong with it.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace vrft::ui {

class FieldsPage : public QWidget {
    Q_OBJECT
public:
    explicit FieldsPage(QWidget* parent = nullptr);

    // `row`: what stands in place of the field where more than the field is needed; nullptr: the field.
    // Returns the note.
    QLabel* add(const QString& caption, QWidget* field, const QString& note, QWidget* row = nullptr);
    void finish(); // room below

    static void sayNote(QLabel* note, const QString& text, bool trouble);

private:
    QVBoxLayout* column_;
};

} // namespace vrft::ui
