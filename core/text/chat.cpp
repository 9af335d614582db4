// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vrft {

const std::string_view kDefaultSystemMessage = "You are a helpful assistant.";

namespace {

constexpr std::array<std::string_view, 3> kRoles = {"system", "user", "assistant"};

ChatPart partFromJson(const Json& value, const std::string& where) {
    ObjectReader reader(value, where);
    const std::string type = reader.text("type");
    ChatPart part;
    if (type == "text") {
        part = textPart(reader.text("text"));
    } else if (type == "image") {
        part = imagePart(reader.text("path"));
        if (part.path.empty()) reader.fail("path", "must not be empty");
    } else {
        reader.fail("type", fmt::format("is \"{}\"; text and image are known", type));
    }
    reader.finish();
    return part;
}

ChatMessage messageFromJson(const Json& value, const std::string& where) {
    ObjectReader reader(value, where);
    ChatMessage message;
    message.role = reader.text("role");
    if (std::find(kRoles.begin(), kRoles.end(), message.role) == kRoles.end())
        reader.fail("role", fmt::format("is \"{}\"; system, user and assistant are known", message.role));
    const Json& content = reader.require("content");
    if (content.is_string()) {
        message.content.push_back(textPart(content.get<std::string>()));
    } else if (content.is_array()) {
        for (std::size_t i = 0; i < content.size(); ++i)
            message.content.push_back(
                partFromJson(content[i], fmt::format("{}[{}]", reader.at("content"), i)));
    } else {
        reader.fail("content", "must be a text or a list of parts");
    }
    reader.finish();
    return message;
}

// Collects ordinary text and encodes it in one go up to the next control token: the role's line break and a
// line break that begins the content are one token, as they are for the reference.
class Renderer {
public:
    Renderer(const Tokenizer& tokenizer, std::vector<int>& ids)
        : tokenizer_(tokenizer)
        , ids_(ids) {}

    void text(std::string_view more) { pending_ += more; }
    void control(int id, int times = 1) {
        flush();
        ids_.insert(ids_.end(), static_cast<std::size_t>(times), id);
    }
    void flush() {
        const std::vector<int> fresh = tokenizer_.encode(pending_, ControlTokens::Refuse);
        ids_.insert(ids_.end(), fresh.begin(), fresh.end());
        pending_.clear();
    }

private:
    const Tokenizer& tokenizer_;
    std::vector<int>& ids_;
    std::string pending_;
};

void checkIds(const ChatTokenIds& ids, bool withImages, const Tokenizer& tokenizer) {
    const auto check = [&tokenizer](int id, const char* name) {
        if (!tokenizer.hasToken(id))
            throw Error(ErrorCode::InvalidArgument, fmt::format("the {} id {} has no token", name, id),
                        "chat", "The policy's config.json and tokenizer must come from the same model");
    };
    check(ids.imStart, "im_start");
    check(ids.imEnd, "im_end");
    if (!withImages) return;
    check(ids.visionStart, "vision_start");
    check(ids.visionEnd, "vision_end");
    check(ids.imagePad, "image_pad");
}

void renderMessage(const ChatMessage& message, const ChatTokenIds& ids, std::span<const int> counts,
                   std::size_t& nextImage, Renderer& out) {
    out.control(ids.imStart);
    out.text(message.role);
    out.text("\n");
    for (const ChatPart& part : message.content) {
        if (part.kind == ChatPart::Kind::Text) {
            out.text(part.text);
            continue;
        }
        out.control(ids.visionStart);
        out.control(ids.imagePad, counts[nextImage++]);
        out.control(ids.visionEnd);
    }
    out.control(ids.imEnd);
    out.text("\n");
}

} // namespace

ChatPart textPart(std::string text) {
    return {ChatPart::Kind::Text, std::move(text), {}};
}

ChatPart imagePart(std::string path) {
    return {ChatPart::Kind::Image, {}, std::move(path)};
}

std::vector<std::string> imagePaths(const Chat& chat) {
    std::vector<std::string> paths;
    for (const ChatMessage& message : chat) {
        for (const ChatPart& part : message.content) {
            if (part.kind == ChatPart::Kind::Image) paths.push_back(part.path);
        }
    }
    return paths;
}

Chat chatFromJson(const Json& document, const std::string& where) {
    ObjectReader reader(document, where);
    const Json& messages = reader.array("messages");
    if (messages.empty()) reader.fail("messages", "must not be empty");
    Chat chat;
    for (std::size_t i = 0; i < messages.size(); ++i)
        chat.push_back(messageFromJson(messages[i], fmt::format("{}[{}]", reader.at("messages"), i)));
    reader.finish();
    return chat;
}

Json chatToJson(const Chat& chat) {
    Json messages = Json::array();
    for (const ChatMessage& message : chat) {
        Json content = Json::array();
        for (const ChatPart& part : message.content) {
            content.push_back(part.kind == ChatPart::Kind::Text
                                  ? Json{{"type", "text"}, {"text", part.text}}
                                  : Json{{"type", "image"}, {"path", part.path}});
        }
        const bool plain = message.content.size() == 1 && message.content[0].kind == ChatPart::Kind::Text;
        messages.push_back(
            Json{{"role", message.role}, {"content", plain ? Json(message.content[0].text) : content}});
    }
    return Json{{"messages", std::move(messages)}};
}

std::vector<int> renderChat(const Chat& chat, const Tokenizer& tokenizer, const ChatTokenIds& ids,
                            std::span<const int> imageTokenCounts, bool generationPrompt) {
    const std::size_t images = imagePaths(chat).size();
    if (images != imageTokenCounts.size())
        throw Error(ErrorCode::Mismatch,
                    fmt::format("the chat has {} images, token counts are given for {}", images,
                                imageTokenCounts.size()),
                    "chat", "Give one count per image");
    for (const int count : imageTokenCounts) {
        if (count < 1)
            throw Error(ErrorCode::InvalidArgument, fmt::format("an image of {} tokens", count), "chat",
                        "An image takes one token or more");
    }
    checkIds(ids, images > 0, tokenizer);

    std::vector<int> result;
    Renderer out(tokenizer, result);
    std::size_t nextImage = 0;
    if (chat.empty() || chat.front().role != "system")
        renderMessage({"system", {textPart(std::string(kDefaultSystemMessage))}}, ids, {}, nextImage, out);
    for (const ChatMessage& message : chat)
        renderMessage(message, ids, imageTokenCounts, nextImage, out);
    if (generationPrompt) {
        out.control(ids.imStart);
        out.text("assistant\n");
    }
    out.flush();
    return result;
}

} // namespace vrft
