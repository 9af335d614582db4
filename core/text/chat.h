// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A chat as people write it (P.json) and as the policy reads it (ids in Qwen2.5-VL's template).
//
// Only system, user and assistant messages with texts and still images; no tools, no videos, no `Picture N:`
// labels. Text is never turned into control tokens: those are inserted here, by id. Thread rule: values and
// pure functions. Image paths are kept as written; the caller resolves them.
#pragma once

#include "core/json.h"
#include "core/text/tokenizer.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

struct ChatPart {
    enum class Kind { Text, Image };
    Kind kind = Kind::Text;
    std::string text; // Kind::Text
    std::string path; // Kind::Image
    bool operator==(const ChatPart&) const = default;
};

struct ChatMessage {
    std::string role;
    std::vector<ChatPart> content;
    bool operator==(const ChatMessage&) const = default;
};

using Chat = std::vector<ChatMessage>;

// The system message put first when a chat has none.
extern const std::string_view kDefaultSystemMessage;

ChatPart textPart(std::string text);
ChatPart imagePart(std::string path);
std::vector<std::string> imagePaths(const Chat& chat); // in prompt order

// {"messages":[{"role":"user","content":"..." or
// [{"type":"image","path":".."},{"type":"text","text":".."}]}]}; unknown keys, roles and types are refused by
// name.
Chat chatFromJson(const Json& document, const std::string& where);
Json chatToJson(const Chat& chat);

// Ids of a policy's control tokens; they come from its files, never from constants.
struct ChatTokenIds {
    int imStart = -1;
    int imEnd = -1;
    int visionStart = -1;
    int visionEnd = -1;
    int imagePad = -1;
    std::vector<int> eos; // every id that ends a completion
};

// <|im_start|>ROLE\nCONTENT<|im_end|>\n for each message, an image being <|vision_start|>, N pads,
// <|vision_end|> with N from `imageTokenCounts` (one per image, in order); `generationPrompt` appends
// <|im_start|>assistant\n. Error(Mismatch) when the counts don't fit the images; InvalidArgument for an id
// that the tokenizer lacks.
std::vector<int> renderChat(const Chat& chat, const Tokenizer& tokenizer, const ChatTokenIds& ids,
                            std::span<const int> imageTokenCounts, bool generationPrompt);

} // namespace vrft
