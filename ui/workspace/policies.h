// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The policies of a workspace that can be asked, with what a question to them needs: core/policies lists
// them, a finished run adds its task, its knowledge and how long its answers may be.
//
// Opens no weights and starts nothing. What can't be read is left out: where it matters the page that owns it
// says so. Thread rule: any thread but the window's (reads files).
#pragma once

#include "core/prompt/completion.h"

#include <QString>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

struct AskablePolicy {
    QString name;
    std::filesystem::path place;       // what the engine takes: a policy folder or a run
    std::filesystem::path folder;      // with tokenizer and preprocessor: of a run the policy it started from
    bool run = false;                  // a finished one; it answers with its best checkpoint
    std::string task;                  // of a run: the id of what it was trained for; empty: not known
    double created = 0;                // of a run: Unix seconds
    std::optional<int> bestStep;       // of a run
    bool knowledgePrompt = false;      // of a run: its prompts show the knowledge
    std::string knowledge;             // of a run: the text of its day
    int maxNewTokens = 0;              // of a run: its longest answers; 0: not known
    BoxUnits units = BoxUnits::Pixels; // in which it reads and writes boxes
    bool operator==(const AskablePolicy&) const = default;
};

// Policies by name, then runs, the newest first.
std::vector<AskablePolicy> readPolicies(const std::filesystem::path& workspace);

// Why a policy is the one to ask about a task before anybody chose.
enum class AskReason {
    TunedLast, // the newest run trained for the task
    OwnStart,  // made as the task's start: TASK-start
    First
};
struct FirstToAsk {
    int index = -1; // in `policies`; -1: there is none
    AskReason reason = AskReason::First;
};
FirstToAsk firstToAsk(const std::vector<AskablePolicy>& policies, const std::string& task);

} // namespace vrft::ui
