// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/prompt.h"

#include "core/dataset/dataset.h"
#include "core/error.h"
#include "tests/core/knowledge/tasks.h"

#include <doctest/doctest.h>
#include <set>
#include <type_traits>

using namespace vrft;

namespace {

const std::vector<std::string> kOneImage = {"a.png"};

std::string userText(const Task& task, const std::optional<std::string>& knowledge) {
    const Chat chat = renderPrompt(task, kOneImage, knowledge);
    return chat.at(1).content.back().text;
}

} // namespace

TEST_CASE("default-1 is a system message and a user message with the images first") {
    const std::vector<std::string> images = {"b.png", "a.png"};
    const Chat chat = renderPrompt(test::breastTask(), images, std::nullopt);
    REQUIRE(chat.size() == 2);
    CHECK(chat[0].role == "system");
    REQUIRE(chat[0].content.size() == 1);
    CHECK(chat[0].content[0].text == "You are a helpful assistant.");
    CHECK(chat[1].role == "user");
    REQUIRE(chat[1].content.size() == 3);
    CHECK(chat[1].content[0] == imagePart("b.png"));
    CHECK(chat[1].content[1] == imagePart("a.png"));
    CHECK(chat[1].content[2].kind == ChatPart::Kind::Text);
}

TEST_CASE("prompt bytes without knowledge") {
    CHECK(userText(test::breastTask(), std::nullopt) ==
          "Is the lesion benign or malignant?\n"
          "Choose one of: Benign, Malignant tumour.\n"
          "\n"
          "Think inside <think></think>, then give only the answer inside <answer></answer>.");
    CHECK(userText(test::gradeTask(), std::nullopt) ==
          "Which grade?\n"
          "Answer with one integer from 0 to 2.\n"
          "\n"
          "Think inside <think></think>, then give only the answer inside <answer></answer>.");
    CHECK(userText(test::boxTask(), std::nullopt) ==
          "Where is it?\n"
          "Answer with boxes [x1, y1, x2, y2] in pixels, one per line.\n"
          "\n"
          "Think inside <think></think>, then give only the answer inside <answer></answer>.");
}

TEST_CASE("a policy that speaks of thousandths is asked for them") {
    CHECK(answerRule(test::boxTask(), BoxUnits::Thousandths) ==
          "Answer with boxes [x1, y1, x2, y2] normalised to 0-1000, one per line.");
    CHECK(answerRule(test::gradeTask(), BoxUnits::Thousandths) == answerRule(test::gradeTask()));
    const Chat chat = renderPrompt(test::boxTask(), {}, std::nullopt, kDefaultPrompt, BoxUnits::Thousandths);
    CHECK(chat[1].content[0].text.find("normalised to 0-1000") != std::string::npos);
}

TEST_CASE("prompt bytes with knowledge") {
    CHECK(userText(test::gradeTask(), knowledgeText(test::gradeTask())) ==
          "Which grade?\n"
          "Answer with one integer from 0 to 2.\n"
          "\n"
          "Prior knowledge:\n"
          "0 (none): No lesion.\n"
          "1 (mild) \xE2\x80\x93 spots: few, some.\n"
          "2 (severe): Many lesions.\n"
          "\n"
          "Think inside <think></think>, then give only the answer inside <answer></answer>.");
}

TEST_CASE("an empty knowledge text is shown as nothing") {
    CHECK(userText(test::boxTask(), "") == userText(test::boxTask(), std::nullopt));
}

TEST_CASE("what people write is never read as a placeholder") {
    Task task = test::breastTask();
    task.question = "Is {answer_rule} {nonsense} } { benign?";
    const std::string text = userText(task, "{question}");
    CHECK(text.starts_with("Is {answer_rule} {nonsense} } { benign?\nChoose one of"));
    CHECK(text.find("Prior knowledge:\n{question}\n\nThink") != std::string::npos);
}

TEST_CASE("the template in full shows every word of the prompt") {
    const std::string text = promptTemplateText();
    for (const char* part :
         {"You are a helpful assistant.", "{images}{question}\n{answer_rule}{knowledge}\n\nThink inside",
          "\n\nPrior knowledge:\n{knowledge_text}"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, part);
}

TEST_CASE("an unknown template is refused in words") {
    CHECK_THROWS_WITH_AS(renderPrompt(test::boxTask(), kOneImage, std::nullopt, "default-2"),
                         doctest::Contains("default-2"), Error);
    CHECK_THROWS_AS(promptTemplateText("x"), Error);
}

TEST_CASE("no sample's target can reach the prompt: its text is one for a whole dataset") {
    static_assert(std::is_same_v<decltype(&knowledgeText), std::string (*)(const Task&)>);
    const Dataset dataset =
        readDataset(std::filesystem::path(VRFT_SOURCE_DIR) / "tests" / "data" / "dataset" / "tiny");
    std::set<std::string> texts;
    std::set<std::string> labels;
    for (const Sample& sample : dataset.samples) {
        std::vector<std::string> paths;
        for (const SampleImage& image : sample.images)
            paths.push_back(dataset.imagePath(image).string());
        Chat chat = renderPrompt(dataset.task, paths, knowledgeText(dataset.task));
        for (ChatMessage& message : chat) {
            for (ChatPart& part : message.content)
                part.path.clear(); // all that may differ
        }
        texts.insert(jsonLine(chatToJson(chat)));
        labels.insert(sample.target.label.value_or(""));
    }
    CHECK(dataset.samples.size() == 6);
    CHECK(labels.size() == 3);
    REQUIRE(texts.size() == 1);
    CHECK(texts.begin()->find("Definition 2.") != std::string::npos);
}
