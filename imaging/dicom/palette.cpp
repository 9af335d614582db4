// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/palette.h"

#include "core/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace vrft {

namespace {

constexpr const char* kChannelNames[] = {"red", "green", "blue"};

Tag channelTag(Tag red, int channel) {
    return {red.group, static_cast<std::uint16_t>(red.element + channel)};
}

struct Descriptor {
    std::size_t count = 0;
    int first = 0;
    int bits = 0;
};

[[noreturn]] void broken(int channel, const std::string& why, const std::string& where) {
    throw Error(ErrorCode::InvalidFormat, fmt::format("the {} palette {}", kChannelNames[channel], why),
                where, "Export the image again from its source");
}

Descriptor readDescriptor(const DataItem& root, int channel, bool isSigned, const std::string& where) {
    const Tag tag = channelTag(tag::kRedPaletteDescriptor, channel);
    const auto count = root.integer(tag, 0);
    const auto first = root.integer(tag, 1);
    const auto bits = root.integer(tag, 2);
    if (!count || !first || !bits || (*bits != 8 && *bits != 16))
        broken(channel, "has no readable descriptor", where);
    return {(*count & 0xFFFF) == 0 ? 65'536 : static_cast<std::size_t>(*count & 0xFFFF),
            isSigned || *first < 0 ? static_cast<std::int16_t>(*first & 0xFFFF)
                                   : static_cast<int>(*first & 0xFFFF),
            static_cast<int>(*bits)};
}

std::vector<std::uint16_t> bytesOfWords(const std::vector<std::uint16_t>& words) {
    std::vector<std::uint16_t> bytes;
    for (const std::uint16_t word : words) {
        bytes.push_back(word & 0xFF);
        bytes.push_back(word >> 8);
    }
    return bytes;
}

// Segmented data into entries (PS3.3 C.7.9.2): discrete, linear and indirect segments. Everything in them is
// as wide as an entry, but for the offset of an indirect one.
class SegmentReader {
public:
    SegmentReader(const std::vector<std::uint16_t>& words, const Descriptor& descriptor)
        : data_(descriptor.bits == 8 ? bytesOfWords(words) : words)
        , limit_(descriptor.count)
        , offsetWords_(descriptor.bits == 8 ? 4 : 2) {}

    // Nothing if a segment can't be followed.
    std::optional<std::vector<std::uint16_t>> read() {
        for (std::size_t at = 0; good_ && at < data_.size() && entries_.size() < limit_;)
            at = segment(at, true);
        if (!good_) return std::nullopt;
        return std::move(entries_);
    }

private:
    // Returns where the next segment begins.
    std::size_t segment(std::size_t at, bool indirectAllowed) {
        if (at + 1 >= data_.size()) return fail();
        const std::uint16_t kind = data_[at];
        const std::size_t length = data_[at + 1];
        if (kind == 0) return discrete(at + 2, length);
        if (kind == 1) return linear(at + 2, length);
        if (kind == 2 && indirectAllowed) return indirect(at + 2, length);
        return fail();
    }
    std::size_t discrete(std::size_t at, std::size_t length) {
        if (at + length > data_.size() || entries_.size() + length > limit_) return fail();
        entries_.insert(entries_.end(), data_.begin() + static_cast<std::ptrdiff_t>(at),
                        data_.begin() + static_cast<std::ptrdiff_t>(at + length));
        return at + length;
    }
    std::size_t linear(std::size_t at, std::size_t length) {
        if (at >= data_.size() || entries_.empty() || entries_.size() + length > limit_) return fail();
        const double from = entries_.back();
        const double step = (data_[at] - from) / static_cast<double>(std::max<std::size_t>(length, 1));
        for (std::size_t i = 1; i <= length; ++i)
            entries_.push_back(static_cast<std::uint16_t>(from + step * static_cast<double>(i) + 0.5));
        return at + 1;
    }
    // Repeats `count` segments from a byte offset on; they may not be indirect themselves.
    std::size_t indirect(std::size_t at, std::size_t count) {
        if (at + offsetWords_ > data_.size()) return fail();
        const std::size_t bits = 32 / offsetWords_;
        std::size_t from = 0;
        for (std::size_t i = 0; i < offsetWords_; ++i)
            from |= std::size_t{data_[at + i]} << (bits * i);
        from /= bits / 8;
        for (std::size_t i = 0; good_ && i < count; ++i)
            from = segment(from, false);
        return at + offsetWords_;
    }
    std::size_t fail() {
        good_ = false;
        return data_.size();
    }

    std::vector<std::uint16_t> data_;
    std::size_t limit_;
    std::size_t offsetWords_;
    bool good_ = true;
    std::vector<std::uint16_t> entries_;
};

std::vector<std::uint16_t> readEntries(const DataItem& root, int channel, const Descriptor& descriptor,
                                       const std::string& where) {
    const Tag segmented = channelTag(tag::kSegmentedRedPaletteData, channel);
    std::vector<std::uint16_t> entries;
    if (root.has(segmented)) {
        const auto expanded = SegmentReader(root.words(segmented), descriptor).read();
        if (!expanded) broken(channel, "has segments that can't be followed", where);
        entries = *expanded;
    } else {
        const Tag plain = channelTag(tag::kRedPaletteData, channel);
        if (!root.has(plain)) broken(channel, "is missing", where);
        const std::vector<std::uint16_t> words = root.words(plain);
        const bool twoInAWord = descriptor.bits == 8 && words.size() < descriptor.count;
        entries = twoInAWord ? bytesOfWords(words) : words;
    }
    if (entries.size() < descriptor.count)
        broken(channel, fmt::format("has {} entries of {}", entries.size(), descriptor.count), where);
    entries.resize(descriptor.count);
    return entries;
}

} // namespace

const std::array<std::uint8_t, 3>& Palette::colourOf(std::int64_t index) const {
    const std::int64_t last = static_cast<std::int64_t>(colours.size()) - 1;
    return colours[static_cast<std::size_t>(std::clamp<std::int64_t>(index - firstMapped, 0, last))];
}

Palette readPalette(const DataItem& root, bool isSigned, const std::string& where) {
    Palette palette;
    for (int channel = 0; channel < 3; ++channel) {
        const Descriptor descriptor = readDescriptor(root, channel, isSigned, where);
        const std::vector<std::uint16_t> entries = readEntries(root, channel, descriptor, where);
        if (channel == 0) {
            palette.firstMapped = descriptor.first;
            palette.colours.resize(entries.size());
        } else if (entries.size() != palette.colours.size() || descriptor.first != palette.firstMapped) {
            broken(channel, "doesn't fit the red one", where);
        }
        for (std::size_t i = 0; i < entries.size(); ++i)
            palette.colours[i][static_cast<std::size_t>(channel)] =
                static_cast<std::uint8_t>(descriptor.bits == 16 ? entries[i] >> 8 : entries[i]);
    }
    return palette;
}

} // namespace vrft
