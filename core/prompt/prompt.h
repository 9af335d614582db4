// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a policy is asked: the one function behind the workstation's preview, training and evaluation (docs:
// formats, "Prompt default-1").
//
// Knows no sample's target, so it can't leak it. Doesn't turn a chat into tokens (core/text/chat.h does).
// Thread rule: pure functions. Errors: InvalidArgument for a template that doesn't exist.
#pragma once

#include "core/knowledge/task.h"
#include "core/prompt/completion.h"
#include "core/text/chat.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vrft {

inline constexpr std::string_view kDefaultPrompt = "default-1";

// System and user message; the images come first, in order. `knowledge` is the text to show (knowledgeText),
// or nothing; an empty text is shown as nothing. `units` are the policy's.
Chat renderPrompt(const Task& task, std::span<const std::string> imagePaths,
                  const std::optional<std::string>& knowledge, std::string_view templateId = kDefaultPrompt,
                  BoxUnits units = BoxUnits::Pixels);

// "Choose one of: A, B, C." | "Answer with one integer from LO to HI." | "Answer with boxes ... one per
// line."
std::string answerRule(const Task& task, BoxUnits units = BoxUnits::Pixels);

// The template in full, with its placeholders, as run.json records it.
std::string promptTemplateText(std::string_view templateId = kDefaultPrompt);

} // namespace vrft
