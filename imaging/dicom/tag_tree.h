// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Every element of a DICOM file as a tree to read, search and print: the tag browser's model.
//
// Values are shortened, bulk data only measured; for reading one value use DataItem. Element names come from
// DCMTK's dictionary. Texts are UTF-8. Ownership: values. Thread rule: as ParsedFile. Source: names as in
// PS3.6, JSON after the DICOM JSON model (PS3.18 F.2).
#pragma once

#include "core/json.h"
#include "imaging/dicom/parsed_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vrft {

struct TagNode {
    Tag tag;
    std::string keyword; // "" if the dictionary doesn't know it
    std::string vr;
    std::uint64_t bytes = 0;                 // length of the value
    std::vector<std::string> values;         // empty for bulk data and sequences
    bool truncated = false;                  // there is more than `values` show
    std::vector<std::vector<TagNode>> items; // of a sequence
};

// Limits on what is shown, not on what is read.
inline constexpr std::size_t kMaxShownValues = 32;
inline constexpr std::size_t kMaxShownBytes = 512; // of one value
inline constexpr int kMaxShownDepth = 64;

// Meta header first, then the data set, in the order of the file.
std::vector<TagNode> readTagTree(const ParsedFile& file);

// [{"tag":"00100010","keyword":"PatientName","vr":"PN","bytes":8,"value":["Doe^J"],"truncated":true,
//   "items":[[...]]}]: "truncated" and "items" only where they say something.
Json tagTreeJson(const std::vector<TagNode>& nodes);

// One line an element, items indented below their sequence: "(0010,0010) PN PatientName  Doe^J".
std::string tagTreeText(const std::vector<TagNode>& nodes);

} // namespace vrft
