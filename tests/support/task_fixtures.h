// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Tasks and small helpers the tests of annotations and of the store share.
#pragma once

#include "core/error.h"
#include "core/knowledge/task.h"

#include <doctest/doctest.h>
#include <functional>

namespace vrft::test {

inline TaskClass makeClass(const std::string& id, std::optional<int> grade = {}) {
    TaskClass item;
    item.id = id;
    item.name = id;
    item.grade = grade;
    item.attributes = {{"margin", {"smooth", "spiculated"}, ""}};
    return item;
}

inline Task lesionTask() {
    Task task{"breast-us", TaskKind::Classification, "Breast lesion", "Benign or malignant?", {}, {}};
    task.classes = {makeClass("benign"), makeClass("malignant")};
    task.classes[0].synonyms = {"non-malignant"};
    return task;
}

inline Task severityTask() {
    Task task{"severity", TaskKind::Grading, "Severity", "How severe is it?", {}, {}};
    task.classes = {makeClass("none", 0), makeClass("mild", 1), makeClass("severe", 2)};
    return task;
}

inline Task boxTask(const std::string& id = "cells", const std::string& name = "WBC") {
    Task task{id, TaskKind::Localisation, "Cells", "Where are the cells?", {}, {}};
    task.classes = {makeClass(name)};
    return task;
}

// The code of the Error `action` throws; its text goes to `text`. Fails the test if nothing is thrown.
inline ErrorCode codeOf(const std::function<void()>& action, std::string* text = nullptr) {
    try {
        action();
    } catch (const Error& error) {
        if (text != nullptr) *text = error.what();
        return error.code();
    }
    FAIL("no error was thrown");
    return ErrorCode::Internal;
}

} // namespace vrft::test
