// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Bad files by the thousand, for matrix A of the test plan: each function makes one variant of its row from a
// generator of random numbers, so that a seed repeats it.
#pragma once

#include "core/random.h"
#include "tests/support/dicom_bytes.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

namespace vrft::test {

template <typename T, std::size_t N>
const T& oneOf(const std::array<T, N>& list, CounterRandom& random) {
    return list[random.below(N)];
}

inline const std::vector<std::string>& allSeeds() {
    static const std::vector<std::string> seeds = seedFiles();
    return seeds;
}

inline Encoding anyEncoding(CounterRandom& random) {
    return oneOf(std::array{Encoding::ImplicitLittle, Encoding::ExplicitLittle, Encoding::ExplicitBig},
                 random);
}

// One to four edits: flipped bits, other bytes, lengths of the grid, bytes taken out or doubled (A2).
inline std::string mutated(std::string file, CounterRandom& random) {
    static constexpr std::array<std::uint32_t, 8> kLengths{0,          1,          7,          0xFFFF,
                                                           0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, kOpen};
    for (std::uint64_t edits = 1 + random.below(4); edits > 0; --edits) {
        // The preamble is nothing to look at.
        const std::size_t low = file.size() > 200 ? 128 : 0;
        const std::size_t at = low + random.below(file.size() - low);
        switch (random.below(5)) {
        case 0:
            file[at] = static_cast<char>(file[at] ^ (1 << random.below(8)));
            break;
        case 1:
            file[at] = static_cast<char>(random.below(256));
            break;
        case 2: {
            const std::uint32_t length = oneOf(kLengths, random);
            for (std::size_t i = 0; i < 4 && at + i < file.size(); ++i)
                file[at + i] = static_cast<char>(length >> (8 * i) & 0xFF);
            break;
        }
        case 3:
            file.erase(at, 1 + random.below(8));
            break;
        default:
            file.insert(at, file.substr(at, 1 + random.below(64)));
        }
        if (file.empty()) file = "x";
    }
    return file;
}

// A value that claims a length of the grid, of any kind, in any encoding, deflated too (A4).
inline std::string claimedLength(CounterRandom& random) {
    static constexpr std::array<std::string_view, 12> kKinds{"OB", "OW", "SQ", "UN", "UT", "LO",
                                                             "PN", "US", "UL", "DS", "UI", "AT"};
    const ElementWriter bytes(anyEncoding(random));
    const std::uint32_t rest = 24;
    const std::array<std::uint32_t, 11> grid{0,          1,          3,          rest - 1,   rest, rest + 1,
                                             0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFE, kOpen};
    const std::string data = seedHeader(bytes) +
                             bytes.start({0x0040, 0x0275}, oneOf(kKinds, random), oneOf(grid, random)) +
                             std::string(rest, static_cast<char>(random.below(256)));
    if (random.below(4) == 0) return dicomFile("1.2.840.10008.1.2.1.99", deflated(data));
    return dicomFile(oneOf(std::array<std::string, 4>{"1.2.840.10008.1.2", "1.2.840.10008.1.2.1",
                                                      "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.5"},
                           random),
                     data);
}

struct NestedFile {
    std::size_t depth = 0;
    std::string bytes;
};
// (A5)
inline NestedFile nestedFile(CounterRandom& random) {
    static constexpr std::array<std::size_t, 8> kDepths{1, 63, 64, 65, 200, 1000, 10'000, 100'000};
    const Encoding encoding = anyEncoding(random);
    const ElementWriter bytes(encoding);
    SeedImage image;
    const std::size_t depth =
        random.below(4) == 0 ? 1 + static_cast<std::size_t>(random.below(130)) : oneOf(kDepths, random);
    image.before = bytes.nested(depth, random.below(2) == 0);
    return {depth, dicomFile(syntaxUid(encoding), seedDataSet(encoding, image))};
}

// Sizes whose product overflows, in kinds of value that aren't theirs (A6).
inline std::string impossibleSizes(CounterRandom& random) {
    static constexpr std::array<std::uint32_t, 9> kSides{0, 1, 4, 255, 32'767, 32'768, 65'534, 65'535, 4};
    static constexpr std::array<std::string_view, 7> kKinds{"US", "UL", "SL", "SS", "US", "US", "OW"};
    const ElementWriter bytes(Encoding::ExplicitLittle);
    const auto number = [&](int element, std::uint32_t value) {
        const std::string_view kind = oneOf(kKinds, random);
        return bytes.element({0x0028, static_cast<std::uint16_t>(element)}, kind,
                             bytes.number(value, kind[1] == 'L' ? 4 : 2));
    };
    const std::uint32_t bits = oneOf(std::array<std::uint32_t, 7>{0, 1, 8, 16, 32, 64, 65'535}, random);
    return dicomFile(
        oneOf(std::array<std::string, 2>{"1.2.840.10008.1.2.1", "1.2.840.10008.1.2.5"}, random),
        bytes.element({0x0008, 0x0016}, "UI", "1.2") + bytes.element({0x0008, 0x0018}, "UI", "1.2.3") +
            bytes.element({0x0020, 0x000D}, "UI", "1.2.4") + bytes.element({0x0020, 0x000E}, "UI", "1.2.5") +
            number(0x0002, oneOf(std::array<std::uint32_t, 5>{0, 1, 3, 4, 65'535}, random)) +
            bytes.element(
                {0x0028, 0x0004}, "CS",
                oneOf(std::array<std::string, 4>{"MONOCHROME2", "RGB", "YBR_FULL_422", "PALETTE COLOR"},
                      random)) +
            bytes.element(
                {0x0028, 0x0008}, "IS",
                oneOf(std::array<std::string, 6>{"0", "1", "2", "1000000", "2147483647", "-1"}, random)) +
            number(0x0010, oneOf(kSides, random)) + number(0x0011, oneOf(kSides, random)) +
            number(0x0100, bits) + number(0x0101, random.below(3) == 0 ? 65'535 : bits) +
            number(0x0102, bits - 1) + number(0x0103, static_cast<std::uint32_t>(random.below(3))) +
            (random.below(2) == 0 ? bytes.element({0x7FE0, 0x0010}, "OW", seedPixels(64))
                                  : seedFragments({seedPixels(80)})));
}

// Fragments and tables of offsets that don't fit together (A7).
inline std::string lyingOffsets(CounterRandom& random) {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    std::string table;
    for (std::uint64_t i = random.below(6); i > 0; --i)
        table += bytes.number(
            oneOf(std::array<std::uint32_t, 7>{0, 1, 10, 100, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF}, random),
            4);
    if (random.below(4) == 0) table += "x";
    std::vector<std::string> fragments;
    for (std::uint64_t i = random.below(5); i > 0; --i)
        fragments.push_back(seedPixels(static_cast<int>(random.below(90))));
    std::string extended;
    if (random.below(3) == 0)
        for (const std::uint16_t element : {std::uint16_t{1}, std::uint16_t{2}})
            extended += bytes.element({0x7FE0, element}, "OV",
                                      bytes.number(static_cast<std::uint32_t>(random.next()), 4) +
                                          bytes.number(static_cast<std::uint32_t>(random.below(3)), 4));
    const std::string frames = bytes.element(
        {0x0028, 0x0008}, "IS", std::to_string(oneOf(std::array<int, 5>{0, 1, 2, 5, 2'000'000}, random)));
    return dicomFile(oneOf(std::array<std::string, 4>{"1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.50",
                                                      "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.80"},
                           random),
                     seedHeader(bytes) + frames + extended + seedFragments(fragments, table));
}

// An RLE image whose segments' number, places or runs lie (A8).
inline std::string lyingRle(CounterRandom& random) {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    std::string segments =
        bytes.number(oneOf(std::array<std::uint32_t, 6>{0, 1, 1, 2, 15, 0xFFFFFFFF}, random), 4);
    for (int i = 0; i < 15; ++i)
        segments +=
            bytes.number(oneOf(std::array<std::uint32_t, 6>{64, 0, 63, 65, 0x7FFFFFFF,
                                                            static_cast<std::uint32_t>(random.below(128))},
                               random),
                         4);
    for (std::uint64_t i = 1 + random.below(24); i > 0; --i)
        segments += static_cast<char>(random.below(256));
    return dicomFile("1.2.840.10008.1.2.5", seedHeader(bytes) + seedFragments({segments}));
}

// Cut in the middle of the pixels, bytes behind them, a delimiter inside them (A8).
inline std::string damagedStream(std::string file, CounterRandom& random) {
    const std::size_t pixels = std::min(file.rfind(std::string("\xE0\x7F\x10\x00", 4)), file.size() - 1);
    const std::size_t at = pixels + random.below(file.size() - pixels);
    switch (random.below(4)) {
    case 0:
        file.resize(std::max<std::size_t>(at, 1));
        break;
    case 1:
        file.insert(at, std::string("\xFE\xFF\xDD\xE0\0\0\0\0", 8));
        break;
    case 2:
        file += std::string(1 + random.below(64), static_cast<char>(random.below(256)));
        break;
    default:
        for (std::size_t i = at; i < std::min(at + 1 + random.below(8), file.size()); ++i)
            file[i] = static_cast<char>(random.below(256));
    }
    return file;
}

// Palettes, look-up tables and overlays whose descriptors lie (A9).
inline std::string lyingTables(CounterRandom& random) {
    static constexpr std::array<int, 8> kNumbers{0, 1, 4, 8, 16, 255, 32'768, 65'535};
    const auto descriptor = [&] {
        return std::vector<int>{oneOf(kNumbers, random), oneOf(kNumbers, random), oneOf(kNumbers, random)};
    };
    const auto table = [&] {
        std::vector<int> values;
        for (std::uint64_t i = random.below(12); i > 0; --i)
            values.push_back(static_cast<int>(random.below(65'536)));
        return DicomBytes::words(values);
    };
    const bool palette = random.below(2) == 0;
    DicomBytes file = DicomBytes::image(2, 2, random.below(2) == 0 ? 8 : 16, 8, random.below(4) == 0,
                                        palette ? "PALETTE COLOR" : "MONOCHROME2");
    if (palette) {
        const bool segmented = random.below(3) == 0;
        for (int colour = 1; colour <= 3; ++colour)
            if (random.below(8) != 0) file.usList(0x0028, 0x1100 + colour, descriptor());
        for (int colour = 1; colour <= 3; ++colour)
            if (random.below(8) != 0)
                file.element(0x0028, (segmented ? 0x1220 : 0x1200) + colour, "OW", table());
    } else {
        for (const int sequence : {0x3000, 0x3010})
            if (random.below(2) == 0) {
                DicomBytes item;
                item.usList(0x0028, 0x3002, descriptor()).element(0x0028, 0x3006, "OW", table());
                file.sequence(0x0028, sequence, {item});
            }
    }
    if (random.below(2) == 0)
        file.us(0x6000, 0x0010, oneOf(kNumbers, random))
            .us(0x6000, 0x0011, oneOf(kNumbers, random))
            .element(0x6000, 0x3000, "OW", table());
    return file.element(0x7FE0, 0x0010, "OW", seedPixels(static_cast<int>(random.below(5)) * 2)).file();
}

// An id of a file as a hostile medium might name it (A10).
inline std::string hostileFileId(CounterRandom& random) {
    static const std::array<std::string, 22> kParts{"A",
                                                    "B",
                                                    "IM1",
                                                    "im2",
                                                    "IM3;1",
                                                    "..",
                                                    ".",
                                                    "",
                                                    "OUT",
                                                    "LINK",
                                                    "PIPE",
                                                    "INSIDE",
                                                    "etc",
                                                    "passwd",
                                                    "C:",
                                                    std::string("A\0B", 3),
                                                    "a",
                                                    " ",
                                                    std::string(300, 'X'),
                                                    "\\host",
                                                    "SECRET",
                                                    "~"};
    std::string id;
    for (std::uint64_t i = 1 + random.below(4); i > 0; --i)
        id += (id.empty() && random.below(8) != 0 ? "" : "/") + oneOf(kParts, random);
    return id;
}

// A name in any character set, rightly or wrongly said (A12).
inline std::string anyCharset(CounterRandom& random) {
    static const std::array<std::string, 24> kSets{"",
                                                   "ISO_IR 100",
                                                   "ISO_IR 101",
                                                   "ISO_IR 109",
                                                   "ISO_IR 110",
                                                   "ISO_IR 144",
                                                   "ISO_IR 127",
                                                   "ISO_IR 126",
                                                   "ISO_IR 138",
                                                   "ISO_IR 148",
                                                   "ISO_IR 203",
                                                   "ISO_IR 13",
                                                   "ISO_IR 166",
                                                   "\\ISO 2022 IR 87",
                                                   "ISO 2022 IR 13\\ISO 2022 IR 87",
                                                   "\\ISO 2022 IR 159",
                                                   "\\ISO 2022 IR 149",
                                                   "\\ISO 2022 IR 58",
                                                   "ISO_IR 192",
                                                   "GB18030",
                                                   "GBK",
                                                   "ISO_IR 999",
                                                   "nonsense",
                                                   "ISO_IR 192\\GB18030"};
    SeedImage image;
    image.charset = oneOf(kSets, random);
    image.name.clear();
    for (std::uint64_t i = random.below(24); i > 0; --i)
        image.name += random.below(6) == 0
                          ? oneOf(std::array<std::string, 5>{"\x1b$B", "\x1b(B", "\x1b$)C", "^", "="}, random)
                          : std::string(1, static_cast<char>(random.below(256)));
    return dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, image));
}

// Bytes that aren't DICOM, beginning like something else (A13).
inline std::string otherBytes(CounterRandom& random) {
    static const std::array<std::string, 9> kStarts{"",
                                                    "\x89PNG\r\n\x1a\n",
                                                    "PK\x03\x04",
                                                    "<?xml",
                                                    "\xFF\xD8\xFF",
                                                    "BM",
                                                    "SQLite format 3",
                                                    std::string(128, '\0') + "DICX",
                                                    "GIF89a"};
    std::string bytes = oneOf(kStarts, random);
    for (std::uint64_t i = random.below(300); i > 0; --i)
        bytes += static_cast<char>(0x40 + random.below(0xBF)); // never the group of a first element
    return bytes;
}

// A list of annotations with bad ids, boxes, categories and numbers; the kinds are those of annotations_fuzz
// (A17).
inline std::string hostileAnnotations(unsigned kind, CounterRandom& random) {
    static const std::array<std::string, 12> kNumbers{
        "1", "0", "-5", "1e308", "1e999", "null", "2.5", "9", "NaN", "\"3\"", "[]", "18446744073709551616"};
    static const std::array<std::string, 7> kNames{"cell",      "",         "CELL", "other",
                                                   "a\\u0000b", "\xFF\xFE", "x,\"y"};
    const auto number = [&] { return oneOf(kNumbers, random); };
    const auto name = [&] { return oneOf(kNames, random); };
    std::string text;
    const std::uint64_t count = 1 + random.below(6);
    if (kind == 0) {
        text = "source,label,x1,y1,x2,y2,grade,frame\n";
        for (std::uint64_t i = 0; i < count; ++i)
            text += fmt::format("{}.dcm,{},{},{},{},{},{},{}\n", random.below(3), name(), number(), number(),
                                number(), number(), random.below(2) == 0 ? "" : number(),
                                random.below(2) == 0 ? "" : number());
    } else if (kind == 1) {
        for (std::uint64_t i = 0; i < count; ++i)
            text +=
                fmt::format("{{\"source\":\"{}\",\"label\":\"{}\",\"boxes\":[[{},{},{},{}]],\"grade\":{}}}\n",
                            random.below(3), name(), number(), number(), number(), number(), number());
    } else if (kind == 2) {
        std::string images;
        std::string boxes;
        for (std::uint64_t i = 0; i < count; ++i) {
            images += fmt::format("{}{{\"id\":{},\"file_name\":\"{}\",\"width\":{},\"height\":{}}}",
                                  i == 0 ? "" : ",", number(), name(), number(), number());
            boxes += fmt::format(
                "{}{{\"id\":{},\"image_id\":{},\"category_id\":{},\"bbox\":[{},{},{},{}],\"iscrowd\":{},"
                "\"segmentation\":{{\"size\":[{},1],\"counts\":\"x\"}}}}",
                i == 0 ? "" : ",", number(), number(), number(), number(), number(), number(), number(),
                number(), number());
        }
        text =
            fmt::format("{{\"images\":[{}],\"annotations\":[{}],\"categories\":[{{\"id\":{},\"name\":\"{}\","
                        "\"supercategory\":\"{}\"}}]}}",
                        images, boxes, number(), name(), name());
    } else {
        text = "<annotation><filename>" + name() + "</filename>";
        for (std::uint64_t i = 0; i < count; ++i)
            text += fmt::format(
                "<object><name>{}</name><bndbox><xmin>{}</xmin><ymin>{}</ymin><xmax>{}</xmax><ymax>{}</ymax>"
                "</bndbox></object>",
                name(), number(), number(), number(), number());
        text += "</annotation>";
    }
    if (random.below(4) == 0) text.resize(random.below(text.size()) + 1);
    return text;
}

} // namespace vrft::test
