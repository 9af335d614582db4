// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A task: what is asked of an image, its classes and what is known about them (docs: formats, "Task").
//
// Holds the one definition of the knowledge text, of matching an answer to a class or grade, and of the
// credit for a near grade. Doesn't store tasks (core/store does) and never sees a sample: knowledge is a
// function of the task alone. Thread rule: values and pure functions. Errors: vrft::Error(InvalidFormat) with
// file and key.
#pragma once

#include "core/json.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

enum class TaskKind { Classification, Grading, Localisation };

std::string_view taskKindName(TaskKind kind); // "classification", "grading", "localisation"

// One visual attribute of a class: the values it may take there, and how to see it (one line, may be empty).
struct Attribute {
    std::string name;
    std::vector<std::string> values;
    std::string how;
    bool operator==(const Attribute&) const = default;
};

struct TaskClass {
    std::string id;
    std::string name; // what the prompt lists and the policy answers
    std::vector<std::string> synonyms;
    std::optional<int> grade; // set exactly when the task is a grading
    std::string definition;
    std::vector<Attribute> attributes;
    bool operator==(const TaskClass&) const = default;
};

// Credit for a predicted grade at distance d = |predicted - reference|. The paper quotes 1/10 and 0.0625 for
// d = 2 in different places, so the rule is data.
struct GradeDistance {
    enum class Preset { Geometric, Table, Power };
    Preset preset = Preset::Geometric;
    double base = 0.25;                        // Geometric: base^d
    std::vector<double> table = {1, 0.5, 0.1}; // Table: [d]; beyond its end 0
    bool operator==(const GradeDistance&) const = default;

    // `numGrades` = highest - lowest + 1, used by Power: (1 - d/(numGrades - 1))^4. Negative distances are a
    // defect.
    double score(int distance, int numGrades) const;
};

// Why these credits can't be given, in words; empty if they can: between 0 and 1, 1 for the right grade,
// never rising with the distance.
std::string distanceTrouble(const GradeDistance& distance);
// {"preset":"geometric","base":0.25}, {"table":{"0":1,"1":0.5}} or {"preset":"power"} (formats.md §3).
GradeDistance distanceFromJson(const Json& object, const std::string& where);
Json distanceToJson(const GradeDistance& distance);

struct Task {
    std::string id;
    TaskKind kind = TaskKind::Classification;
    std::string name;
    std::string question;
    std::vector<TaskClass> classes; // in the order shown; localisation has exactly one
    GradeDistance distance;         // used by gradings only
    bool operator==(const Task&) const = default;
};

// Strict: unknown keys are refused by name, and validateTask is called. "format" may be absent (a task
// embedded in another document) but not newer.
Task taskFromJson(const Json& document, const std::string& where);
Task readTask(const std::filesystem::path& file); // needs "format"
Json taskToJson(const Task& task);

// Refuses: no or too few classes, an id, name or synonym shared by two classes after normalisation, grades
// missing or equal, a grade outside gradings, a number as name of another grade, more than one class in
// localisation, texts that aren't one line of valid UTF-8, repeated attributes or values, a distance that
// doesn't fall from 1 to 0.
void validateTask(const Task& task, const std::string& where);

// The knowledge as the prompt shows it and recitation compares with: for each class a line "NAME:
// DEFINITION", then a line "NAME – ATTRIBUTE: v1, v2. HOW" per attribute; in gradings NAME is "GRADE (name)".
// Empty if nothing is known.
std::string knowledgeText(const Task& task);

// SHA-256 (hex) of the canonical JSON of {id, kind, classes}: changes with every edit of what is known.
std::string knowledgeVersion(const Task& task);

// Equality after normaliseAnswer with a class's id, name or synonym, never a substring. In gradings: the
// class of matchGrade. nullptr if none; points into `task`.
const TaskClass* matchClass(const Task& task, std::string_view answer);

// Gradings: a whole number within the scale, or a class's name or synonym. nullopt for other kinds.
std::optional<int> matchGrade(const Task& task, std::string_view answer);

struct GradeRange {
    int low = 0;
    int high = 0;
    int count() const { return high - low + 1; }
    bool contains(int grade) const { return grade >= low && grade <= high; }
};
GradeRange gradeRange(const Task& task); // {0, 0} outside gradings

const TaskClass* findClass(const Task& task, std::string_view id); // exact id; nullptr if none
const TaskClass* findGrade(const Task& task, int grade);           // nullptr if no class has it

// All attributes of the task with the union of their values over the classes, in order of first appearance.
std::vector<Attribute> taskAttributes(const Task& task);

} // namespace vrft
