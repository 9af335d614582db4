// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/completion.h"

#include <doctest/doctest.h>
#include <set>

using namespace vrft;
using enum FormatRule;

namespace {

struct Verdict {
    std::string text;
    FormatRule rule;
    std::optional<std::string> think;
    std::optional<std::string> answer;
};

constexpr std::nullopt_t kNone = std::nullopt;

// The adversarial table: what a policy may write, and what must be said of it.
const std::vector<Verdict>& verdicts() {
    static const std::vector<Verdict> table = {
        // Good form, in every white space the rule allows.
        {"<think>a</think><answer>b</answer>", Ok, "a", "b"},
        {"<think> a </think>\n<answer>\tb\n</answer>", Ok, "a", "b"},
        {"\n <think>a</think> \t\r\n <answer>b</answer>\n\n", Ok, "a", "b"},
        {"<think>\na\nb\n</think>\n\n<answer>\nc\nd\n</answer>", Ok, "a\nb", "c\nd"},
        {"<think>1 < 2 and 3 > 2</think><answer>x</answer>", Ok, "1 < 2 and 3 > 2", "x"},
        {"<think><b>bold</b></think><answer><i>x</i></answer>", Ok, "<b>bold</b>", "<i>x</i>"},
        {"<think>a.</think><answer>.</answer>", Ok, "a.", "."},
        {"<think>a</think>\xC2\xA0<answer>b</answer>", Ok, "a", "b"},
        {"<think>a</think>\xE3\x80\x80<answer>b</answer>", Ok, "a", "b"},
        {"<think>the word answer</think><answer>the word think</answer>", Ok, "the word answer",
         "the word think"},
        {"<think>a \xFF\xFE</think><answer>b</answer>", Ok, "a \xFF\xFE", "b"},
        {"<think>a</think><answer>none</answer>", Ok, "a", "none"},
        {"<think>a</think><answer>[1, 2, 3, 4]\n[5, 6, 7, 8]</answer>", Ok, "a",
         "[1, 2, 3, 4]\n[5, 6, 7, 8]"},
        // Nothing, or no think.
        {"", NoThink, kNone, kNone},
        {" \n", NoThink, kNone, kNone},
        {"benign", NoThink, kNone, kNone},
        {"<answer>b</answer>", NoThink, kNone, "b"},
        {"a</think><answer>b</answer>", NoThink, kNone, "b"},
        {"</think></think><answer>b</answer>", NoThink, kNone, "b"},
        {"<Think>a</Think><answer>b</answer>", NoThink, kNone, "b"},
        {"<THINK>a</THINK><ANSWER>b</ANSWER>", NoThink, kNone, kNone},
        {"< think>a</think><answer>b</answer>", NoThink, kNone, "b"},
        {"<think >a</think><answer>b</answer>", NoThink, kNone, "b"},
        {"<thinking>a</thinking><answer>b</answer>", NoThink, kNone, "b"},
        {"<think/><answer>b</answer>", NoThink, kNone, "b"},
        {"&lt;think&gt;a&lt;/think&gt;<answer>b</answer>", NoThink, kNone, "b"},
        {"think>a</think><answer>b</answer>", NoThink, kNone, "b"},
        // A think that isn't ended.
        {"<think>a", ThinkNotClosed, kNone, kNone},
        {"<think>a<answer>b</answer>", ThinkNotClosed, kNone, "b"},
        {"<think>a</think <answer>b</answer>", ThinkNotClosed, kNone, "b"},
        {"<think>a</ think><answer>b</answer>", ThinkNotClosed, kNone, "b"},
        {"</think>a<think><answer>b</answer>", ThinkNotClosed, kNone, "b"},
        {"<think>a<think", ThinkNotClosed, kNone, kNone},
        // Several thinks, nested or repeated.
        {"<think>a</think><think>b</think><answer>c</answer>", ManyThinks, kNone, "c"},
        {"<think>a<think>b</think></think><answer>c</answer>", ManyThinks, kNone, "c"},
        {"<think>a<think>b</think><answer>c</answer>", ManyThinks, kNone, "c"},
        {"<think>a</think></think><answer>c</answer>", ManyThinks, kNone, "c"},
        {"<think>a</think><answer>c</answer><think>d</think>", ManyThinks, kNone, "c"},
        {"<think>a</think><answer>c</answer><think>", ManyThinks, kNone, "c"},
        {"<think>a</think><answer>c</answer></think>", ManyThinks, kNone, "c"},
        // No answer.
        {"<think>a</think>", NoAnswer, "a", kNone},
        {"<think>a</think>benign", NoAnswer, "a", kNone},
        {"<think>a</think>b</answer>", NoAnswer, "a", kNone},
        {"<think>a</think><Answer>b</Answer>", NoAnswer, "a", kNone},
        {"<think>a</think>\\boxed{benign}", NoAnswer, "a", kNone},
        {"<think></think>", NoAnswer, "", kNone},
        // An answer that isn't ended.
        {"<think>a</think><answer>b", AnswerNotClosed, "a", kNone},
        {"<think>a</think><answer>", AnswerNotClosed, "a", kNone},
        {"<think>a</think></answer>b<answer>", AnswerNotClosed, "a", kNone},
        {"<think>a</think><answer>b</answer", AnswerNotClosed, "a", kNone},
        // Several answers: a policy that lists every class gets none.
        {"<think>a</think><answer>b</answer><answer>c</answer>", ManyAnswers, "a", kNone},
        {"<think>a</think><answer>b</answer>\n<answer>b</answer>", ManyAnswers, "a", kNone},
        {"<think>a</think><answer><answer>b</answer></answer>", ManyAnswers, "a", kNone},
        {"<think>a</think><answer><answer>b</answer>", ManyAnswers, "a", kNone},
        {"<think>a</think><answer>b</answer></answer>", ManyAnswers, "a", kNone},
        {"<think>is it <answer>b</answer>?</think><answer>c</answer>", ManyAnswers,
         "is it <answer>b</answer>?", kNone},
        {"<think>use <answer> tags</think><answer>c</answer>", ManyAnswers, "use <answer> tags", kNone},
        // Order.
        {"<answer>b</answer><think>a</think>", WrongOrder, "a", "b"},
        {"<think>a<answer>b</answer></think>", WrongOrder, "a<answer>b</answer>", "b"},
        {"<answer>b<think>a</think></answer>", WrongOrder, "a", "b<think>a</think>"},
        {"<think>a<answer>b</think>c</answer>", WrongOrder, "a<answer>b", "b</think>c"},
        {"<answer><think>b</answer>a</think>", WrongOrder, "b</answer>a", "<think>b"},
        // Words outside.
        {"Sure: <think>a</think><answer>b</answer>", TextBefore, "a", "b"},
        {"```<think>a</think><answer>b</answer>```", TextBefore, "a", "b"},
        {"\xEF\xBB\xBF<think>a</think><answer>b</answer>", TextBefore, "a", "b"},
        {std::string("\0<think>a</think><answer>b</answer>", 35), TextBefore, "a", "b"},
        {"<think>a</think>so<answer>b</answer>", TextBetween, "a", "b"},
        {"<think>a</think>,<answer>b</answer>", TextBetween, "a", "b"},
        {"<think>a</think>\xE2\x80\x8B<answer>b</answer>", TextBetween, "a", "b"},
        {"<think>a</think><answer>b</answer>.", TextAfter, "a", "b"},
        {"<think>a</think><answer>b</answer><|im_end|>", TextAfter, "a", "b"},
        {"<think>a</think><answer>b</answer>\nI hope this helps.", TextAfter, "a", "b"},
        {"<think>a</think><answer>b</answer><", TextAfter, "a", "b"},
        // Empty elements.
        {"<think></think><answer>b</answer>", EmptyThink, "", "b"},
        {"<think> \n\t </think><answer>b</answer>", EmptyThink, "", "b"},
        {"<think>\xC2\xA0</think><answer>b</answer>", EmptyThink, "", "b"},
        {"<think></think><answer></answer>", EmptyThink, "", ""},
        // Without a word.
        {"<think>.</think><answer>.</answer>", EmptyThink, ".", "."},
        {"<think>\xFF\xFE</think><answer>b</answer>", EmptyThink, "\xFF\xFE", "b"},
        {"<think>\xE2\x80\x8B</think><answer>b</answer>", EmptyThink, "\xE2\x80\x8B", "b"},
        {"<think>a</think><answer></answer>", EmptyAnswer, "a", ""},
        {"<think>a</think><answer>\n</answer>", EmptyAnswer, "a", ""},
    };
    return table;
}

} // namespace

TEST_CASE("every completion of the table gets its verdict, its think and its answer") {
    CHECK(verdicts().size() >= 60);
    for (const Verdict& verdict : verdicts()) {
        CAPTURE(verdict.text);
        const ParsedCompletion parsed = parseCompletion(verdict.text);
        CAPTURE(parsed.formatReason);
        CHECK(static_cast<int>(parsed.rule) == static_cast<int>(verdict.rule));
        CHECK(parsed.formatOk == (verdict.rule == Ok));
        CHECK(parsed.think == verdict.think);
        CHECK(parsed.answer == verdict.answer);
        CHECK(parsed.thinkCount >= (verdict.think ? 1 : 0));
        if (parsed.answerCount != 1) CHECK_FALSE(parsed.answer);
    }
}

TEST_CASE("the table holds every rule and each has a reason of its own") {
    std::set<FormatRule> rules;
    std::set<std::string> reasons;
    for (const Verdict& verdict : verdicts()) {
        rules.insert(verdict.rule);
        reasons.insert(parseCompletion(verdict.text).formatReason);
    }
    CHECK(rules.size() == 13);
    CHECK(reasons.size() >= 13);
    CHECK(parseCompletion("<think>a</think><answer>b</answer>").formatReason ==
          "think and answer present once, in order");
    CHECK(parseCompletion("<think>a</think><answer>b</answer><answer>b</answer><answer>b</answer>")
              .formatReason == "3 answer elements, 1 is allowed");
}

TEST_CASE("counts tell how many elements there are") {
    CHECK(parseCompletion("").thinkCount == 0);
    CHECK(parseCompletion("<think>a").thinkCount == 1);
    CHECK(parseCompletion("<answer>a</answer><answer>").answerCount == 2);
    CHECK(parseCompletion("</answer></answer></answer>").answerCount == 3);
}

TEST_CASE("a completion of a million tags is parsed at once") {
    std::string text;
    for (int i = 0; i < 500000; ++i)
        text += "<think></answer>";
    const ParsedCompletion parsed = parseCompletion(text);
    CHECK(parsed.thinkCount == 500000);
    CHECK(parsed.rule == ManyThinks);
}
