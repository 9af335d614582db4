// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Walks the structure of a DICOM file before any toolkit sees it: is it DICOM, and do its lengths, nesting
// and offsets hold? The first broken rule is the fault, with tag and byte offset.
//
// Iterative: no recursion, no memory taken by a claimed length (only what was really read, and inflated bytes
// up to a cap). Values are not looked at, but for the few that steer the walk. Not here: what attributes
// mean (header_record.h), decoding. Rules: PS3.5 chapter 7 and annex A (encodings, sequences, fragments),
// PS3.10 chapter 7 (preamble, meta header). Thread rule: pure function of the source. Ownership: values.
#pragma once

#include "imaging/dicom/byte_source.h"
#include "imaging/dicom/tag.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

struct PrescanLimits {
    std::size_t nesting = 64;     // sequences inside sequences
    std::uint32_t items = 65'536; // of one sequence
    std::uint64_t elements = 4'000'000;
    std::uint64_t value_bytes = std::uint64_t{2} << 30;
    std::uint64_t inflated_bytes = std::uint64_t{512} << 20;
    std::uint64_t inflated_ratio = 1000;
    std::size_t excerpt_value_bytes = 64 * 1024; // larger values are left out of the excerpt
};

enum class FindingKind {
    Empty,
    NotDicom,
    MetaHeader,      // the meta header breaks PS3.10 7.1
    CutShort,        // the file ends inside an element
    LengthBeyondEnd, // a value is longer than what it stands in
    ValueTooLarge,
    UndefinedLength, // where PS3.5 7.1 demands a number
    UnknownVr,
    StrayTag, // an item or delimiter where none belongs, or another tag where an item must be
    Nesting,
    TooManyItems,
    TooManyElements,
    Inflate, // the deflated stream is damaged
    InflateBomb,
    OffsetTable,
    Encoding,  // the data set isn't encoded as the meta header says
    Trailing,  // bytes behind the last element
    Attribute, // an attribute's value can't be used
    Toolkit,   // DCMTK refuses what the walk found sound
    Pixels     // compressed pixels weren't or can't be decoded
};
std::string_view findingName(FindingKind kind); // "cut_short", ...

struct Finding {
    FindingKind kind = FindingKind::NotDicom;
    Tag tag;
    std::uint64_t offset = 0; // of the element, in the file; in the inflated data set of a deflated file
    std::string reason;
};

enum class Encoding { ImplicitLittle, ExplicitLittle, ExplicitBig };

// Pixel Data of the data set itself (not of an icon): PS3.5 8.2, A.4.
struct PixelValue {
    Tag tag;                  // Pixel Data, Float Pixel Data or Double Float Pixel Data
    std::uint64_t offset = 0; // of the value, in `inflated` if that isn't empty
    std::uint64_t length = 0; // of all fragments together where encapsulated
    bool encapsulated = false;
    std::uint64_t num_fragments = 0; // without the offset table
};

struct Prescan {
    enum class Verdict { Sound, NotDicom, Broken };
    Verdict verdict = Verdict::Sound;
    std::optional<Finding> fault; // of NotDicom and Broken
    std::vector<Finding> notes;   // what was odd but harmless; the first few
    std::string transferSyntax;   // as declared, or as found where nothing is declared or it is wrong
    std::string mediaClass;       // Media Storage SOP Class UID
    Encoding encoding = Encoding::ExplicitLittle;
    std::uint64_t dataSetStart = 0; // in the file, behind preamble and meta header
    // Where the four bytes of a meta header's group length stand that isn't true, as is common.
    std::optional<std::uint64_t> wrongGroupLength;
    std::optional<PixelValue> pixels;
    std::string inflated; // the data set of a deflated file
    // Where bytes begin that are no elements, behind sound pixel data (a note of kind Trailing tells of
    // them); in `inflated` if that isn't empty. A parser must not get there.
    std::optional<std::uint64_t> soundEnd;
    // A small Part 10 file of the wanted elements alone, its meta header naming `encoding`.
    std::string excerpt;
    std::size_t excerptStart = 0;                              // of its data set
    std::vector<std::pair<Tag, std::uint64_t>> excerptOffsets; // where its elements stand
    std::vector<std::string> collected;                        // raw values of `collect`
};

struct PrescanRequest {
    std::span<const Tag> excerpt = {}; // wanted elements of the data set itself, in rising order
    std::optional<Tag> collect = {};   // every value of this tag, at any depth (file ids of a DICOMDIR)
    PrescanLimits limits = {};
};

Prescan prescan(ByteSource& bytes, const PrescanRequest& request = {});

} // namespace vrft
