// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The long texts that the decoding child puts into the shared memory: where the frames of a file lie, and its
// tags.
//
// JSON. Nested tags are a flat list with depths, so that the nesting of the text stays small. What is read
// has been made by a process that has read foreign bytes: it is checked like a foreign file. Units: mm.
// Errors: Error(InvalidFormat). Ownership: values. Thread rule: pure functions.
#pragma once

#include "imaging/dicom/tag_tree.h"
#include "imaging/volume/geometry.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

inline constexpr std::size_t kMaxDocumentBytes = std::size_t{64} << 20;

// Where the frames of a file lie; nothing for those without geometry.
struct FileHeader {
    std::vector<std::optional<FramePlane>> planes; // one a frame
};

std::string headerText(const FileHeader& header);
FileHeader headerFromText(std::string_view text);

// Of `count` files; nothing for one that can't be read.
std::string headersText(const std::vector<std::optional<FileHeader>>& headers);
std::vector<std::optional<FileHeader>> headersFromText(std::string_view text, std::size_t count);

std::string tagsText(const std::vector<TagNode>& tags);
std::vector<TagNode> tagsFromText(std::string_view text);

} // namespace vrft
