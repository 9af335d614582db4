// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Adds a policy: a Hugging Face folder is chosen, checked, counted and forecast, then hashed and linked into
// the workspace; only the tiny ones that came with the program are copied.
//
// Files are read on the pool; hashing can be cancelled and leaves nothing. Thread rule: UI thread. Ownership:
// the caller's.
#pragma once

#include "core/policies/policy_files.h"

#include <QDialog>
#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace vrft::ui {

class PolicyDialog : public QDialog {
    Q_OBJECT
public:
    explicit PolicyDialog(std::filesystem::path workspace, QWidget* parent = nullptr);
    ~PolicyDialog() override;

    QString name() const;                                           // it was added under
    const std::filesystem::path& folder() const { return folder_; } // that was linked, or the copy

protected:
    void reject() override;

private:
    struct Looked { // what was found at a folder
        std::filesystem::path folder;
        PolicyDescription description;
        std::string name; // free in the workspace
        std::string problem;
    };
    struct Linked {
        std::string problem; // empty: it is in the workspace
        bool cancelled = false;
    };
    QWidget* makeBundled();
    bool isBundled() const; // what is chosen
    void choose();
    void look();
    void take(const Looked& looked);
    void link();
    void ended(const Linked& linked);
    void setBusy(bool busy, const QString& text);

    std::filesystem::path workspace_;
    std::vector<std::filesystem::path> bundled_;
    std::filesystem::path folder_;
    bool complete_ = false;
    int looks_ = 0;                                // so that only the last one counts
    std::shared_ptr<std::atomic<bool>> cancelled_; // shared with the thread that hashes; null: none does
    QLineEdit* place_;
    QLineEdit* name_;
    QLabel* found_;
    QLabel* need_;
    QLabel* doing_;
    QProgressBar* progress_;
    QPushButton* add_;
};

} // namespace vrft::ui
