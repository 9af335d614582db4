// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The prompt of a task taken apart for the eye: who speaks, where the image stands, what knowledge added.
//
// The texts joined are the bytes of core/prompt's renderPrompt, which is what training sends. Thread rule:
// pure functions.
#pragma once

#include "core/knowledge/task.h"
#include "core/prompt/completion.h"
#include "core/text/chat.h"

#include <string>
#include <vector>

namespace vrft::ui {

struct PromptPiece {
    enum class Kind { Role, Image, Text, Knowledge };
    Kind kind = Kind::Text;
    std::string text; // a role's name; an image's path
    bool operator==(const PromptPiece&) const = default;
};

// `units` are the policy's.
std::vector<PromptPiece> promptPieces(const Task& task, const std::string& image, bool withKnowledge,
                                      BoxUnits units = BoxUnits::Pixels);

// The chat those pieces are of.
Chat promptOf(const Task& task, const std::string& image, bool withKnowledge, BoxUnits units);

} // namespace vrft::ui
