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
        // As an answer first: in a grading "2" is the grade, whatever ids there are. What is stored is the
        // id, and stays the class's when its name changes.
        labelled = matchClass(task, *annotation.label);
        if (labelled == nullptr) labelled = findClass(task, *annotation.label);
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
void checkAttributes(const AttributeValues& given, const Task& task, std::vector<std::string>& problems) {
    const std::vector<Attribute> known = taskAttributes(task);
    std::set<std::string> seen;
    for (const auto& [name, value] : given) {
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

// What next, when an annotation doesn't fit its task.
std::string cure(const Annotation& annotation, const Task& task) {
    if (task.kind != TaskKind::Grading || !annotation.grade || findGrade(task, *annotation.grade) != nullptr)
        return "Correct the annotation or the task";
    const GradeRange range = gradeRange(task);
    return fmt::format("Grades of {} are {} to {}", task.id, range.low, range.high);
}

Box boxFromJson(const Json& json, const std::string& where) {
    if (!json.is_array() || json.size() != 4 ||
        !std::all_of(json.begin(), json.end(), [](const Json& item) { return item.is_number(); }))
        throw Error(ErrorCode::InvalidFormat, "a box must be four numbers [x1, y1, x2, y2]", where);
    return {json[0].get<double>(), json[1].get<double>(), json[2].get<double>(), json[3].get<double>()};
}

Json attributesToJson(const AttributeValues& values) {
    Json json = Json::object();
    for (const auto& [name, value] : values)
        json[name] = value;
    return json;
}

AttributeValues attributesFromJson(ObjectReader& reader) {
    AttributeValues values;
    if (!reader.has("attributes")) return values;
    const Json& attributes = reader.require("attributes");
    if (!attributes.is_object()) reader.fail("attributes", "must be an object");
    for (const auto& [name, value] : attributes.items()) {
        if (!value.is_string()) reader.fail("attributes", "must hold texts");
        values.emplace_back(name, value.get<std::string>());
    }
    return values;
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
    checkAttributes(annotation.attributes, task, problems);
    if (annotation.boxNotes.size() > annotation.boxes.size())
        problems.push_back(
            fmt::format("{} boxes have {} notes", annotation.boxes.size(), annotation.boxNotes.size()));
    for (const BoxNote& note : annotation.boxNotes)
        checkAttributes(note.attributes, task, problems);
    return problems;
}

Annotation completeAnnotation(Annotation annotation, const Task& task, Size image, const std::string& where) {
    const std::vector<std::string> problems = annotationProblems(annotation, task, image);
    if (!problems.empty())
        throw Error(ErrorCode::InvalidArgument, problems.front(), where, cure(annotation, task));
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
    while (!annotation.boxNotes.empty() && annotation.boxNotes.back().empty())
        annotation.boxNotes.pop_back();
    return annotation;
}

AttributeValues targetAttributes(const Annotation& annotation) {
    AttributeValues all = annotation.attributes;
    for (const BoxNote& note : annotation.boxNotes)
        for (const auto& item : note.attributes)
            if (std::none_of(all.begin(), all.end(),
                             [&](const auto& known) { return known.first == item.first; }))
                all.push_back(item);
    return all;
}

std::optional<std::string> targetReasoning(const Annotation& annotation) {
    std::optional<std::string> all = annotation.reasoning;
    for (const BoxNote& note : annotation.boxNotes)
        if (note.reasoning) all = all ? *all + " " + *note.reasoning : *note.reasoning;
    return all;
}

Json annotationToJson(const Annotation& annotation) {
    Json boxes = Json::array();
    for (const Box& box : annotation.boxes)
        boxes.push_back(Json::array({box.x1, box.y1, box.x2, box.y2}));
    Json json;
    json["source"] = annotation.image.sopUid;
    json["frame"] = annotation.image.frame;
    json["task"] = annotation.task;
    json["label"] = annotation.label ? Json(*annotation.label) : Json();
    json["grade"] = annotation.grade ? Json(*annotation.grade) : Json();
    json["boxes"] = std::move(boxes);
    json["attributes"] = attributesToJson(annotation.attributes);
    json["findings"] = annotation.findings;
    json["reasoning"] = annotation.reasoning ? Json(*annotation.reasoning) : Json();
    json["reader"] = annotation.reader;
    json["note"] = annotation.note;
    json["time"] = annotation.time;
    for (const BoxNote& note : annotation.boxNotes)
        json["box_notes"].push_back({{"attributes", attributesToJson(note.attributes)},
                                     {"reasoning", note.reasoning ? Json(*note.reasoning) : Json()}});
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
    annotation.attributes = attributesFromJson(reader);
    annotation.findings = reader.texts("findings");
    if (reader.has("reasoning")) annotation.reasoning = reader.text("reasoning");
    annotation.reader = reader.text("reader", "");
    annotation.note = reader.text("note", "");
    annotation.time = reader.number("time", 0.0);
    if (reader.has("box_notes"))
        for (const Json& item : reader.array("box_notes")) {
            ObjectReader note(item, reader.at("box_notes"));
            BoxNote& read = annotation.boxNotes.emplace_back();
            read.attributes = attributesFromJson(note);
            if (note.has("reasoning")) read.reasoning = note.text("reasoning");
            note.finish();
        }
    reader.finish();
    return annotation;
}

} // namespace vrft
