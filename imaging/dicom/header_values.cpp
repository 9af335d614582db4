// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/header_values.h"

#include "imaging/dicom/header_record.h"
#include "imaging/dicom/parsed_file.h"
#include "imaging/dicom/prescan_walk.h"
#include "imaging/dicom/value_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vrft {

namespace {

class ParsedValues : public HeaderValues {
public:
    ParsedValues(std::string_view bytes, const std::string& where)
        : file_(bytes, where) {}
    std::string text(Tag tag) const override { return file_.text(tag); }
    std::optional<double> number(Tag tag, unsigned long index) const override {
        return file_.number(tag, index);
    }
    bool textsReplaced() const override { return file_.textsReplaced(); }

private:
    ParsedFile file_;
};

// Character sets in which bytes of ASCII are the letters of ASCII.
constexpr std::array<std::string_view, 4> kAsciiSets{"", "ISO_IR 100", "ISO_IR 101", "ISO_IR 192"};

bool isPlainText(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
}

// Whether DCMTK would hand out the value as its bytes are.
bool isPlainValue(std::string_view vr, std::string_view value) {
    if (vr == "US") return true;
    if (vr == "UI") {
        const std::string_view digits = value.ends_with('\0') ? value.substr(0, value.size() - 1) : value;
        return digits.find_first_not_of("0123456789.") == std::string_view::npos;
    }
    if (!isPlainText(value)) return false;
    if (vr == "DS" || vr == "IS") return true;
    return value.find_first_of(vr == "PN" ? "\\=" : "\\") == std::string_view::npos;
}

class PlainValues : public HeaderValues {
public:
    // False where DCMTK is needed.
    bool read(const Prescan& scan) {
        if (scan.encoding == Encoding::ExplicitBig) return false;
        const std::span<const HeaderElement> wanted = headerElements();
        values_.resize(wanted.size());
        MemoryBytes bytes(scan.excerpt);
        std::uint64_t at = scan.excerptStart;
        std::size_t next = 0; // of `wanted`: the elements rise
        while (at < bytes.size()) {
            const auto header = readElementHeader(bytes, at, bytes.size() - at, scan.encoding);
            if (!header || header->length % 2 != 0) return false;
            while (next < wanted.size() && wanted[next].tag < header->tag)
                ++next;
            if (next == wanted.size() || wanted[next].tag != header->tag) return false;
            const std::string_view vr = wanted[next].vr;
            if (scan.encoding != Encoding::ImplicitLittle && header->vr != vr) return false;
            const std::string_view value =
                std::string_view(scan.excerpt).substr(header->valueOffset, header->length);
            if (value.size() != header->length || !isPlainValue(vr, value)) return false;
            values_[next++] = value;
            at = header->valueOffset + header->length;
        }
        const std::string set = text(tag::kSpecificCharacterSet);
        return std::find(kAsciiSets.begin(), kAsciiSets.end(), set) != kAsciiSets.end();
    }

    std::string text(Tag tag) const override { return std::string(trimmedText(valueOf(tag).value)); }

    std::optional<double> number(Tag tag, unsigned long index) const override {
        const auto [vr, value] = valueOf(tag);
        if (vr == "US") {
            if (value.size() < 2 * (index + 1)) return std::nullopt;
            const std::string_view word = value.substr(2 * index, 2);
            return static_cast<unsigned char>(word[0]) | static_cast<unsigned char>(word[1]) << 8;
        }
        const auto text = valueInText(trimmedText(value), index);
        return text ? numberInText(*text) : std::nullopt;
    }

    bool textsReplaced() const override { return false; }

private:
    struct Value {
        std::string_view vr;
        std::string_view value;
    };
    Value valueOf(Tag tag) const {
        const auto wanted = headerElements();
        const auto found = std::lower_bound(wanted.begin(), wanted.end(), tag,
                                            [](const HeaderElement& e, Tag t) { return e.tag < t; });
        if (found == wanted.end() || found->tag != tag) return {};
        return {found->vr, values_[static_cast<std::size_t>(found - wanted.begin())]};
    }

    std::vector<std::string_view> values_; // beside headerElements(); empty where absent
};

} // namespace

std::optional<std::int64_t> HeaderValues::integer(Tag tag) const {
    const auto value = number(tag);
    if (!value || *value != std::floor(*value) || std::abs(*value) > 9e15) return std::nullopt;
    return static_cast<std::int64_t>(*value);
}

std::unique_ptr<HeaderValues> parsedHeaderValues(const Prescan& scan, const std::string& where) {
    return std::make_unique<ParsedValues>(scan.excerpt, where);
}

std::unique_ptr<HeaderValues> plainHeaderValues(const Prescan& scan) {
    auto values = std::make_unique<PlainValues>();
    if (!values->read(scan)) return nullptr;
    return values;
}

} // namespace vrft
