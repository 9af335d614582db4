// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/annotation_readers.h"
#include "core/annotation/entry_collector.h"
#include "core/error.h"
#include "core/files.h"
#include "core/study/natural_order.h"

#include <algorithm>
#include <fmt/format.h>
#include <pugixml.hpp>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kMaxVocFile_bytes = 16U << 20U;

std::string trimmed(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return std::string(text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1));
}

std::string childText(const pugi::xml_node& node, const char* name) {
    return trimmed(node.child(name).text().get());
}

std::optional<Size> sizeOf(const pugi::xml_node& annotation) {
    const auto width = parseInteger(childText(annotation.child("size"), "width"));
    const auto height = parseInteger(childText(annotation.child("size"), "height"));
    if (!width || !height || *width < 1 || *height < 1) return std::nullopt; // many tools write 0 x 0
    return Size{*width, *height};
}

void readObject(const pugi::xml_node& object, AnnotationEntry& entry, EntryCollector& collector,
                const std::string& where) {
    const std::string label = childText(object, "name");
    const pugi::xml_node bounds = object.child("bndbox");
    const auto xmin = parseDecimal(childText(bounds, "xmin"));
    const auto ymin = parseDecimal(childText(bounds, "ymin"));
    const auto xmax = parseDecimal(childText(bounds, "xmax"));
    const auto ymax = parseDecimal(childText(bounds, "ymax"));
    if (!xmin || !ymin || !xmax || !ymax) {
        entry.lostBoxLabels.push_back(label);
        collector.skip(where, entry.source, "its bndbox lacks a number; it is left out");
        return;
    }
    const Box written{*xmin, *ymin, *xmax, *ymax};
    if (!written.valid()) {
        collector.addBox(entry, written, label, where);
        return;
    }
    // From "counted from 1, last pixel included" to continuous edges; files that count from 0 stay inside.
    collector.addBox(entry, {std::max(*xmin - 1, 0.0), std::max(*ymin - 1, 0.0), *xmax, *ymax}, label, where);
}

void readVocInto(std::string_view xml, const std::string& name, EntryCollector& collector) {
    pugi::xml_document document;
    // parse_minimal: no entity definitions, no processing instructions; a DOCTYPE is passed over.
    const pugi::xml_parse_result result = document.load_buffer(
        xml.data(), xml.size(), pugi::parse_minimal | pugi::parse_escapes | pugi::parse_cdata,
        pugi::encoding_auto);
    if (!result) {
        const auto offset =
            std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), xml.size());
        const auto line =
            1 + std::count(xml.begin(), xml.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
        throw Error(ErrorCode::InvalidFormat, fmt::format("not valid XML: {}", result.description()),
                    fmt::format("{} line {}", name, line), "Correct the file or take it out of the folder");
    }
    const pugi::xml_node annotation = document.child("annotation");
    if (!annotation) {
        collector.skip(name, {}, "not a Pascal VOC file: no <annotation>");
        return;
    }
    std::string source = childText(annotation, "filename");
    if (source.empty()) source = fs::path(name).stem().string();
    AnnotationEntry& entry = collector.entry(source, 0, {}, {}, name);
    if (entry.where != name) {
        collector.skip(name, source,
                       fmt::format("the image stands in this folder already ({})", entry.where));
        return;
    }
    entry.imageSize = sizeOf(annotation);
    int number = 0;
    for (const pugi::xml_node& object : annotation.children("object"))
        readObject(object, entry, collector, fmt::format("{} object {}", name, number++));
}

std::vector<fs::path> xmlFilesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& item : fs::recursive_directory_iterator(folder)) {
        if (item.is_regular_file() && item.path().extension() == ".xml") files.push_back(item.path());
    }
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
        return naturalCompare(a.string(), b.string()) < 0;
    });
    return files;
}

} // namespace

AnnotationList readVoc(std::string_view xml, const std::string& name) {
    EntryCollector collector;
    readVocInto(xml, name, collector);
    return collector.take();
}

AnnotationList readVocFolder(const fs::path& folder) {
    EntryCollector collector;
    std::vector<fs::path> files;
    try {
        files = xmlFilesBelow(folder);
    } catch (const fs::filesystem_error& error) {
        throw systemError(error.code().value(), "can't list the folder", folder.string());
    }
    if (files.empty())
        throw Error(ErrorCode::NotFound, "no .xml file in this folder", folder.string(),
                    "Name the folder with the Pascal VOC annotations");
    for (const fs::path& file : files) {
        const std::string name = file.lexically_relative(folder).string();
        if (fs::file_size(file) > kMaxVocFile_bytes) {
            collector.skip(name, {}, "larger than 16 MiB: not a Pascal VOC file");
            continue;
        }
        readVocInto(readTextFile(file), name, collector);
    }
    return collector.take();
}

} // namespace vrft
