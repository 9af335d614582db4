// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/annotation_writers.h"

#include "core/annotation/csv.h"

#include <fmt/format.h>

namespace vrft {

std::string annotationsToCsv(std::span<const Annotation> annotations) {
    std::string text = "source,frame,task,label,grade,x1,y1,x2,y2,reader,note\n";
    for (const Annotation& item : annotations) {
        const std::string head =
            fmt::format("{},{},{},{},{},", csvField(item.image.sopUid), item.image.frame, csvField(item.task),
                        csvField(item.label.value_or("")), item.grade ? std::to_string(*item.grade) : "");
        const std::string tail = fmt::format(",{},{}\n", csvField(item.reader), csvField(item.note));
        if (item.boxes.empty()) text += fmt::format("{},,,{}", head, tail);
        for (const Box& box : item.boxes)
            text += fmt::format("{}{},{},{},{}{}", head, box.x1, box.y1, box.x2, box.y2, tail);
    }
    return text;
}

std::string annotationsToJsonl(std::span<const Annotation> annotations) {
    std::string text;
    for (const Annotation& item : annotations)
        text += jsonLine(annotationToJson(item)) + "\n";
    return text;
}

} // namespace vrft
