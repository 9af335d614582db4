// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/token_counter.h"

#include "core/error.h"
#include "core/policies/model_family.h"
#include "core/text/chat.h"
#include "core/text/tokenizer.h"
#include "core/vision_input/preprocess.h"
#include "ui/knowledge/knowledge_model.h"
#include "ui/knowledge/prompt_text.h"

#include <QPointer>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

int control(const Tokenizer& tokenizer, std::string_view token) {
    const auto id = tokenizer.find(token);
    if (!id)
        throw Error(ErrorCode::NotFound, "the tokenizer has no token " + std::string(token), {},
                    "Choose a policy of the Qwen2-VL family");
    return *id;
}

} // namespace

TokenCount countTokens(const fs::path& policy, const Tokenizer& tokenizer, const Task& task, Size image) {
    const bool some = image.width > 0 && image.height > 0;
    ChatTokenIds ids;
    ids.imStart = control(tokenizer, "<|im_start|>");
    ids.imEnd = control(tokenizer, "<|im_end|>");
    if (some) {
        ids.visionStart = control(tokenizer, "<|vision_start|>");
        ids.visionEnd = control(tokenizer, "<|vision_end|>");
        ids.imagePad = control(tokenizer, "<|image_pad|>");
    }
    TokenCount count;
    std::vector<int> pads;
    if (some) {
        const PreprocessorConfig config = readPreprocessor(policy);
        count.modelSize = modelSize(image, config);
        count.image = (count.modelSize.width / config.factor()) * (count.modelSize.height / config.factor());
        pads.push_back(count.image);
    }
    const BoxUnits units = policyBoxUnits(policy);
    const auto length = [&](bool knowledge) {
        const Chat chat = promptOf(task, some ? "image" : std::string(), knowledge, units);
        return static_cast<int>(renderChat(chat, tokenizer, ids, pads, true).size());
    };
    const int without = length(false);
    count.knowledge = length(true) - without;
    count.rest = without - count.image;
    return count;
}

struct TokenCounter::Kept {
    fs::path policy;
    std::optional<Tokenizer> tokenizer;
};

TokenCounter::TokenCounter(QObject* parent)
    : QObject(parent)
    , kept_(std::make_shared<Kept>())
    , newest_(std::make_shared<std::atomic<int>>(0)) {
    pool_.setMaxThreadCount(1); // `kept_` is used by one counting at a time
}

TokenCounter::~TokenCounter() {
    newest_->fetch_add(1);
}

void TokenCounter::count(const fs::path& policy, const Task& task, Size image) {
    const int number = newest_->fetch_add(1) + 1;
    pool_.clear();
    pool_.start([this, policy, task, image, number, kept = kept_, newest = newest_] {
        if (newest->load() != number) return;
        TokenCount count;
        try {
            if (!kept->tokenizer || kept->policy != policy) {
                kept->tokenizer.reset();
                kept->tokenizer = Tokenizer::load(policy);
                kept->policy = policy;
            }
            count = countTokens(policy, *kept->tokenizer, task, image);
        } catch (const Error& error) {
            count.trouble = inWords(error.summary(), error.next());
        } catch (const std::exception& error) {
            count.trouble = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, count, number] {
                if (newest_->load() == number) Q_EMIT counted(count);
            },
            Qt::QueuedConnection);
    });
}

} // namespace vrft::ui
