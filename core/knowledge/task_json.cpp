// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Tasks as JSON: strict in, complete out.
#include "core/knowledge/task.h"

#include "core/error.h"

#include <charconv>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr int kTaskFormat = 1;

TaskKind kindFromText(const ObjectReader& reader, const std::string& text) {
    for (const TaskKind kind : {TaskKind::Classification, TaskKind::Grading, TaskKind::Localisation}) {
        if (text == taskKindName(kind)) return kind;
    }
    reader.fail("kind", "must be classification, grading or localisation, not \"" + text + "\"");
}

int smallInteger(ObjectReader& reader, const std::string& key) {
    const std::int64_t value = reader.integer(key);
    if (value < -1000 || value > 1000) reader.fail(key, "must lie between -1000 and 1000");
    return static_cast<int>(value);
}

Attribute attributeFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    Attribute attribute;
    attribute.name = reader.text("name");
    attribute.values = reader.texts("values");
    attribute.how = reader.text("how", "");
    reader.finish();
    return attribute;
}

TaskClass classFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    TaskClass taskClass;
    taskClass.id = reader.text("id");
    taskClass.name = reader.text("name");
    taskClass.synonyms = reader.texts("synonyms");
    if (reader.has("grade")) taskClass.grade = smallInteger(reader, "grade");
    taskClass.definition = reader.text("definition", "");
    if (reader.has("attributes")) {
        for (const Json& item : reader.array("attributes"))
            taskClass.attributes.push_back(attributeFromJson(item, reader.at("attributes")));
    }
    reader.finish();
    return taskClass;
}

// {"0": 1, "1": 0.5}: every distance from 0 on.
std::vector<double> tableFromJson(const ObjectReader& distance, const Json& object) {
    if (!object.is_object() || object.empty()) distance.fail("table", "must map distances to credits");
    std::vector<double> table(object.size(), -1.0);
    for (const auto& [key, value] : object.items()) {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
        if (error != std::errc() || end != key.data() + key.size())
            distance.fail("table", "has the distance \"" + key + "\"; distances are whole numbers from 0");
        if (index >= table.size()) distance.fail("table", "must have every distance from 0 on, without gaps");
        if (!value.is_number()) distance.fail("table", "must map distances to numbers");
        table[index] = value.get<double>();
    }
    return table;
}

Json attributeToJson(const Attribute& attribute) {
    return {{"name", attribute.name}, {"values", attribute.values}, {"how", attribute.how}};
}

Json classToJson(const TaskClass& taskClass) {
    Json attributes = Json::array();
    for (const Attribute& attribute : taskClass.attributes)
        attributes.push_back(attributeToJson(attribute));
    return {{"id", taskClass.id},
            {"name", taskClass.name},
            {"synonyms", taskClass.synonyms},
            {"grade", taskClass.grade ? Json(*taskClass.grade) : Json()},
            {"definition", taskClass.definition},
            {"attributes", std::move(attributes)}};
}

} // namespace

GradeDistance distanceFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    GradeDistance distance;
    const std::string preset = reader.text("preset", reader.has("table") ? "table" : "geometric");
    if (preset == "geometric") {
        distance.preset = GradeDistance::Preset::Geometric;
        distance.base = reader.number("base", distance.base);
    } else if (preset == "table") {
        distance.preset = GradeDistance::Preset::Table;
        if (reader.has("table")) distance.table = tableFromJson(reader, reader.require("table"));
    } else if (preset == "power") {
        distance.preset = GradeDistance::Preset::Power;
    } else {
        reader.fail("preset", "must be geometric, table or power, not \"" + preset + "\"");
    }
    if (preset != "table" && reader.has("table")) reader.fail("table", "contradicts the preset " + preset);
    reader.finish();
    return distance;
}

Json distanceToJson(const GradeDistance& distance) {
    switch (distance.preset) {
    case GradeDistance::Preset::Geometric:
        return {{"preset", "geometric"}, {"base", distance.base}};
    case GradeDistance::Preset::Table: {
        Json table = Json::object();
        for (std::size_t i = 0; i < distance.table.size(); ++i)
            table[std::to_string(i)] = distance.table[i];
        return {{"table", std::move(table)}};
    }
    case GradeDistance::Preset::Power:
        return {{"preset", "power"}};
    }
    return {};
}

Task taskFromJson(const Json& document, const std::string& where) {
    ObjectReader reader(document, where);
    if (reader.find("format") != nullptr) requireFormat(document, kTaskFormat, where);
    Task task;
    task.id = reader.text("id");
    task.kind = kindFromText(reader, reader.text("kind", "classification"));
    task.name = reader.text("name");
    task.question = reader.text("question");
    for (const Json& item : reader.array("classes"))
        task.classes.push_back(classFromJson(item, reader.at("classes")));
    // A distance beside another kind is checked and has no effect.
    if (reader.has("distance"))
        task.distance = distanceFromJson(reader.require("distance"), reader.at("distance"));
    reader.finish();
    validateTask(task, where);
    return task;
}

Task readTask(const std::filesystem::path& file) {
    const Json document = readJsonFile(file);
    requireFormat(document, kTaskFormat, file.string());
    return taskFromJson(document, file.string());
}

Json taskToJson(const Task& task) {
    Json classes = Json::array();
    for (const TaskClass& taskClass : task.classes)
        classes.push_back(classToJson(taskClass));
    Json document = {{"format", kTaskFormat},           {"id", task.id},
                     {"kind", taskKindName(task.kind)}, {"name", task.name},
                     {"question", task.question},       {"classes", std::move(classes)}};
    if (task.kind == TaskKind::Grading) document["distance"] = distanceToJson(task.distance);
    return document;
}

} // namespace vrft
