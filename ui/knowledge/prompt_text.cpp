// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/prompt_text.h"

#include "core/prompt/prompt.h"

#include <algorithm>

namespace vrft::ui {

namespace {

// Where `with` has more than `without`: that is what was put in. Line breaks around it stay outside.
void addText(std::vector<PromptPiece>& pieces, const std::string& with, const std::string& without) {
    const auto begin = static_cast<std::size_t>(
        std::mismatch(with.begin(), with.end(), without.begin(), without.end()).first - with.begin());
    std::size_t end = begin + (with.size() - without.size());
    while (end > begin && with[end - 1] == '\n')
        --end;
    const auto add = [&pieces](PromptPiece::Kind kind, std::string text) {
        if (!text.empty()) pieces.push_back({kind, std::move(text)});
    };
    add(PromptPiece::Kind::Text, with.substr(0, begin));
    add(PromptPiece::Kind::Knowledge, with.substr(begin, end - begin));
    add(PromptPiece::Kind::Text, with.substr(end));
}

} // namespace

Chat promptOf(const Task& task, const std::string& image, bool withKnowledge, BoxUnits units) {
    std::vector<std::string> images;
    if (!image.empty()) images.push_back(image);
    return renderPrompt(task, images, withKnowledge ? std::optional(knowledgeText(task)) : std::nullopt,
                        kDefaultPrompt, units);
}

std::vector<PromptPiece> promptPieces(const Task& task, const std::string& image, bool withKnowledge,
                                      BoxUnits units) {
    const Chat with = promptOf(task, image, withKnowledge, units);
    const Chat without = promptOf(task, image, false, units);
    std::vector<PromptPiece> pieces;
    for (std::size_t i = 0; i < with.size(); ++i) {
        pieces.push_back({PromptPiece::Kind::Role, with[i].role});
        for (std::size_t j = 0; j < with[i].content.size(); ++j) {
            const ChatPart& part = with[i].content[j];
            if (part.kind == ChatPart::Kind::Image)
                pieces.push_back({PromptPiece::Kind::Image, part.path});
            else
                addText(pieces, part.text, without[i].content[j].text);
        }
    }
    return pieces;
}

} // namespace vrft::ui
