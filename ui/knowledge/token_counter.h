// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a prompt costs in tokens of a policy: by the tokenizer, the chat rendering and the image sizes the
// engine uses.
//
// Counts on a thread of its own and keeps the last tokenizer; of several wishes only the newest is answered.
// Errors: in the answer, in words. Ownership: values. Thread rule: UI thread; `countTokens` any.
#pragma once

#include "core/box.h"
#include "core/knowledge/task.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>

namespace vrft {
class Tokenizer;
}

namespace vrft::ui {

struct TokenCount {
    int image = 0;
    int knowledge = 0; // what the prompt has more with it
    int rest = 0;      // question, rules, what frames the chat
    Size modelSize;    // the image as the policy sees it
    QString trouble;   // why it couldn't be counted; empty: it could
    int with() const { return image + knowledge + rest; }
    int without() const { return image + rest; }
};

// With the tokenizer of `policy`. An empty size: no image. Throws.
TokenCount countTokens(const std::filesystem::path& policy, const Tokenizer& tokenizer, const Task& task,
                       Size image);

class TokenCounter : public QObject {
    Q_OBJECT
public:
    explicit TokenCounter(QObject* parent = nullptr);
    ~TokenCounter() override;

    void count(const std::filesystem::path& policy, const Task& task, Size image);

Q_SIGNALS:
    void counted(const vrft::ui::TokenCount& count);

private:
    struct Kept; // between one counting and the next
    std::shared_ptr<Kept> kept_;
    std::shared_ptr<std::atomic<int>> newest_;
    QThreadPool pool_; // ends before the rest goes
};

} // namespace vrft::ui
