// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/prescan.h"

#include "imaging/dicom/inflate.h"
#include "imaging/dicom/prescan_walk.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::uint64_t kPreamble_bytes = 128;
constexpr std::size_t kLongestUid = 64;
constexpr std::string_view kImplicitLittle = "1.2.840.10008.1.2";
constexpr std::string_view kExplicitLittle = "1.2.840.10008.1.2.1";
constexpr std::string_view kExplicitBig = "1.2.840.10008.1.2.2";
// GE's private big-endian pixels and Papyrus 3 have implicit data sets too.
constexpr std::array kImplicitSyntaxes{kImplicitLittle, std::string_view("1.2.840.113619.5.2"),
                                       std::string_view("1.2.840.10008.1.20")};
// Deflated data sets: PS3.5 A.5; JPIP referenced and deflated.
constexpr std::array<std::string_view, 3> kDeflatedSyntaxes{
    "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

std::string_view syntaxOf(Encoding encoding) {
    switch (encoding) {
    case Encoding::ImplicitLittle:
        return kImplicitLittle;
    case Encoding::ExplicitBig:
        return kExplicitBig;
    case Encoding::ExplicitLittle:
        break;
    }
    return kExplicitLittle;
}

Encoding encodingOf(std::string_view syntax) {
    if (contains(kImplicitSyntaxes, syntax)) return Encoding::ImplicitLittle;
    // All others, the encapsulated and the unknown ones too, are explicit little endian (PS3.5 annex A).
    return syntax == kExplicitBig ? Encoding::ExplicitBig : Encoding::ExplicitLittle;
}

void reject(Prescan& result, Prescan::Verdict verdict, Finding finding) {
    result.verdict = verdict;
    result.fault = std::move(finding);
}

// How the data set at `offset` is encoded, told by its first element; nothing if it looks like none. A file
// without a meta header must begin with group 8.
std::optional<Encoding> encodingFound(ByteSource& bytes, std::uint64_t offset, bool strict) {
    const auto start = bytes.read(offset, 12);
    if (start.size() < 8) return std::nullopt;
    const std::uint16_t little = word16(start, 0, false);
    const std::uint16_t big = word16(start, 0, true);
    const auto fits = [strict](std::uint16_t group) {
        return strict ? group == 0x0008 : group != 0 && group <= 0x7FE0;
    };
    const bool vr = isKnownVr(start, 4);
    if (vr && fits(little) && (little <= big || !fits(big))) return Encoding::ExplicitLittle;
    if (vr && fits(big)) return Encoding::ExplicitBig;
    const std::uint32_t length = word32(start, 4, false);
    const bool plausible = length <= bytes.size() - offset - 8 || (length == kUndefinedLength && !strict);
    if (fits(little) && plausible && (!strict || length <= 0xFFFF)) return Encoding::ImplicitLittle;
    return std::nullopt;
}

std::string uidText(ByteSource& bytes, const ElementHeader& header) {
    const auto value = bytes.read(header.valueOffset, std::min<std::size_t>(header.length, kLongestUid));
    std::string text(reinterpret_cast<const char*>(value.data()), value.size());
    while (!text.empty() && (text.back() == '\0' || text.back() == ' '))
        text.pop_back();
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

// Reads the elements of group 2 from `offset`; returns where the data set begins. The group's own length is
// ignored: wrong ones are common, and the elements tell.
std::optional<std::uint64_t> readMeta(ByteSource& bytes, std::uint64_t offset, Prescan& result) {
    std::optional<std::uint64_t> groupLengthAt;
    std::uint64_t groupLength = 0;
    while (offset < bytes.size()) {
        const auto header = readElementHeader(bytes, offset, bytes.size() - offset, Encoding::ExplicitLittle);
        if (!header) break;
        if (header->tag.group != 0x0002) {
            if (groupLengthAt && *groupLengthAt + 4 + groupLength != offset)
                result.wrongGroupLength = groupLengthAt;
            return offset;
        }
        const std::uint64_t left = bytes.size() - std::min(bytes.size(), header->valueOffset);
        if (header->length == kUndefinedLength) {
            reject(
                result, Prescan::Verdict::Broken,
                {FindingKind::MetaHeader, header->tag, offset, "a value of the meta header has no length"});
            return std::nullopt;
        }
        if (!header->knownVr) { // DCMTK would take the whole meta header for an implicit one
            reject(result, Prescan::Verdict::Broken,
                   {FindingKind::MetaHeader, header->tag, offset,
                    "a value of the meta header is of unknown kind"});
            return std::nullopt;
        }
        if (header->length > left) {
            reject(result, Prescan::Verdict::Broken,
                   {FindingKind::CutShort, header->tag, offset,
                    fmt::format("the value claims {} bytes, {} are left", header->length, left)});
            return std::nullopt;
        }
        if (header->tag == Tag{0x0002, 0x0000} && header->length == 4) {
            groupLengthAt = header->valueOffset;
            groupLength = word32(bytes.read(header->valueOffset, 4), 0, false);
        }
        if (header->tag == Tag{0x0002, 0x0002}) result.mediaClass = uidText(bytes, *header);
        if (header->tag == Tag{0x0002, 0x0010}) result.transferSyntax = uidText(bytes, *header);
        offset = header->valueOffset + header->length;
    }
    reject(result, Prescan::Verdict::Broken,
           {FindingKind::CutShort, {}, std::min(offset, bytes.size()), "the file ends before its data set"});
    return std::nullopt;
}

// Where the data set begins; nothing if the file isn't DICOM or its meta header is broken.
std::optional<std::uint64_t> findDataSet(ByteSource& bytes, Prescan& result) {
    if (bytes.size() == 0) {
        reject(result, Prescan::Verdict::NotDicom, {FindingKind::Empty, {}, 0, "the file is empty"});
        return std::nullopt;
    }
    const auto mark = bytes.read(kPreamble_bytes, 4);
    if (mark.size() == 4 && std::equal(mark.begin(), mark.end(), "DICM"))
        return readMeta(bytes, kPreamble_bytes + 4, result);
    const auto start = bytes.read(0, 8);
    if (start.size() == 8 && word16(start, 0, false) == 0x0002 && isKnownVr(start, 4))
        return readMeta(bytes, 0, result); // a preamble forgotten
    if (encodingFound(bytes, 0, true)) return 0;
    reject(result, Prescan::Verdict::NotDicom, {FindingKind::NotDicom, {}, 0, "not a DICOM file"});
    return std::nullopt;
}

// PS3.5 A.5: a raw deflate stream. Memory grows with what comes out, up to the caps.
bool inflateDataSet(ByteSource& bytes, std::uint64_t offset, const PrescanLimits& limits, Prescan& result) {
    const auto broken = [&](FindingKind kind, std::uint64_t at, std::string reason) {
        reject(result, Prescan::Verdict::Broken, {kind, {}, at, std::move(reason)});
    };
    Inflater inflater(Inflater::Format::Raw, [&bytes, at = offset]() mutable {
        const auto part = bytes.read(at, 64 * 1024);
        at += part.size();
        return part;
    });
    std::vector<std::uint8_t> out(256 * 1024);
    while (!inflater.complete()) {
        const std::size_t made = inflater.next(out);
        const std::uint64_t used = inflater.used();
        if (made == 0 && !inflater.complete()) {
            broken(inflater.starved() ? FindingKind::CutShort : FindingKind::Inflate, offset + used,
                   inflater.starved() ? "the deflated data set is cut short"
                                      : "the deflated data set is damaged");
            return false;
        }
        result.inflated.append(reinterpret_cast<const char*>(out.data()), made);
        if (result.inflated.size() > limits.inflated_bytes ||
            result.inflated.size() > std::max<std::uint64_t>(used, 1024) * limits.inflated_ratio) {
            result.inflated.clear();
            broken(FindingKind::InflateBomb, offset + used,
                   fmt::format("it inflates to more than {} times its size or {} MiB", limits.inflated_ratio,
                               limits.inflated_bytes >> 20));
            return false;
        }
    }
    return true;
}

// The declared encoding unless the first element plainly speaks another.
void settleEncoding(ByteSource& bytes, std::uint64_t offset, Prescan& result) {
    const auto found = encodingFound(bytes, offset, false);
    if (result.transferSyntax.empty()) {
        result.encoding = found.value_or(Encoding::ImplicitLittle); // PS3.5 10.1: the default
        result.transferSyntax = syntaxOf(result.encoding);
        return;
    }
    result.encoding = encodingOf(result.transferSyntax);
    if (!found || *found == result.encoding) return;
    result.notes.push_back({FindingKind::Encoding,
                            {},
                            offset,
                            fmt::format("the data set isn't encoded as {} says", result.transferSyntax)});
    result.encoding = *found;
    result.transferSyntax = syntaxOf(*found);
}

// PS3.10 7.1 with what a parser needs: the transfer syntax.
std::string excerptStart(Encoding encoding) {
    std::string uid(syntaxOf(encoding));
    if (uid.size() % 2 == 1) uid += '\0';
    std::string meta(kPreamble_bytes, '\0');
    meta += "DICM";
    meta += std::string_view("\x02\0\0\0UL\x04\0", 8);
    meta += static_cast<char>(8 + uid.size());
    meta.append(3, '\0');
    meta += std::string_view("\x02\0\x10\0UI", 6);
    meta += static_cast<char>(uid.size());
    meta += '\0';
    return meta + uid;
}

} // namespace

std::string_view findingName(FindingKind kind) {
    static constexpr std::array<std::string_view, 20> kNames{
        "empty",           "not_dicom",         "meta_header", "cut_short",    "length_beyond_end",
        "value_too_large", "undefined_length",  "unknown_vr",  "stray_tag",    "nesting",
        "too_many_items",  "too_many_elements", "inflate",     "inflate_bomb", "offset_table",
        "encoding",        "trailing",          "attribute",   "toolkit",      "pixels"};
    return kNames[static_cast<std::size_t>(kind)];
}

Prescan prescan(ByteSource& bytes, const PrescanRequest& request) {
    Prescan result;
    std::optional<std::uint64_t> start = findDataSet(bytes, result);
    if (!start) return result;
    result.dataSetStart = *start;
    const std::string declared = result.transferSyntax;
    const auto walk = [&](ByteSource& dataSet, std::uint64_t from) {
        settleEncoding(dataSet, from, result);
        if (!request.excerpt.empty()) result.excerpt = excerptStart(result.encoding);
        result.excerptStart = result.excerpt.size();
        ElementWalk(dataSet, request, result).run(from, result.encoding);
    };
    if (contains(kDeflatedSyntaxes, result.transferSyntax)) {
        if (!inflateDataSet(bytes, *start, request.limits, result)) return result;
        MemoryBytes inflated(result.inflated);
        walk(inflated, 0);
        result.transferSyntax = declared;
    } else {
        walk(bytes, *start);
        // A header of another encoding doesn't change how the pixels are compressed.
        if (result.pixels && result.pixels->encapsulated && !declared.empty())
            result.transferSyntax = declared;
    }
    if (result.fault) result.verdict = Prescan::Verdict::Broken;
    return result;
}

} // namespace vrft
