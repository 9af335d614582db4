// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/decoding/documents.h"

#include "core/error.h"
#include "core/json.h"

#include <fmt/format.h>

namespace vrft {

namespace {

[[noreturn]] void badDocument(const std::string& why) {
    throw Error(ErrorCode::InvalidFormat, fmt::format("the decoding program answers nonsense: {}", why), {},
                "Leave the file out");
}

// Reads a document by `read`; whatever is wrong with it becomes one kind of error.
template <typename Read>
auto readDocument(std::string_view text, Read read) {
    try {
        return read(parseJson(text, "document"));
    } catch (const Json::exception& error) {
        badDocument(error.what());
    }
}

// [position 3, orientation 6, spacing 2, rows, columns]
Json planeJson(const FramePlane& plane) {
    Json list = plane.position_mm;
    for (const double value : plane.orientation)
        list.push_back(value);
    for (const double value : plane.spacing_mm)
        list.push_back(value);
    list.push_back(plane.rows);
    list.push_back(plane.columns);
    return list;
}

FramePlane planeFromJson(const Json& list) {
    FramePlane plane;
    std::size_t at = 0;
    const auto fill = [&](auto& values) {
        for (double& value : values)
            value = list.at(at++).get<double>();
    };
    fill(plane.position_mm);
    fill(plane.orientation);
    fill(plane.spacing_mm);
    plane.rows = list.at(at).get<int>();
    plane.columns = list.at(at + 1).get<int>();
    return plane;
}

Json headerJson(const FileHeader& header) {
    Json planes = Json::array();
    for (const auto& plane : header.planes)
        planes.push_back(plane ? planeJson(*plane) : Json());
    return {{"planes", planes}};
}

FileHeader headerFromJson(const Json& json) {
    FileHeader header;
    for (const Json& plane : json.at("planes")) {
        header.planes.emplace_back();
        if (!plane.is_null()) header.planes.back() = planeFromJson(plane);
    }
    return header;
}

// One row an element: [depth, group, element, keyword, VR, bytes, values, truncated]; the rows of an item
// follow behind a row [depth + 1].
void addRows(const std::vector<TagNode>& nodes, int depth, Json& rows) {
    for (const TagNode& node : nodes) {
        rows.push_back({depth, node.tag.group, node.tag.element, node.keyword, node.vr, node.bytes,
                        node.values, node.truncated});
        for (const auto& item : node.items) {
            rows.push_back({depth + 1});
            addRows(item, depth + 1, rows);
        }
    }
}

TagNode nodeFromRow(const Json& row) {
    TagNode node;
    node.tag = {row.at(1).get<std::uint16_t>(), row.at(2).get<std::uint16_t>()};
    node.keyword = row.at(3).get<std::string>();
    node.vr = row.at(4).get<std::string>();
    node.bytes = row.at(5).get<std::uint64_t>();
    node.values = row.at(6).get<std::vector<std::string>>();
    node.truncated = row.at(7).get<bool>();
    return node;
}

std::vector<TagNode> nodesFromRows(const Json& rows) {
    std::vector<TagNode> tree;
    // The list that the rows of each depth go to; only the last node of a list grows, so pointers hold.
    std::vector<std::vector<TagNode>*> lists = {&tree};
    for (const Json& row : rows) {
        const auto depth = row.at(0).get<std::size_t>();
        const bool item = row.size() == 1;
        if (depth >= lists.size() + (item ? 1 : 0) || (item && depth == 0)) badDocument("tags out of order");
        if (item) {
            lists.resize(depth);
            if (lists.back()->empty()) badDocument("an item of no sequence");
            lists.push_back(&lists.back()->back().items.emplace_back());
        } else {
            lists.resize(depth + 1);
            lists.back()->push_back(nodeFromRow(row));
        }
    }
    return tree;
}

} // namespace

std::string headerText(const FileHeader& header) {
    return jsonLine(headerJson(header));
}

FileHeader headerFromText(std::string_view text) {
    return readDocument(text, headerFromJson);
}

std::string headersText(const std::vector<std::optional<FileHeader>>& headers) {
    Json list = Json::array();
    for (const auto& header : headers)
        list.push_back(header ? headerJson(*header) : Json());
    return jsonLine({{"headers", list}});
}

std::vector<std::optional<FileHeader>> headersFromText(std::string_view text, std::size_t count) {
    return readDocument(text, [count](const Json& json) {
        std::vector<std::optional<FileHeader>> headers;
        for (const Json& header : json.at("headers"))
            headers.push_back(header.is_null() ? std::nullopt : std::optional(headerFromJson(header)));
        if (headers.size() != count)
            badDocument(fmt::format("{} headers of {} files", headers.size(), count));
        return headers;
    });
}

std::string tagsText(const std::vector<TagNode>& tags) {
    Json rows = Json::array();
    addRows(tags, 0, rows);
    return jsonLine({{"tags", rows}});
}

std::vector<TagNode> tagsFromText(std::string_view text) {
    return readDocument(text, [](const Json& json) { return nodesFromRows(json.at("tags")); });
}

} // namespace vrft
