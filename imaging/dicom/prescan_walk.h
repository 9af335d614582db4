// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The walk over the elements of one data set, with its own stack. Internal to the pre-scan (prescan.h).
#pragma once

#include "imaging/dicom/prescan.h"

#include <vector>

namespace vrft {

inline constexpr std::uint32_t kUndefinedLength = 0xFFFFFFFF;

// Numbers of two and four bytes in a data set's byte order.
std::uint16_t word16(std::span<const std::uint8_t> bytes, std::size_t at, bool big);
std::uint32_t word32(std::span<const std::uint8_t> bytes, std::size_t at, bool big);

// The bytes of an element's start as PS3.5 7.1 lays them out.
struct ElementHeader {
    Tag tag;
    std::uint64_t offset = 0; // of the tag
    std::uint64_t valueOffset = 0;
    std::uint32_t length = 0; // kUndefinedLength
    std::string_view vr;      // two letters, empty where implicit; points to static text
    bool knownVr = true;
};

// Whether two bytes are a value representation of PS3.5 6.2.
bool isKnownVr(std::span<const std::uint8_t> bytes, std::size_t at);
// At most `room` bytes may be used; nothing if they don't suffice.
std::optional<ElementHeader> readElementHeader(ByteSource& bytes, std::uint64_t offset, std::uint64_t room,
                                               Encoding encoding);

class ElementWalk {
public:
    // Adds to `result`: fault, notes, pixels, excerpt elements, collected values.
    ElementWalk(ByteSource& bytes, const PrescanRequest& request, Prescan& result);
    void run(std::uint64_t start, Encoding encoding);

private:
    enum class Kind { Elements, Sequence, Fragments };
    struct Level {
        Kind kind = Kind::Elements;
        std::uint64_t end = 0; // of what it stands in, where its own length is undefined
        bool open = false;     // closed by a delimiter
        Encoding encoding = Encoding::ExplicitLittle;
        Tag tag;
        std::uint64_t offset = 0; // of its element
        bool guessed = false;     // an implicit value of unknown kind that begins like a sequence
        std::uint32_t items = 0;
    };

    void step();
    void element();
    void item();
    void fragment();
    void enter(const ElementHeader& header);
    void enterSequence(const ElementHeader& header, Encoding encoding, bool guessed);
    void enterFragments(const ElementHeader& header);
    void remember(const ElementHeader& header);
    void checkOffsetTable(std::uint64_t offset, std::uint32_t length);
    bool endsInPadding();
    bool looksLikeSequence(const ElementHeader& header);
    std::optional<ElementHeader> itemHeader();

    void fail(FindingKind kind, Tag tag, std::uint64_t offset, std::string reason);
    void note(FindingKind kind, Tag tag, std::uint64_t offset, std::string reason);

    ByteSource& bytes_;
    const PrescanRequest& request_;
    Prescan& result_;
    std::vector<Level> stack_;
    std::uint64_t at_ = 0;
    std::uint64_t rootAt_ = 0; // where the element of the data set itself begins that is walked now
    std::uint64_t num_elements_ = 0;
    std::size_t num_sequences_ = 0; // on the stack
    bool behindPixels_ = false;
    std::uint64_t pixelsAt_ = 0; // where the first pixel data's element begins
    bool done_ = false;
};

} // namespace vrft
