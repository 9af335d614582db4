// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/tag_tree.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <dcmtk/dcmdata/dcpixel.h>
#include <fmt/format.h>

namespace vrft {

namespace {

// At most `limit` bytes, not ending within a UTF-8 sequence, and nothing that isn't UTF-8 or printable.
std::string shownText(const std::string& text, std::size_t limit, bool replaced) {
    std::string shown;
    for (std::size_t i = 0; i < text.size() && shown.size() < limit;) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80    ? 1
                                   : lead >= 0xF0 ? 4
                                   : lead >= 0xE0 ? 3
                                   : lead >= 0xC2 ? 2
                                                  : 0;
        bool good = length > 0 && lead < 0xF5 && i + length <= text.size() && !(replaced && length > 1);
        for (std::size_t k = 1; good && k < length; ++k)
            good = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
        if (good && (length > 1 || (lead >= 0x20 && lead != 0x7F) || lead == '\n'))
            shown.append(text, i, length);
        else
            shown += '?';
        i += good ? length : 1;
    }
    return shown;
}

class TreeReader {
public:
    explicit TreeReader(bool replaced)
        : replaced_(replaced) {}

    std::vector<TagNode> list(DcmItem& item, int depth) const {
        std::vector<TagNode> nodes;
        for (DcmObject* object = item.nextInContainer(nullptr); object != nullptr;
             object = item.nextInContainer(object))
            if (auto* element = dynamic_cast<DcmElement*>(object)) nodes.push_back(node(*element, depth));
        return nodes;
    }

private:
    TagNode node(DcmElement& element, int depth) const {
        TagNode made;
        DcmTag tag = element.getTag();
        made.tag = {tag.getGTag(), tag.getETag()};
        const std::string name = tag.getTagName();
        if (name.find("Unknown") == std::string::npos) made.keyword = shownText(name, 128, false);
        made.vr = DcmVR(element.getVR()).getValidVRName();
        if (auto* sequence = dynamic_cast<DcmSequenceOfItems*>(&element))
            addItems(*sequence, depth, made);
        else
            addValues(element, made);
        return made;
    }

    void addItems(DcmSequenceOfItems& sequence, int depth, TagNode& made) const {
        made.truncated = depth >= kMaxShownDepth;
        if (made.truncated) return;
        for (DcmObject* object = sequence.nextInContainer(nullptr); object != nullptr;
             object = sequence.nextInContainer(object))
            if (auto* item = dynamic_cast<DcmItem*>(object)) made.items.push_back(list(*item, depth + 1));
    }

    void addValues(DcmElement& element, TagNode& made) const {
        made.bytes = element.getLengthField() == 0xFFFFFFFF ? 0 : element.getLengthField();
        const bool pixels = dynamic_cast<DcmPixelData*>(&element) != nullptr;
        const bool bulk = !element.isaString() && made.vr.starts_with("O");
        if (pixels || bulk || made.vr == "UN") {
            made.truncated = pixels || made.bytes > 0;
            return;
        }
        // One text of any length; several values only where the VR allows them (PS3.5 6.4).
        const bool single = made.vr == "LT" || made.vr == "ST" || made.vr == "UT" || made.vr == "UR";
        const unsigned long count = single ? 1 : element.getVM();
        for (unsigned long i = 0; i < count && i < kMaxShownValues; ++i) {
            OFString value;
            const OFCondition got = single ? element.getOFStringArray(value) : element.getOFString(value, i);
            if (got.bad()) break;
            std::string text(value.data(), value.size());
            text.erase(text.find_last_not_of(std::string_view(" \0", 2)) + 1);
            made.truncated = made.truncated || text.size() > kMaxShownBytes;
            made.values.push_back(shownText(text, kMaxShownBytes, replaced_));
        }
        made.truncated = made.truncated || count > kMaxShownValues;
        if (made.values.size() == 1 && made.values[0].empty()) made.values.clear();
    }

    bool replaced_;
};

void appendText(const std::vector<TagNode>& nodes, const std::string& indent, std::string& text) {
    for (const TagNode& node : nodes) {
        text += fmt::format("{}({:04x},{:04x}) {} {}", indent, node.tag.group, node.tag.element, node.vr,
                            node.keyword.empty() ? "-" : node.keyword);
        if (!node.values.empty()) text += fmt::format("  {}", fmt::join(node.values, "\\"));
        if (node.truncated && node.values.empty() && node.vr != "SQ")
            text += fmt::format("  [{} bytes]", node.bytes);
        else if (node.truncated)
            text += " ...";
        text += '\n';
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            text += fmt::format("{}  item {}\n", indent, i + 1);
            appendText(node.items[i], indent + "    ", text);
        }
    }
}

} // namespace

std::vector<TagNode> readTagTree(const ParsedFile& file) {
    const TreeReader reader(file.textsReplaced());
    std::vector<TagNode> nodes;
    if (file.format().getMetaInfo() != nullptr) nodes = reader.list(*file.format().getMetaInfo(), 0);
    for (TagNode& node : reader.list(file.dataset(), 0))
        nodes.push_back(std::move(node));
    return nodes;
}

Json tagTreeJson(const std::vector<TagNode>& nodes) {
    Json list = Json::array();
    for (const TagNode& node : nodes) {
        Json entry = {{"tag", fmt::format("{:04X}{:04X}", node.tag.group, node.tag.element)},
                      {"keyword", node.keyword},
                      {"vr", node.vr},
                      {"bytes", node.bytes},
                      {"value", node.values}};
        if (node.truncated) entry["truncated"] = true;
        for (const auto& item : node.items)
            entry["items"].push_back(tagTreeJson(item));
        list.push_back(std::move(entry));
    }
    return list;
}

std::string tagTreeText(const std::vector<TagNode>& nodes) {
    std::string text;
    appendText(nodes, {}, text);
    return text;
}

} // namespace vrft
