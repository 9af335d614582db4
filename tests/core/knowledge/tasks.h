// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Tasks for tests.
#pragma once

#include "core/knowledge/task.h"

namespace vrft::test {

inline Task breastTask() {
    return taskFromJson(
        parseJson(R"({"format":1,"id":"breast-us","kind":"classification","name":"Breast lesion",
        "question":"Is the lesion benign or malignant?","classes":[
        {"id":"benign","name":"Benign","synonyms":["non-malignant"],"grade":null,"definition":"Grows slowly.",
         "attributes":[{"name":"margin","values":["smooth","not spiculated"],"how":"Follow the edge."},
                       {"name":"echo","values":["bright"]}]},
        {"id":"malignant","name":"Malignant tumour","synonyms":["cancer"],"definition":"",
         "attributes":[{"name":"margin","values":["spiculated"],"how":""}]}]})",
                  "breast"),
        "breast");
}

inline Task gradeTask() {
    return taskFromJson(
        parseJson(R"({"id":"dr","kind":"grading","name":"Retinopathy","question":"Which grade?",
        "classes":[{"id":"a","name":"none","grade":0,"definition":"No lesion."},
                   {"id":"b","name":"mild","synonyms":["slight"],"grade":1,
                    "attributes":[{"name":"spots","values":["few","some"]}]},
                   {"id":"c","name":"severe","grade":2,"definition":"Many lesions."}]})",
                  "dr"),
        "dr");
}

inline Task boxTask() {
    return taskFromJson(
        parseJson(R"({"id":"lesion","kind":"localisation","name":"Lesion","question":"Where is it?",
        "classes":[{"id":"lesion","name":"lesion"}]})",
                  "lesion"),
        "lesion");
}

} // namespace vrft::test
