// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Help, Log: what the program wrote down, with a filter, to be copied into a report of trouble.
//
// Follows the file while it is open; reads it on a thread of its own. Ownership: the caller's. Thread rule:
// UI thread.
#pragma once

#include <QDialog>
#include <QStringList>
#include <QThreadPool>
#include <filesystem>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace vrft::ui {

class Combo;

class LogDialog : public QDialog {
    Q_OBJECT
public:
    explicit LogDialog(std::filesystem::path folder, QWidget* parent = nullptr);
    ~LogDialog() override;

private:
    void readIfChanged();
    void take(const QString& text);
    void filter();

    std::filesystem::path folder_;
    qint64 sizeRead_ = -1;
    bool reading_ = false;
    QStringList entries_; // each with its further lines
    QLineEdit* filter_;
    Combo* of_;
    QCheckBox* troubleOnly_;
    QLabel* count_;
    QPlainTextEdit* text_;
    QPushButton* copy_;
    QThreadPool reader_; // ends before the rest goes
};

} // namespace vrft::ui
