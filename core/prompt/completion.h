// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a policy says: taking a completion apart, and writing the completion a target calls for.
//
// Judges form and reads values; scoring is core/reward's. Any bytes are accepted: nothing here throws for
// what a policy wrote. Thread rule: pure functions. Frames: boxes in text are in the policy's frame, see
// BoxFrame.
#pragma once

#include "core/box.h"
#include "core/dataset/dataset.h"
#include "core/knowledge/task.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

// The rule a completion's form breaks first; Ok when it breaks none.
enum class FormatRule {
    Ok,
    NoThink,
    ThinkNotClosed,
    ManyThinks,
    NoAnswer,
    AnswerNotClosed,
    ManyAnswers,
    WrongOrder, // the answer begins before the think has ended
    TextBefore,
    TextBetween,
    TextAfter,
    EmptyThink, // without a word, which no letter or digit makes: points and invisible characters are none
    EmptyAnswer
};

struct ParsedCompletion {
    // The trimmed text of the element, when there is exactly one, well formed; also when the other rules are
    // broken.
    std::optional<std::string> think;
    std::optional<std::string> answer;
    // Opening or closing tags, whichever are more: 1 with no text above means begun and not ended, or the
    // reverse.
    int thinkCount = 0;
    int answerCount = 0;
    bool formatOk = false;
    FormatRule rule = FormatRule::NoThink;
    std::string formatReason; // in words
};

// Exactly one <think> and one <answer> element, in that order, only white space around and between, a word in
// the think, something in the answer.
ParsedCompletion parseCompletion(std::string_view text);

// What the numbers of boxes in text mean: pixels of the resized image (Qwen2.5-VL) or thousandths of its
// sides (Qwen2-VL). A property of the policy.
enum class BoxUnits { Pixels, Thousandths };

struct BoxFrame {
    Size image; // the dataset image, in whose pixels boxes are stored
    Size model; // the image as the policy sees it
    BoxUnits units = BoxUnits::Pixels;

    Box toImage(const Box& inText) const;
    Box toText(const Box& stored) const; // not rounded
};

// Every "[a, b, c, d]" in order, as written (no scaling). Decimals, signs, exponents and white space are
// allowed; nan and inf too, since a box that isn't finite counts as predicted. Lists of another length are no
// boxes.
std::vector<Box> parseBoxes(std::string_view answer);
// The same with where each of them is written.
struct BoxInText {
    Box box; // as written
    std::size_t begin = 0;
    std::size_t end = 0; // behind its "]"
};
std::vector<BoxInText> locateBoxes(std::string_view text);
std::vector<Box> parseBoxes(std::string_view answer, const BoxFrame& frame); // in stored pixels

// --- What a target calls for ---

// "shape is oval, margin is smooth." in the target's order; empty without attributes.
std::string describeAttributes(const Target& target);

// The think text supervised training uses, and where it comes from; nothing when the sample has neither.
struct TargetThink {
    std::string kind; // "exemplar" | "attributes"
    std::string text;
};
std::optional<TargetThink> targetThink(const Target& target);

// The class's name, the grade, or the boxes as integers of the policy's frame, one per line, "none" without
// boxes. Throws InvalidArgument when the target lacks what the task asks.
std::string targetAnswer(const Task& task, const Target& target, Size imageSize, Size modelSize,
                         BoxUnits units = BoxUnits::Pixels);

std::string targetCompletion(std::string_view think,
                             std::string_view answer); // both elements, nothing between

// Attribute values named in a think text: how many different ones, and how many of them are true of the
// sample. A share of right/named is meaningless at named 0 (null in files).
struct AttributeTruth {
    int named = 0;
    int right = 0;
    std::optional<double> share() const {
        return named == 0 ? std::nullopt : std::optional<double>(static_cast<double>(right) / named);
    }
};

// One attribute value that a think text names, and what the sample says of that attribute.
struct NamedAttribute {
    std::string attribute; // as the sample spells it
    std::string named;     // the value's words
    std::string stated;    // the sample's value
    bool right = false;
    bool possible = true; // false: not a value of that attribute ("margin is dark")
};

// The values that count in attributeTruth, in the sample's order of attributes, then of the text. A value
// said of an attribute by name counts for that one alone: the name is the last before it in its clause and
// may take the value or has none yet ("margin is dark"), or it stands right behind ("dark echo"). Any other
// value counts for the attribute that has it; if several do, for one that has it in the sample.
std::vector<NamedAttribute> namedAttributes(const Task& task, const Target& target, std::string_view think);

// Whole words, case-folded, longest match; values of attributes the sample doesn't state aren't judged, what
// an attribute can't be is false. Negations aren't understood: "not oval" names "oval".
AttributeTruth attributeTruth(const Task& task, const Target& target, std::string_view think);

} // namespace vrft
