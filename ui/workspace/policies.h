// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The policies of a workspace that can be asked, with what a question to them needs: core/policies lists
// them, a finished run adds its task, its knowledge and how long its answers may be.
//
// Opens no weights and starts nothing. What can't be read is left out: where it matters the page that owns it
// says so. Thread rule: any thread but the window's (reads files).
#pragma once

#include <QString>
#include <filesystem>
#include <string>
#include <vector>

namespace vrft::ui {

struct AskablePolicy {
    QString name;
    std::filesystem::path place;  // what the engine takes: a policy folder or a run
    std::filesystem::path folder; // with tokenizer and preprocessor: of a run the policy it started from
    bool run = false;
    std::string task;             // of a run: the id of what it was trained for; empty: not known
    bool knowledgePrompt = false; // of a run: its prompts show the knowledge
    std::string knowledge;        // of a run: the text of its day
    int maxNewTokens = 0;         // of a run: its longest answers; 0: not known
    bool operator==(const AskablePolicy&) const = default;
};

// Policies by name, then runs, the newest first.
std::vector<AskablePolicy> readPolicies(const std::filesystem::path& workspace);

} // namespace vrft::ui
