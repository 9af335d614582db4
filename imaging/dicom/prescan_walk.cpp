// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/prescan_walk.h"

#include "imaging/dicom/dcmtk_support.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr Tag kItem{0xFFFE, 0xE000};
constexpr Tag kItemEnd{0xFFFE, 0xE00D};
constexpr Tag kSequenceEnd{0xFFFE, 0xE0DD};
constexpr Tag kPixelData{0x7FE0, 0x0010};
constexpr Tag kFloatPixels{0x7FE0, 0x0008};
constexpr Tag kDoublePixels{0x7FE0, 0x0009};
constexpr std::size_t kMostNotes = 16;
constexpr std::size_t kPaddingLooked_bytes = 64 * 1024;

// PS3.5 7.1.2: these have two reserved bytes and a length of four.
constexpr std::array<std::string_view, 13> kLongVrs{"OB", "OD", "OF", "OL", "OV", "OW", "SQ",
                                                    "SV", "UC", "UN", "UR", "UT", "UV"};
constexpr std::array<std::string_view, 21> kShortVrs{"AE", "AS", "AT", "CS", "DA", "DS", "DT",
                                                     "FD", "FL", "IS", "LO", "LT", "PN", "SH",
                                                     "SL", "SS", "ST", "TM", "UI", "UL", "US"};

// Two capitals: where they stand in the lists, the short ones first, counted from 1; 0: in none.
constexpr auto kVrPlaces = [] {
    std::array<std::uint8_t, 26 * 26> places{};
    std::uint8_t place = 0;
    for (const std::string_view vr : kShortVrs)
        places[static_cast<std::size_t>((vr[0] - 'A') * 26 + vr[1] - 'A')] = ++place;
    for (const std::string_view vr : kLongVrs)
        places[static_cast<std::size_t>((vr[0] - 'A') * 26 + vr[1] - 'A')] = ++place;
    return places;
}();

bool isUpper(std::uint8_t c) {
    return c >= 'A' && c <= 'Z';
}

struct KnownVr {
    std::string_view letters; // of the lists; empty: in none
    bool isShort = false;
};

KnownVr knownVr(std::uint8_t first, std::uint8_t second) {
    if (!isUpper(first) || !isUpper(second)) return {};
    const std::size_t place = kVrPlaces[static_cast<std::size_t>((first - 'A') * 26 + second - 'A')];
    if (place == 0) return {};
    if (place <= kShortVrs.size()) return {kShortVrs[place - 1], true};
    return {kLongVrs[place - 1 - kShortVrs.size()], false};
}

// The start of an element of kind UN as if its kind had been written (PS3.5 6.2.2): UN hides values from
// parsers. Empty for kinds with long lengths.
std::string startWithKnownVr(const ElementHeader& header) {
    const std::string letters = toolkitVrLetters(header.tag);
    if (letters.size() != 2 || header.length > 0xFFFF ||
        !knownVr(static_cast<std::uint8_t>(letters[0]), static_cast<std::uint8_t>(letters[1])).isShort)
        return {};
    std::string start;
    for (const std::uint32_t word : {std::uint32_t{header.tag.group}, std::uint32_t{header.tag.element}}) {
        start += static_cast<char>(word & 0xFF);
        start += static_cast<char>(word >> 8);
    }
    start += letters;
    start += static_cast<char>(header.length & 0xFF);
    start += static_cast<char>(header.length >> 8);
    return start;
}

} // namespace

std::uint16_t word16(std::span<const std::uint8_t> bytes, std::size_t at, bool big) {
    const unsigned first = bytes[at];
    const unsigned second = bytes[at + 1];
    return static_cast<std::uint16_t>(big ? first << 8 | second : second << 8 | first);
}

std::uint32_t word32(std::span<const std::uint8_t> bytes, std::size_t at, bool big) {
    const std::uint32_t first = word16(bytes, at, big);
    const std::uint32_t second = word16(bytes, at + 2, big);
    return big ? first << 16 | second : second << 16 | first;
}

bool isKnownVr(std::span<const std::uint8_t> bytes, std::size_t at) {
    if (bytes.size() < at + 2) return false;
    return !knownVr(bytes[at], bytes[at + 1]).letters.empty();
}

std::optional<ElementHeader> readElementHeader(ByteSource& bytes, std::uint64_t offset, std::uint64_t room,
                                               Encoding encoding) {
    const auto start = bytes.read(offset, static_cast<std::size_t>(std::min<std::uint64_t>(room, 12)));
    if (start.size() < 8) return std::nullopt;
    const bool big = encoding == Encoding::ExplicitBig;
    ElementHeader header;
    header.tag = {word16(start, 0, big), word16(start, 2, big)};
    header.offset = offset;
    header.valueOffset = offset + 8;
    if (encoding == Encoding::ImplicitLittle || header.tag.group == 0xFFFE) {
        header.length = word32(start, 4, big);
        return header;
    }
    const KnownVr vr = knownVr(start[4], start[5]);
    header.vr = vr.letters;
    if (vr.isShort) {
        header.length = word16(start, 6, big);
        return header;
    }
    header.knownVr = !header.vr.empty();
    // Unknown letters are read as DCMTK reads them: capitals are a VR of the future, which will be a long
    // one.
    if (!header.knownVr && !(isUpper(start[4]) && isUpper(start[5]))) {
        header.length = word16(start, 6, big);
        return header;
    }
    if (start.size() < 12) return std::nullopt;
    header.length = word32(start, 8, big);
    header.valueOffset = offset + 12;
    return header;
}

ElementWalk::ElementWalk(ByteSource& bytes, const PrescanRequest& request, Prescan& result)
    : bytes_(bytes)
    , request_(request)
    , result_(result) {}

void ElementWalk::run(std::uint64_t start, Encoding encoding) {
    at_ = start;
    stack_.push_back({Kind::Elements, bytes_.size(), false, encoding, {}, 0, false, 0});
    while (!done_ && !stack_.empty())
        step();
}

void ElementWalk::step() {
    const Level& top = stack_.back();
    if (at_ >= top.end) {
        if (!top.open) {
            if (top.kind == Kind::Sequence) --num_sequences_;
            stack_.pop_back();
        } else if (top.kind == Kind::Fragments && stack_.size() == 2) {
            // Decoders go by the fragments, and all of them are there.
            note(FindingKind::CutShort, top.tag, at_, "the pixel data end without their delimiter");
            stack_.pop_back();
        } else {
            fail(top.end == bytes_.size() ? FindingKind::CutShort : FindingKind::LengthBeyondEnd, top.tag,
                 top.offset, "it isn't closed by a delimiter");
        }
        return;
    }
    switch (top.kind) {
    case Kind::Elements:
        return element();
    case Kind::Sequence:
        return item();
    case Kind::Fragments:
        return fragment();
    }
}

void ElementWalk::element() {
    const Level& top = stack_.back();
    const bool root = stack_.size() == 1;
    if (root) rootAt_ = at_;
    const std::uint64_t room = top.end - at_;
    const auto header = readElementHeader(bytes_, at_, room, top.encoding);
    if (root && (!header || header->tag == Tag{0, 0}) && endsInPadding()) {
        done_ = true;
        return;
    }
    if (!header)
        return fail(top.end == bytes_.size() ? FindingKind::CutShort : FindingKind::LengthBeyondEnd, top.tag,
                    at_, fmt::format("{} bytes are no element", room));
    if (++num_elements_ > request_.limits.elements)
        return fail(FindingKind::TooManyElements, header->tag, at_,
                    fmt::format("more than {} elements", request_.limits.elements));
    if (header->tag.group == 0xFFFE) {
        if (header->tag != kItemEnd || !top.open)
            return fail(FindingKind::StrayTag, header->tag, at_, "an item or delimiter where none belongs");
        at_ = header->valueOffset;
        stack_.pop_back();
        return;
    }
    if (!header->knownVr)
        note(FindingKind::UnknownVr, header->tag, at_, "its value representation is none of DICOM's");
    if (header->length != kUndefinedLength) {
        const std::uint64_t left = top.end - std::min(top.end, header->valueOffset);
        if (header->length > left)
            return fail(top.end == bytes_.size() ? FindingKind::CutShort : FindingKind::LengthBeyondEnd,
                        header->tag, at_,
                        fmt::format("the value claims {} bytes, {} are left", header->length, left));
        if (header->length > request_.limits.value_bytes)
            return fail(FindingKind::ValueTooLarge, header->tag, at_,
                        fmt::format("a value of {} bytes", header->length));
    }
    remember(*header);
    enter(*header);
}

// Goes into a sequence or into fragments, or over a plain value.
void ElementWalk::enter(const ElementHeader& header) {
    const Encoding encoding = stack_.back().encoding;
    const bool undefined = header.length == kUndefinedLength;
    // PS3.5 A.4 has OB, and OW is met; of another kind a parser takes them for something else.
    const bool ofPixels = header.vr == "OB" || header.vr == "OW" || encoding == Encoding::ImplicitLittle;
    if (undefined && header.tag == kPixelData && ofPixels) return enterFragments(header);
    if (header.vr == "SQ") return enterSequence(header, encoding, false);
    if (undefined && (header.vr == "UN" || encoding == Encoding::ImplicitLittle))
        return enterSequence(header, Encoding::ImplicitLittle, false); // PS3.5 6.2.2, note on UN
    if (undefined)
        return fail(FindingKind::UndefinedLength, header.tag, header.offset,
                    fmt::format("a value of kind {} has no length", header.vr));
    if (encoding == Encoding::ImplicitLittle && header.length >= 8) {
        const ToolkitVr known = toolkitVr(header.tag);
        if (known == ToolkitVr::Sequence) return enterSequence(header, encoding, false);
        if (known == ToolkitVr::Unknown && looksLikeSequence(header))
            return enterSequence(header, encoding, true);
    }
    at_ = header.valueOffset + header.length;
}

void ElementWalk::enterSequence(const ElementHeader& header, Encoding encoding, bool guessed) {
    if (num_sequences_ >= request_.limits.nesting)
        return fail(FindingKind::Nesting, header.tag, header.offset,
                    fmt::format("sequences nest deeper than {}", request_.limits.nesting));
    ++num_sequences_;
    const bool open = header.length == kUndefinedLength;
    const std::uint64_t end = open ? stack_.back().end : header.valueOffset + header.length;
    stack_.push_back({Kind::Sequence, end, open, encoding, header.tag, header.offset, guessed, 0});
    at_ = header.valueOffset;
}

void ElementWalk::enterFragments(const ElementHeader& header) {
    const Level& top = stack_.back();
    stack_.push_back({Kind::Fragments, top.end, true, top.encoding, header.tag, header.offset, false, 0});
    at_ = header.valueOffset;
}

std::optional<ElementHeader> ElementWalk::itemHeader() {
    const Level& top = stack_.back();
    const auto header = readElementHeader(bytes_, at_, top.end - at_, top.encoding);
    if (!header || header->tag.group != 0xFFFE) {
        fail(header ? FindingKind::StrayTag : FindingKind::CutShort, top.tag, at_,
             header ? "something else stands where an item must be" : "it ends inside an item's start");
        return std::nullopt;
    }
    return header;
}

void ElementWalk::item() {
    const auto header = itemHeader();
    if (!header) return;
    Level& top = stack_.back();
    if (header->tag == kSequenceEnd && top.open) {
        at_ = header->valueOffset;
        --num_sequences_;
        stack_.pop_back();
        return;
    }
    if (header->tag != kItem)
        return fail(FindingKind::StrayTag, top.tag, at_, "a delimiter where an item must be");
    if (++top.items > request_.limits.items)
        return fail(FindingKind::TooManyItems, top.tag, top.offset,
                    fmt::format("more than {} items", request_.limits.items));
    const bool open = header->length == kUndefinedLength;
    const std::uint64_t left = top.end - header->valueOffset;
    if (!open && header->length > left)
        return fail(top.end == bytes_.size() ? FindingKind::CutShort : FindingKind::LengthBeyondEnd, top.tag,
                    at_, fmt::format("an item claims {} bytes, {} are left", header->length, left));
    const std::uint64_t end = open ? top.end : header->valueOffset + header->length;
    at_ = header->valueOffset;
    stack_.push_back({Kind::Elements, end, open, top.encoding, top.tag, top.offset, false, 0});
}

void ElementWalk::fragment() {
    const auto header = itemHeader();
    if (!header) return;
    Level& top = stack_.back();
    const bool root = stack_.size() == 2;
    if (header->tag == kSequenceEnd) {
        at_ = header->valueOffset;
        stack_.pop_back();
        return;
    }
    if (header->tag != kItem || header->length == kUndefinedLength)
        return fail(FindingKind::UndefinedLength, top.tag, at_, "a fragment has no length");
    const std::uint64_t left = top.end - header->valueOffset;
    if (header->length > left)
        return fail(FindingKind::CutShort, top.tag, at_,
                    fmt::format("a fragment claims {} bytes, {} are left", header->length, left));
    if (top.items++ == 0) {
        checkOffsetTable(header->valueOffset, header->length);
    } else if (root && result_.pixels) {
        result_.pixels->num_fragments += 1;
        result_.pixels->length += header->length;
    }
    at_ = header->valueOffset + header->length;
}

// PS3.5 A.4: rising offsets of four bytes. Decoders rebuild a wrong table, so this is a note.
void ElementWalk::checkOffsetTable(std::uint64_t offset, std::uint32_t length) {
    if (length % 4 != 0)
        return note(FindingKind::OffsetTable, kPixelData, offset,
                    "the offset table's length is no multiple of 4");
    std::uint32_t last = 0;
    constexpr std::uint32_t kChunk = 4096;
    for (std::uint32_t done = 0; done < length;) {
        const auto chunk = bytes_.read(offset + done, std::min(kChunk, length - done));
        if (chunk.size() < 4) return;
        for (std::size_t i = 0; i + 4 <= chunk.size(); i += 4) {
            const std::uint32_t entry = word32(chunk, i, false);
            if (entry < last || entry > bytes_.size() - offset)
                return note(FindingKind::OffsetTable, kPixelData, offset + done + i,
                            "the offset table doesn't rise or points behind the file");
            last = entry;
        }
        done += static_cast<std::uint32_t>(chunk.size() / 4 * 4);
    }
}

void ElementWalk::remember(const ElementHeader& header) {
    const bool undefined = header.length == kUndefinedLength;
    if (request_.collect == header.tag && !undefined &&
        header.length <= request_.limits.excerpt_value_bytes) {
        const auto value = bytes_.read(header.valueOffset, header.length);
        result_.collected.emplace_back(reinterpret_cast<const char*>(value.data()), value.size());
    }
    if (stack_.size() != 1) return;
    const bool isPixels =
        header.tag == kPixelData || header.tag == kFloatPixels || header.tag == kDoublePixels;
    if (isPixels && !result_.pixels) {
        result_.pixels =
            PixelValue{header.tag, header.valueOffset, undefined ? 0 : header.length, undefined, 0};
        behindPixels_ = true;
        pixelsAt_ = header.offset;
    }
    if (undefined || header.length > request_.limits.excerpt_value_bytes) return;
    if (!std::binary_search(request_.excerpt.begin(), request_.excerpt.end(), header.tag)) return;
    const auto startBytes = static_cast<std::size_t>(header.valueOffset - header.offset);
    const auto raw = bytes_.read(header.offset, startBytes + header.length);
    const std::string_view text(reinterpret_cast<const char*>(raw.data()), raw.size());
    const std::string known = header.vr == "UN" && stack_.back().encoding == Encoding::ExplicitLittle
                                  ? startWithKnownVr(header)
                                  : std::string();
    result_.excerpt += known.empty() ? text.substr(0, startBytes) : std::string_view(known);
    result_.excerpt += text.substr(std::min(startBytes, text.size()));
    result_.excerptOffsets.emplace_back(header.tag, header.offset);
}

bool ElementWalk::looksLikeSequence(const ElementHeader& header) {
    const auto start = bytes_.read(header.valueOffset, 4);
    return start.size() == 4 && Tag{word16(start, 0, false), word16(start, 2, false)} == kItem;
}

bool ElementWalk::endsInPadding() {
    const auto rest = bytes_.read(at_, kPaddingLooked_bytes);
    return std::all_of(rest.begin(), rest.end(), [](std::uint8_t byte) { return byte == 0; });
}

void ElementWalk::note(FindingKind kind, Tag tag, std::uint64_t offset, std::string reason) {
    if (result_.notes.size() < kMostNotes) result_.notes.push_back({kind, tag, offset, std::move(reason)});
}

void ElementWalk::fail(FindingKind kind, Tag tag, std::uint64_t offset, std::string reason) {
    const bool harmful = kind == FindingKind::Nesting || kind == FindingKind::TooManyItems ||
                         kind == FindingKind::TooManyElements;
    // Bytes of unknown kind that only looked like a sequence are a plain value.
    const auto guess = std::find_if(stack_.begin(), stack_.end(), [](const Level& l) { return l.guessed; });
    if (!harmful && guess != stack_.end()) {
        at_ = guess->end;
        num_sequences_ -= static_cast<std::size_t>(
            std::count_if(guess, stack_.end(), [](const Level& l) { return l.kind == Kind::Sequence; }));
        stack_.erase(guess, stack_.end());
        return;
    }
    done_ = true;
    // What stands behind the pixel data is read by nobody.
    const bool inPixels = stack_.size() > 1 ? stack_[1].tag == kPixelData : offset == pixelsAt_;
    if (!harmful && behindPixels_ && !inPixels) {
        result_.soundEnd = rootAt_;
        return note(FindingKind::Trailing, tag, offset, "behind the pixel data: " + reason);
    }
    result_.fault = Finding{kind, tag, offset, std::move(reason)};
}

} // namespace vrft
