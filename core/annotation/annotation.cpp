// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/annotation.h"

#include "core/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace vrft {

namespace {

// Lists compute x + width in floating point: a border missed by less than this is the border.
constexpr double kBorderTolerance_px = 1e-6;

std::string boxText(const Box& box) {
    return fmt::format("[{}, {}, {}, {}]", box.x1, box.y1, box.x2, box.y2);
}

std::string classIds(const Task& task) {
    std::string text;
    for (const TaskClass& item : task.classes)
        text += (text.empty() ? "" : ", ") + item.id;
    return text;
}

// The class the annotation speaks of, nullptr if it can't be told; problems are appended.
const TaskClass* classOf(const Annotation& annotation, const Task& task, std::vector<std::string>& problems) {
    const TaskClass* labelled = nullptr;
    if (annotation.label) {
        labelled = matchClass(task, *annotation.label);
        if (labelled == nullptr)
            problems.push_back(fmt::format("the class \"{}\" is unknown to task {} (it has {})",
                                           *annotation.label, task.id, classIds(task)));
    }
    if (task.kind != TaskKind::Grading) {
        if (annotation.grade)
            problems.push_back(fmt::format("a grade is given, but task {} isn't a grading", task.id));
        if (task.kind == TaskKind::Localisation)
            return task.classes.empty() ? nullptr : &task.classes.front();
        if (!annotation.label) problems.emplace_back("the label is missing");
        return labelled;
    }
    if (!annotation.grade) {
        if (!annotation.label) problems.emplace_back("the grade is missing");
        return labelled;
    }
    const TaskClass* graded = findGrade(task, *annotation.grade);
    if (graded == nullptr) {
        const GradeRange range = gradeRange(task);
        problems.push_back(fmt::format("grade {} is outside the scale of task {}, {} to {}",
                                       *annotation.grade, task.id, range.low, range.high));
    } else if (labelled != nullptr && labelled != graded) {
        problems.push_back(fmt::format("grade {} and label \"{}\" contradict each other", *annotation.grade,
                                       *annotation.label));
    }
    return graded;
}

void checkBoxes(const Annotation& annotation, Size image, std::vector<std::string>& problems) {
    const bool sized = image.width > 0 && image.height > 0;
    for (const Box& box : annotation.boxes) {
        if (!box.valid()) {
            problems.push_back(fmt::format("box {} has no area", boxText(box)));
        } else if (box.x1 < -kBorderTolerance_px || box.y1 < -kBorderTolerance_px ||
                   (sized && (box.x2 > image.width + kBorderTolerance_px ||
                              box.y2 > image.height + kBorderTolerance_px))) {
            problems.push_back(fmt::format("box {} reaches outside the image of {} x {} pixels", boxText(box),
                                           image.width, image.height));
        }
    }
}

// A class's attributes are what is typical of it; an image may show any value the task knows.
void checkAttributes(const Annotation& annotation, const Task& task, std::vector<std::string>& problems) {
    const std::vector<Attribute> known = taskAttributes(task);
    std::set<std::string> seen;
    for (const auto& [name, value] : annotation.attributes) {
        if (!seen.insert(name).second)
            problems.push_back(fmt::format("attribute \"{}\" is given twice", name));
        const auto attribute = std::find_if(
            known.begin(), known.end(), [&name = name](const Attribute& item) { return item.name == name; });
        if (attribute == known.end()) {
            problems.push_back(fmt::format("task {} has no attribute \"{}\"", task.id, name));
        } else if (std::find(attribute->values.begin(), attribute->values.end(), value) ==
                   attribute->values.end()) {
            problems.push_back(
                fmt::format("\"{}\" is not a value of attribute \"{}\" of task {}", value, name, task.id));
        }
    }
}

Box boxFromJson(const Json& json, const std::string& where) {
    if (!json.is_array() || json.size() != 4 ||
        !std::all_of(json.begin(), json.end(), [](const Json& item) { return item.is_number(); }))
        throw Error(ErrorCode::InvalidFormat, "a box must be four numbers [x1, y1, x2, y2]", where);
    return {json[0].get<double>(), json[1].get<double>(), json[2].get<double>(), json[3].get<double>()};
}

int smallInteger(ObjectReader& reader, const std::string& key, int fallback) {
    const std::int64_t value = reader.integer(key, fallback);
    if (value < INT32_MIN || value > INT32_MAX) reader.fail(key, "is out of range");
    return static_cast<int>(value);
}

} // namespace

std::vector<std::string> annotationProblems(const Annotation& annotation, const Task& task, Size image) {
    std::vector<std::string> problems;
    if (annotation.image.frame < 0)
        problems.push_back(fmt::format("frame {} doesn't exist", annotation.image.frame));
    classOf(annotation, task, problems);
    checkBoxes(annotation, image, problems);
    checkAttributes(annotation, task, problems);
    return problems;
}

Annotation completeAnnotation(Annotation annotation, const Task& task, Size image, const std::string& where) {
    const std::vector<std::string> problems = annotationProblems(annotation, task, image);
    if (!problems.empty())
        throw Error(ErrorCode::InvalidArgument, problems.front(), where,
                    "Correct the annotation or the task");
    annotation.task = task.id;
    if (task.kind == TaskKind::Localisation) {
        annotation.label.reset();
    } else if (task.kind == TaskKind::Grading) {
        const TaskClass* of =
            annotation.grade ? findGrade(task, *annotation.grade) : matchClass(task, *annotation.label);
        annotation.label = of->id;
        annotation.grade = of->grade;
    } else {
        annotation.label = matchClass(task, *annotation.label)->id;
    }
    for (Box& box : annotation.boxes) {
        box.x1 = std::max(box.x1, 0.0);
        box.y1 = std::max(box.y1, 0.0);
        if (image.width > 0) box.x2 = std::min(box.x2, static_cast<double>(image.width));
        if (image.height > 0) box.y2 = std::min(box.y2, static_cast<double>(image.height));
    }
    return annotation;
}

Json annotationToJson(const Annotation& annotation) {
    Json boxes = Json::array();
    for (const Box& box : annotation.boxes)
        boxes.push_back(Json::array({box.x1, box.y1, box.x2, box.y2}));
    Json attributes = Json::object();
    for (const auto& [name, value] : annotation.attributes)
        attributes[name] = value;
    Json json;
    json["source"] = annotation.image.sopUid;
    json["frame"] = annotation.image.frame;
    json["task"] = annotation.task;
    json["label"] = annotation.label ? Json(*annotation.label) : Json();
    json["grade"] = annotation.grade ? Json(*annotation.grade) : Json();
    json["boxes"] = std::move(boxes);
    json["attributes"] = std::move(attributes);
    json["findings"] = annotation.findings;
    json["reasoning"] = annotation.reasoning ? Json(*annotation.reasoning) : Json();
    json["reader"] = annotation.reader;
    json["note"] = annotation.note;
    json["time"] = annotation.time;
    return json;
}

Annotation annotationFromJson(const Json& json, const std::string& where) {
    ObjectReader reader(json, where);
    Annotation annotation;
    annotation.image.sopUid = reader.text("source");
    annotation.image.frame = smallInteger(reader, "frame", 0);
    annotation.task = reader.text("task", "");
    if (reader.has("label")) annotation.label = reader.text("label");
    if (reader.has("grade")) annotation.grade = smallInteger(reader, "grade", 0);
    if (reader.has("boxes")) {
        for (const Json& box : reader.array("boxes"))
            annotation.boxes.push_back(boxFromJson(box, reader.at("boxes")));
    }
    if (reader.has("attributes")) {
        const Json& attributes = reader.require("attributes");
        if (!attributes.is_object()) reader.fail("attributes", "must be an object");
        for (const auto& [name, value] : attributes.items()) {
            if (!value.is_string()) reader.fail("attributes", "must hold texts");
            annotation.attributes.emplace_back(name, value.get<std::string>());
        }
    }
    annotation.findings = reader.texts("findings");
    if (reader.has("reasoning")) annotation.reasoning = reader.text("reasoning");
    annotation.reader = reader.text("reader", "");
    annotation.note = reader.text("note", "");
    annotation.time = reader.number("time", 0.0);
    reader.finish();
    return annotation;
}

} // namespace vrft
