// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Lists of annotations from files: our CSV (formats.md §8), JSON lines, COCO, Pascal VOC folders.
//
// A reader turns a file into entries, one per (source, frame, task, reader); it knows neither images nor
// tasks: `fitEntry` joins an entry with a task, the store finds the image (core/store/annotate.h). A file
// whose structure is broken (header, quoting, JSON, XML, wrong type) throws Error(InvalidFormat) naming file
// and line or entry; trouble with one item (degenerate box, unknown image id, unknown category) becomes a
// ledger row. An image that loses its only boxes so is left out, never turned into "shows none". Thread rule:
// pure functions.
#pragma once

#include "core/annotation/annotation.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

struct AnnotationEntry {
    std::string source;    // SOP UID, imported path or file name
    Annotation annotation; // image.sopUid and possibly task are empty yet; boxes already in the stored frame
    std::vector<std::string>
        boxLabels; // beside annotation.boxes: the category of each; empty where none is given
    std::vector<std::string> lostBoxLabels; // the categories of boxes that were left out (said in `skipped`)
    bool saysNote = false;         // the list has a place for notes: an empty one takes a stored one away
    bool saysDetails = false;      // ... for attributes, findings and reasoning
    std::string contradiction;     // two labels or grades for one image, in words; empty: none
    std::optional<Size> imageSize; // what the list says; compared with the image before it is believed
    std::string where;             // "labels.csv line 12", "boxes.json image 7"
};

struct SkippedEntry {
    std::string where;
    std::string source;
    std::string reason;
    std::string next = {}; // what to do about it, where more can be said than "correct the entry"
};

struct AnnotationList {
    std::vector<AnnotationEntry> entries; // in the order of first appearance
    std::vector<SkippedEntry> skipped;
};

// By extension (.csv, .json = COCO, .jsonl) or, for a folder, Pascal VOC.
AnnotationList readAnnotations(const std::filesystem::path& from);

// Header `source,frame,task,label,grade,x1,y1,x2,y2,reader,note` in any order, only `source` required; RFC
// 4180 quoting, CRLF or LF, an optional byte-order mark; one row a box, rows of one image are joined. What it
// has no column for stays as it is stored (core/store/annotate.h).
AnnotationList readAnnotationCsv(std::string_view text, const std::string& name);

// One object a line: source (required), frame, task, label, grade, boxes, attributes, findings, reasoning,
// reader, note, time.
AnnotationList readAnnotationJsonl(std::string_view text, const std::string& name);

// COCO "instances": images, annotations with bbox [x, y, width, height] and category_id, categories. Images
// without annotations become entries without boxes. Crowd regions (iscrowd) are skipped and said.
AnnotationList readCoco(std::string_view text, const std::string& name);

// Every *.xml below the folder. VOC counts pixels from 1 and includes the last: [xmin-1, ymin-1, xmax, ymax];
// a box whose xmin = xmax or ymin = ymax in the file is a click without a drag and counts as degenerate.
AnnotationList readVocFolder(const std::filesystem::path& folder);
AnnotationList readVoc(std::string_view xml, const std::string& name);

// Joins an entry with a task: in localisation boxes of other categories are dropped (said in `skipped`),
// otherwise the one category of an image is its label. Nothing if the entry has nothing to say to this task.
std::optional<Annotation> fitEntry(const AnnotationEntry& entry, const Task& task,
                                   std::vector<SkippedEntry>& skipped);

} // namespace vrft
