// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/data_item.h"

#include "imaging/dicom/value_text.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <cmath>

namespace vrft {

namespace {

DcmElement* find(DcmItem& item, Tag tag) {
    DcmElement* element = nullptr;
    return item.findAndGetElement(DcmTagKey(tag.group, tag.element), element).good() ? element : nullptr;
}

std::optional<double> binaryNumber(DcmElement& element, unsigned long index) {
    Uint16 us = 0;
    if (element.getUint16(us, index).good()) return us;
    Sint16 ss = 0;
    if (element.getSint16(ss, index).good()) return ss;
    Uint32 ul = 0;
    if (element.getUint32(ul, index).good()) return ul;
    Sint32 sl = 0;
    if (element.ident() == EVR_SL && element.getSint32(sl, index).good()) return sl;
    Float32 fl = 0;
    if (element.ident() == EVR_FL && element.getFloat32(fl, index).good() && std::isfinite(fl))
        return static_cast<double>(fl);
    Float64 fd = 0;
    if (element.ident() == EVR_FD && element.getFloat64(fd, index).good() && std::isfinite(fd)) return fd;
    return std::nullopt;
}

} // namespace

bool DataItem::has(Tag tag) const {
    DcmElement* element = find(*item_, tag);
    return element != nullptr && !element->isEmpty();
}

std::uint64_t DataItem::length(Tag tag) const {
    DcmElement* element = find(*item_, tag);
    return element == nullptr ? 0 : element->getLengthField();
}

std::string DataItem::text(Tag tag) const {
    OFString value;
    if (item_->findAndGetOFStringArray(DcmTagKey(tag.group, tag.element), value).bad()) return {};
    std::string result(trimmedText({value.data(), value.size()}));
    if (textsReplaced_)
        for (char& c : result)
            if (static_cast<unsigned char>(c) >= 0x80) c = '?';
    return result;
}

std::vector<std::string> DataItem::texts(Tag tag) const {
    std::vector<std::string> values;
    const std::string all = text(tag);
    if (all.empty()) return values;
    for (std::size_t start = 0; start <= all.size();) {
        const std::size_t end = std::min(all.find('\\', start), all.size());
        values.emplace_back(trimmedText(std::string_view(all).substr(start, end - start)));
        start = end + 1;
    }
    return values;
}

std::optional<double> DataItem::number(Tag tag, unsigned long index) const {
    DcmElement* element = find(*item_, tag);
    if (element == nullptr || element->isEmpty()) return std::nullopt;
    if (!element->isaString()) return binaryNumber(*element, index);
    const std::string all = text(tag);
    const auto value = valueInText(all, index);
    return value ? numberInText(*value) : std::nullopt;
}

std::vector<double> DataItem::numbers(Tag tag) const {
    std::vector<double> values;
    DcmElement* element = find(*item_, tag);
    if (element == nullptr || element->isEmpty()) return values;
    if (element->isaString()) {
        for (const std::string& text : texts(tag)) {
            const auto value = numberInText(text);
            if (!value) return {};
            values.push_back(*value);
        }
        return values;
    }
    const unsigned long count = element->getVM();
    for (unsigned long i = 0; i < count; ++i) {
        const auto value = binaryNumber(*element, i);
        if (!value) return {};
        values.push_back(*value);
    }
    return values;
}

std::optional<std::int64_t> DataItem::integer(Tag tag, unsigned long index) const {
    const auto value = number(tag, index);
    if (!value || *value != std::floor(*value) || std::abs(*value) > 9e15) return std::nullopt;
    return static_cast<std::int64_t>(*value);
}

std::vector<std::uint16_t> DataItem::words(Tag tag) const {
    DcmElement* element = find(*item_, tag);
    if (element == nullptr) return {};
    Uint16* values = nullptr;
    if (element->getUint16Array(values).good() && values != nullptr)
        return {values, values + element->getLengthField() / 2};
    Sint16* signedValues = nullptr;
    if (element->getSint16Array(signedValues).good() && signedValues != nullptr) {
        std::vector<std::uint16_t> result;
        for (std::size_t i = 0; i < element->getLengthField() / 2; ++i)
            result.push_back(static_cast<std::uint16_t>(signedValues[i]));
        return result;
    }
    const std::vector<std::uint8_t> raw = bytes(tag);
    std::vector<std::uint16_t> result;
    for (std::size_t i = 0; i + 1 < raw.size(); i += 2)
        result.push_back(static_cast<std::uint16_t>(raw[i] | raw[i + 1] << 8));
    return result;
}

std::vector<std::uint8_t> DataItem::bytes(Tag tag) const {
    DcmElement* element = find(*item_, tag);
    Uint8* values = nullptr;
    if (element == nullptr || element->getUint8Array(values).bad() || values == nullptr) return {};
    return {values, values + element->getLengthField()};
}

std::vector<std::uint64_t> DataItem::longWords(Tag tag) const {
    DcmElement* element = find(*item_, tag);
    if (element == nullptr) return {};
    Uint64* values = nullptr;
    if (element->getUint64Array(values).good() && values != nullptr)
        return {values, values + element->getLengthField() / 8};
    const std::vector<std::uint8_t> raw = bytes(tag);
    std::vector<std::uint64_t> result;
    for (std::size_t i = 0; i + 7 < raw.size(); i += 8) {
        std::uint64_t value = 0;
        for (std::size_t b = 0; b < 8; ++b)
            value |= std::uint64_t{raw[i + b]} << (8 * b);
        result.push_back(value);
    }
    return result;
}

std::vector<DataItem> DataItem::items(Tag sequence) const {
    std::vector<DataItem> list;
    auto* found = dynamic_cast<DcmSequenceOfItems*>(find(*item_, sequence));
    if (found == nullptr) return list;
    for (DcmObject* object = found->nextInContainer(nullptr);
         object != nullptr && list.size() < kMaxSequenceItems; object = found->nextInContainer(object))
        if (auto* item = dynamic_cast<DcmItem*>(object)) list.emplace_back(*item, textsReplaced_);
    return list;
}

std::optional<DataItem> DataItem::firstItem(Tag sequence) const {
    auto* found = dynamic_cast<DcmSequenceOfItems*>(find(*item_, sequence));
    if (found == nullptr || found->card() == 0) return std::nullopt;
    DcmItem* item = found->getItem(0);
    return item == nullptr ? std::nullopt : std::optional<DataItem>(DataItem(*item, textsReplaced_));
}

} // namespace vrft
