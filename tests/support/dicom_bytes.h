// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// DICOM files put together byte by byte, right or wrong as a test wants them: elements in any encoding
// (ElementWriter), images in explicit VR little endian (DicomBytes), small sound files of every kind
// (seedFiles).
#pragma once

#include "core/random.h"
#include "imaging/dicom/prescan.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include <zlib.h>

namespace vrft::test {

inline constexpr std::uint32_t kOpen = 0xFFFFFFFF;

// Writes elements in one encoding; lengths may lie.
class ElementWriter {
public:
    explicit ElementWriter(Encoding encoding)
        : encoding_(encoding) {}

    std::string number(std::uint32_t value, std::size_t bytes) const {
        std::string text;
        for (std::size_t i = 0; i < bytes; ++i) {
            const std::size_t at = big() ? bytes - 1 - i : i;
            text += static_cast<char>(value >> (8 * at) & 0xFF);
        }
        return text;
    }
    // Tag, kind and length as they would stand before a value of `length` bytes.
    std::string start(Tag tag, std::string_view vr, std::uint32_t length) const {
        std::string text = number(tag.group, 2) + number(tag.element, 2);
        if (encoding_ == Encoding::ImplicitLittle || tag.group == 0xFFFE) return text + number(length, 4);
        text += vr;
        static constexpr std::array<std::string_view, 13> kLong{"OB", "OD", "OF", "OL", "OV", "OW", "SQ",
                                                                "SV", "UC", "UN", "UR", "UT", "UV"};
        if (std::find(kLong.begin(), kLong.end(), vr) == kLong.end()) return text + number(length, 2);
        return text + std::string(2, '\0') + number(length, 4);
    }
    std::string element(Tag tag, std::string_view vr, std::string value) const {
        if (value.size() % 2 == 1) value += vr == "UI" || vr == "OB" ? '\0' : ' ';
        return start(tag, vr, static_cast<std::uint32_t>(value.size())) + value;
    }
    std::string word(Tag tag, std::uint32_t value) const { return element(tag, "US", number(value, 2)); }
    std::string item(const std::string& content, bool open = false) const {
        if (!open) return start({0xFFFE, 0xE000}, "", static_cast<std::uint32_t>(content.size())) + content;
        return start({0xFFFE, 0xE000}, "", kOpen) + content + start({0xFFFE, 0xE00D}, "", 0);
    }
    std::string sequence(Tag tag, const std::string& items, bool open = false) const {
        if (!open) return start(tag, "SQ", static_cast<std::uint32_t>(items.size())) + items;
        return start(tag, "SQ", kOpen) + items + start({0xFFFE, 0xE0DD}, "", 0);
    }
    // Sequences inside sequences, `depth` of them, the innermost empty.
    std::string nested(std::size_t depth, bool open) const {
        constexpr Tag kReferenced{0x0008, 0x1140};
        if (open) {
            std::string text;
            for (std::size_t i = 0; i < depth; ++i)
                text += start(kReferenced, "SQ", kOpen) + start({0xFFFE, 0xE000}, "", kOpen);
            for (std::size_t i = 0; i < depth; ++i)
                text += start({0xFFFE, 0xE00D}, "", 0) + start({0xFFFE, 0xE0DD}, "", 0);
            return text;
        }
        std::string starts; // from the inside out, each begun with its reversed bytes: appending stays cheap
        std::uint32_t length = 0;
        for (std::size_t i = 0; i < depth; ++i) {
            std::string level = start({0xFFFE, 0xE000}, "", length);
            level = start(kReferenced, "SQ", length + static_cast<std::uint32_t>(level.size())) + level;
            length += static_cast<std::uint32_t>(level.size());
            starts.append(level.rbegin(), level.rend());
        }
        return {starts.rbegin(), starts.rend()};
    }

private:
    bool big() const { return encoding_ == Encoding::ExplicitBig; }
    Encoding encoding_;
};

inline std::string syntaxUid(Encoding encoding) {
    if (encoding == Encoding::ImplicitLittle) return "1.2.840.10008.1.2";
    return encoding == Encoding::ExplicitBig ? "1.2.840.10008.1.2.2" : "1.2.840.10008.1.2.1";
}

// Preamble, meta header, data set.
inline std::string dicomFile(const std::string& syntax, const std::string& dataSet) {
    const ElementWriter meta(Encoding::ExplicitLittle);
    const std::string elements = meta.element({0x0002, 0x0002}, "UI", "1.2.840.10008.5.1.4.1.1.7") +
                                 meta.element({0x0002, 0x0010}, "UI", syntax);
    return std::string(128, '\0') + "DICM" +
           meta.element({0x0002, 0x0000}, "UL", meta.number(static_cast<std::uint32_t>(elements.size()), 4)) +
           elements + dataSet;
}

// Encapsulated pixel data; the first fragment is the offset table.
inline std::string encapsulated(const std::vector<std::string>& fragments) {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    std::string text = bytes.start({0x7FE0, 0x0010}, "OB", kOpen);
    for (const std::string& fragment : fragments)
        text += bytes.item(fragment);
    return text + bytes.start({0xFFFE, 0xE0DD}, "", 0);
}

// A data set in explicit VR, little endian, elements in the order they are added.
class DicomBytes {
public:
    // The attributes of a one-channel image; `pixels` adds what is left.
    static DicomBytes image(int rows, int columns, int bitsAllocated, int bitsStored, bool isSigned = false,
                            const std::string& photometric = "MONOCHROME2", int channels = 1) {
        DicomBytes bytes;
        bytes.text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.7");
        bytes.text(0x0008, 0x0018, "UI", "2.25.3");
        bytes.us(0x0028, 0x0002, channels).text(0x0028, 0x0004, "CS", photometric);
        if (channels == 3) bytes.us(0x0028, 0x0006, 0);
        bytes.us(0x0028, 0x0010, rows).us(0x0028, 0x0011, columns);
        bytes.us(0x0028, 0x0100, bitsAllocated)
            .us(0x0028, 0x0101, bitsStored)
            .us(0x0028, 0x0102, bitsStored - 1);
        return bytes.us(0x0028, 0x0103, isSigned ? 1 : 0);
    }

    DicomBytes& element(int group, int number, std::string_view vr, std::string value) {
        data_ += writer().element(tagOf(group, number), vr, std::move(value));
        return *this;
    }
    DicomBytes& text(int group, int number, std::string_view vr, const std::string& value) {
        return element(group, number, vr, value);
    }
    DicomBytes& us(int group, int number, int value) { return element(group, number, "US", words({value})); }
    DicomBytes& usList(int group, int number, const std::vector<int>& values) {
        return element(group, number, "US", words(values));
    }
    DicomBytes& sequence(int group, int number, const std::vector<DicomBytes>& items) {
        std::string value;
        for (const DicomBytes& item : items)
            value += writer().item(item.data_);
        data_ += writer().sequence(tagOf(group, number), value);
        return *this;
    }
    // Encapsulated pixel data; the first fragment is the offset table.
    DicomBytes& fragments(const std::vector<std::string>& fragments) {
        data_ += encapsulated(fragments);
        return *this;
    }

    std::string file(const std::string& transferSyntax = "1.2.840.10008.1.2.1") const {
        return dicomFile(transferSyntax, data_);
    }

    static std::string words(const std::vector<int>& values) {
        std::string bytes;
        for (const int value : values)
            bytes += writer().number(static_cast<std::uint32_t>(value & 0xFFFF), 2);
        return bytes;
    }
    static std::string number32(std::uint32_t value) { return writer().number(value, 4); }

private:
    static ElementWriter writer() { return ElementWriter(Encoding::ExplicitLittle); }
    static Tag tagOf(int group, int number) {
        return {static_cast<std::uint16_t>(group), static_cast<std::uint16_t>(number)};
    }

    std::string data_;
};

struct SeedImage {
    std::string uid = "1.2.3.4.5";
    int rows = 4;
    int columns = 4;
    std::string charset = "ISO_IR 100";
    std::string name = "Doe^Jane";
    std::string before; // elements between the identification and the image
};

// The elements of a small grey image up to its pixels.
inline std::string seedHeader(const ElementWriter& bytes, const SeedImage& image = {}) {
    std::string text =
        bytes.element({0x0008, 0x0005}, "CS", image.charset) +
        bytes.element({0x0008, 0x0016}, "UI", "1.2.840.10008.5.1.4.1.1.7") +
        bytes.element({0x0008, 0x0018}, "UI", image.uid) + bytes.element({0x0008, 0x0060}, "CS", "OT") +
        image.before + bytes.element({0x0010, 0x0010}, "PN", image.name) +
        bytes.element({0x0010, 0x0020}, "LO", "P1") + bytes.element({0x0020, 0x000D}, "UI", "1.2.3") +
        bytes.element({0x0020, 0x000E}, "UI", "1.2.3.4") + bytes.word({0x0028, 0x0002}, 1) +
        bytes.element({0x0028, 0x0004}, "CS", "MONOCHROME2") +
        bytes.word({0x0028, 0x0010}, static_cast<std::uint32_t>(image.rows)) +
        bytes.word({0x0028, 0x0011}, static_cast<std::uint32_t>(image.columns));
    for (const auto& [element, value] : {std::pair{0x0100, 8}, {0x0101, 8}, {0x0102, 7}, {0x0103, 0}})
        text += bytes.word({0x0028, static_cast<std::uint16_t>(element)}, static_cast<std::uint32_t>(value));
    return text;
}

inline std::string seedPixels(int count) {
    std::string pixels;
    for (int i = 0; i < count; ++i)
        pixels += static_cast<char>(17 * i % 251);
    return pixels;
}

inline std::string seedDataSet(Encoding encoding, const SeedImage& image = {}) {
    const ElementWriter bytes(encoding);
    return seedHeader(bytes, image) +
           bytes.element({0x7FE0, 0x0010}, "OW", seedPixels(image.rows * image.columns));
}

// Fragments in JPEG's place; their content is no matter.
inline std::string seedFragments(std::vector<std::string> fragments, const std::string& table = {}) {
    fragments.insert(fragments.begin(), table);
    return encapsulated(fragments);
}

inline std::string deflated(const std::string& dataSet) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, dataSet.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(dataSet.data()));
    stream.avail_in = static_cast<uInt>(dataSet.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

// One small sound file of each way to write a data set, 20 in all.
inline std::vector<std::string> seedFiles() {
    std::vector<std::string> seeds;
    for (const Encoding encoding :
         {Encoding::ImplicitLittle, Encoding::ExplicitLittle, Encoding::ExplicitBig}) {
        const ElementWriter bytes(encoding);
        SeedImage nested;
        nested.before = bytes.nested(3, false) + bytes.sequence({0x0008, 0x1115}, bytes.item("", true), true);
        SeedImage open;
        open.before = bytes.nested(4, true);
        SeedImage hidden; // a private element that begins like a sequence
        hidden.before = bytes.element({0x0009, 0x0010}, "LO", "SEED") +
                        bytes.element({0x0009, 0x1001}, "UN", bytes.item("no sequence at all"));
        for (const SeedImage& image : {SeedImage{}, nested, open, hidden})
            seeds.push_back(dicomFile(syntaxUid(encoding), seedDataSet(encoding, image)));
        seeds.push_back(seedDataSet(encoding)); // without preamble and meta header
    }
    seeds.push_back(dicomFile("1.2.840.10008.1.2.1.99", deflated(seedDataSet(Encoding::ExplicitLittle))));
    const ElementWriter little(Encoding::ExplicitLittle);
    for (const char* syntax : {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.5"})
        seeds.push_back(
            dicomFile(syntax, seedHeader(little) + seedFragments({"ab", "cdef"}, little.number(0, 4))));
    seeds.push_back(dicomFile("1.2.840.113619.5.2", seedDataSet(Encoding::ImplicitLittle)));
    return seeds;
}

} // namespace vrft::test
