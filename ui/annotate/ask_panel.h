// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Ask the policy": which one, the question, and what it suggests for the image in view.
//
// Asks the policy tuned last for the task in view (ui/workspace/policies.h, firstToAsk), until somebody
// chooses another; that choice holds for the task until a newer run of it has finished.
//
// A suggestion counts nowhere until it is accepted; then it is the reader's own label, by one ordinary edit
// of the LabelModel. Its reasoning is shown and never stored: it is nobody's. Ownership: the parent's;
// borrows the model. Thread rule: UI thread.
#pragma once

#include "ui/annotate/ask_job.h"
#include "ui/annotate/label_model.h"
#include "ui/viewer/marks.h"

#include <QWidget>
#include <map>

class QAction;
class QLabel;
class QPushButton;

namespace vrft::ui {

class Combo;

class AskPanel : public QWidget {
    Q_OBJECT
public:
    explicit AskPanel(LabelModel& model, QWidget* parent = nullptr);

    // Policies are looked for there, each time the list is opened. Empty: no workspace.
    void setWorkspace(const std::filesystem::path& folder);
    void setFile(const QString& file); // of the image in view; empty: none
    QAction* askAction() const { return ask_; }
    QAction* acceptAction() const { return accept_; }
    std::vector<ViewBox> boxes() const;   // of the suggestion for the image in view
    const Suggestion* suggestion() const; // for the image and task in view
    bool asking() const { return job_ != nullptr; }

Q_SIGNALS:
    void changed(); // the boxes are others
    void begun();   // there is something to look at here

private:
    void readPolicyList();
    void showPolicies(std::vector<AskablePolicy> policies);
    void choosePolicy(); // for the task in view
    void rememberChoice() const;
    QString aboutPolicy() const; // why it, or what it is
    FirstToAsk first() const;
    void show();
    void ask();
    void take(const Suggestion& suggestion);
    void accept();
    void dismiss();
    const AskablePolicy* policy() const;

    LabelModel& model_;
    std::filesystem::path workspace_;
    QString file_;
    std::vector<AskablePolicy> policies_;
    std::map<std::pair<ImageRef, std::string>, Suggestion> suggestions_; // by image and task
    AskJob* job_ = nullptr;
    QString trouble_;
    QAction* ask_;
    QAction* accept_;
    Combo* policyBox_;
    QPushButton* askButton_;
    QPushButton* cancel_;
    QLabel* status_;
    QWidget* found_;
    QLabel* who_;
    QLabel* think_;
    QLabel* answer_;
    QPushButton* acceptButton_;
    QThreadPool pool_; // ends before the rest goes
};

} // namespace vrft::ui
