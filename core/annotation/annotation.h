// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a reader says about one image for one task: label, grade, boxes, attributes, findings, exemplar
// reasoning.
//
// Not here: where annotations are stored (core/store) and how lists of them are read (annotation_readers.h).
// Boxes are in the stored frame: pixels of the image as stored, continuous, x2 and y2 exclusive (formats.md
// §1). Errors: `annotationProblems` lists every problem in words; `completeAnnotation` throws
// Error(InvalidArgument). Thread rule: values and pure functions.
#pragma once

#include "core/box.h"
#include "core/json.h"
#include "core/knowledge/task.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

struct ImageRef {
    std::string sopUid;
    int frame = 0; // counted from 0
    auto operator<=>(const ImageRef&) const = default;
};

using AttributeValues = std::vector<std::pair<std::string, std::string>>; // name, value

// What is said about one box, apart from the image as a whole.
struct BoxNote {
    AttributeValues attributes;
    std::optional<std::string> reasoning; // exemplar reasoning about this box
    bool empty() const { return attributes.empty() && !reasoning; }
    bool operator==(const BoxNote&) const = default;
};

struct Annotation {
    std::string task; // task id
    ImageRef image;
    std::optional<std::string> label; // class id once completed; in grading the class of the grade
    std::optional<int> grade;
    std::vector<Box> boxes; // localisation without boxes: the image shows none
    AttributeValues attributes;
    std::vector<std::string> findings;
    std::optional<std::string> reasoning; // exemplar reasoning
    std::string reader;
    std::string note;
    double time = 0;               // Unix seconds; 0: the store sets it
    std::vector<BoxNote> boxNotes; // beside `boxes`; shorter: nothing is said about the rest
    bool operator==(const Annotation&) const = default;
};

// What a dataset's target says about the whole image: the image's own words, then those about its boxes in
// their order; of an attribute given more than once the first value.
AttributeValues targetAttributes(const Annotation& annotation);
std::optional<std::string> targetReasoning(const Annotation& annotation);

// Every way `annotation` doesn't fit `task` and an image of that size (0 x 0: size unknown, boxes aren't
// compared with it): class unknown, grade outside the scale, label and grade of different classes, label or
// grade missing, box degenerate or outside, more notes than boxes, attribute or value the task doesn't list.
// Empty: it fits.
std::vector<std::string> annotationProblems(const Annotation& annotation, const Task& task, Size image);

// The annotation as it is stored: the label as class id (names and synonyms accepted), in grading label and
// grade made from each other. Throws with the first problem; `where` names the list and line, or the image.
Annotation completeAnnotation(Annotation annotation, const Task& task, Size image, const std::string& where);

// {"source","frame","task","label","grade","boxes","attributes","findings","reasoning","reader","note","time"},
// `source` being image.sopUid: a line of the JSON-lines list; where something is said about boxes also
// "box_notes":[{"attributes","reasoning"}]. Only `source` is required when reading; unknown
// keys are refused.
Json annotationToJson(const Annotation& annotation);
Annotation annotationFromJson(const Json& json, const std::string& where);

} // namespace vrft
