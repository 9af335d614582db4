// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One question to a policy about one image: the image rendered as a dataset would have it, the prompt of the
// task, the likeliest answer, taken apart by the rules that score it.
//
// Two programs, one after the other: vrftaug-data renders, vrftaug-engine answers. What comes back is a
// suggestion; nothing is stored. Ownership: the parent's; children and files go with it. Errors: by `failed`,
// in words. Thread rule: UI thread.
#pragma once

#include "core/annotation/annotation.h"
#include "core/knowledge/task.h"
#include "core/prompt/completion.h"
#include "ui/workspace/policies.h"
#include "ui/workspace/program_job.h"

#include <QObject>
#include <QTemporaryDir>
#include <filesystem>
#include <memory>
#include <optional>

namespace vrft::ui {

struct Question {
    ImageRef image;
    std::filesystem::path file; // stored, DICOM
    Task task;
    AskablePolicy policy;
};

struct Suggestion {
    ImageRef image;
    std::string task; // id
    QString policy;   // who suggests
    std::string text; // all of it
    std::optional<std::string> think;
    std::optional<std::string> answer;
    // What the answer says; `valid` false: nothing that could be accepted, `problem` says why.
    bool valid = false;
    std::optional<std::string> label; // class id
    std::optional<int> grade;
    std::vector<Box> boxes; // in pixels of the image
    QString problem;
    bool truncated = false;
};

// Takes a completion apart. `modelSize`: the image as the policy saw it; `units`: in which it speaks of
// boxes.
Suggestion readSuggestion(const Question& question, const std::string& text, bool truncated, Size image,
                          Size modelSize, BoxUnits units = BoxUnits::Pixels);

class AskJob : public QObject {
    Q_OBJECT
public:
    explicit AskJob(Question question, QObject* parent = nullptr);

    void start();
    void stop(); // answered by nothing

Q_SIGNALS:
    void progress(const QString& text);
    void answered(const vrft::ui::Suggestion& suggestion);
    void failed(const QString& text);

private:
    void render();
    void ask(const Json& rendered);
    void take(const Json& document);

    Question question_;
    QTemporaryDir folder_;
    Size image_;
    std::unique_ptr<ProgramJob> child_;
};

} // namespace vrft::ui
