// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for another name of a run.
//
// Writes nothing: the caller does, by `name` once accepted. Thread rule: UI thread. Ownership: the caller's.
#pragma once

#include <QDialog>
#include <QStringList>

class QLabel;
class QLineEdit;
class QPushButton;

namespace vrft::ui {

class RenameRunDialog : public QDialog {
    Q_OBJECT
public:
    // `others`: names other runs have.
    RenameRunDialog(const QString& name, QStringList others, QWidget* parent = nullptr);
    QString name() const;

private:
    void check();

    QString before_;
    QStringList others_;
    QLineEdit* name_;
    QLabel* words_;
    QPushButton* rename_;
};

} // namespace vrft::ui
