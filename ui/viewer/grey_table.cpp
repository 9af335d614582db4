// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/grey_table.h"

#include "imaging/dicom/display.h"

namespace vrft::ui {

namespace {

constexpr std::size_t kEntries = 65'536;

QRgb greyOf(double stored, const ViewerFrame& frame, const Window& window, bool invert) {
    const int level = windowed(modalityValue(stored, frame.attributes), window);
    const int shown = invert != frame.inverted ? 255 - level : level;
    return qRgb(shown, shown, shown);
}

template <typename Sample>
void mapLines(const ViewerFrame& frame, const std::vector<QRgb>& table, QImage& picture) {
    using Index = std::make_unsigned_t<Sample>;
    const std::uint8_t* at = frame.stored.bytes.data();
    for (int y = 0; y < frame.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < frame.width; ++x, at += sizeof(Sample)) {
            Index bits;
            std::memcpy(&bits, at, sizeof(Sample));
            line[x] = table[bits];
        }
    }
}

} // namespace

void GreyTable::prepare(const ViewerFrame& frame, const Window& window, bool invert) {
    const SampleType type = frame.stored.type;
    const Made wanted{type,
                      frame.attributes.rescaleSlope,
                      frame.attributes.rescaleIntercept,
                      window.centre,
                      window.width,
                      window.function,
                      invert != frame.inverted};
    const bool modalityLut = frame.attributes.modalityLut.has_value(); // isn't compared
    if (made_ == wanted && !modalityLut) return;
    made_.reset();
    if (!modalityLut) made_ = wanted;
    table_.resize(kEntries);
    const bool bytes = type == SampleType::U8 || type == SampleType::I8;
    const std::size_t count = bytes ? 256 : kEntries;
    for (std::size_t bits = 0; bits < count; ++bits) {
        double value = static_cast<double>(bits);
        if (type == SampleType::I8) value = static_cast<std::int8_t>(bits);
        if (type == SampleType::I16) value = static_cast<std::int16_t>(bits);
        table_[bits] = greyOf(value, frame, window, invert);
    }
}

void GreyTable::draw(const ViewerFrame& frame, const Window& window, bool invert, QImage& picture) {
    if (picture.size() != QSize(frame.width, frame.height) || picture.format() != QImage::Format_RGB32)
        picture = QImage(frame.width, frame.height, QImage::Format_RGB32);
    const SampleType type = frame.stored.type;
    if (type == SampleType::U8 || type == SampleType::I8) {
        prepare(frame, window, invert);
        mapLines<std::uint8_t>(frame, table_, picture);
    } else if (type == SampleType::U16 || type == SampleType::I16) {
        prepare(frame, window, invert);
        mapLines<std::uint16_t>(frame, table_, picture);
    } else {
        auto* at = reinterpret_cast<QRgb*>(picture.bits()); // lines of 32-bit pixels have no padding
        frame.stored.forEach(
            [&](auto sample) { *at++ = greyOf(static_cast<double>(sample), frame, window, invert); });
    }
}

} // namespace vrft::ui
