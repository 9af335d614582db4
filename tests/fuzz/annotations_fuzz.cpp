// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Lists of annotations: CSV, JSON lines, COCO and VOC by the first byte; refused as a whole, or entries whose
// boxes are boxes, and what a task takes of them.
#include "core/annotation/annotation_readers.h"
#include "core/error.h"
#include "tests/fuzz/fuzz.h"

#include <cmath>

using namespace vrft;
using namespace vrft::test;

namespace {

AnnotationList readAs(unsigned kind, std::string_view text) {
    switch (kind % 4) {
    case 0:
        return readAnnotationCsv(text, "fuzz.csv");
    case 1:
        return readAnnotationJsonl(text, "fuzz.jsonl");
    case 2:
        return readCoco(text, "fuzz.json");
    default:
        return readVoc(text, "fuzz.xml");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    try {
        AnnotationList list = readAs(data[0], textOf(data + 1, size - 1));
        Task task;
        task.id = "t";
        task.kind = TaskKind::Localisation;
        TaskClass cell;
        cell.id = cell.name = "cell";
        task.classes = {cell};
        for (const AnnotationEntry& entry : list.entries) {
            require(!entry.source.empty(), "an entry names its image");
            require(entry.boxLabels.size() == entry.annotation.boxes.size(), "every box has its category");
            for (const Box& box : entry.annotation.boxes)
                require(std::isfinite(box.x1) && std::isfinite(box.y1) && box.x1 < box.x2 &&
                            box.y1 < box.y2 && std::isfinite(box.x2) && std::isfinite(box.y2),
                        "a box is one");
            for (const TaskKind kind :
                 {TaskKind::Localisation, TaskKind::Classification, TaskKind::Grading}) {
                task.kind = kind;
                static_cast<void>(fitEntry(entry, task, list.skipped));
            }
        }
        for (const SkippedEntry& skipped : list.skipped)
            require(!skipped.reason.empty(), "what was skipped has a reason");
    } catch (const Error&) {
        // Refused as a whole, in words.
    }
    return 0;
}
