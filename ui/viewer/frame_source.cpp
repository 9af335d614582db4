// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/frame_source.h"

#include "ui/widgets/text.h"

namespace vrft::ui {

namespace {

template <typename T>
double sampleAt(const StoredFrame& frame, std::size_t index) {
    T value;
    std::memcpy(&value, frame.bytes.data() + index * sizeof(T), sizeof(T));
    return static_cast<double>(value);
}

double sampleAt(const StoredFrame& frame, std::size_t index) {
    switch (frame.type) {
    case SampleType::U8:
        return sampleAt<std::uint8_t>(frame, index);
    case SampleType::I8:
        return sampleAt<std::int8_t>(frame, index);
    case SampleType::U16:
        return sampleAt<std::uint16_t>(frame, index);
    case SampleType::I16:
        return sampleAt<std::int16_t>(frame, index);
    case SampleType::U32:
        return sampleAt<std::uint32_t>(frame, index);
    case SampleType::I32:
        return sampleAt<std::int32_t>(frame, index);
    case SampleType::F32:
        return sampleAt<float>(frame, index);
    case SampleType::F64:
        return sampleAt<double>(frame, index);
    }
    return 0;
}

} // namespace

std::uint64_t ViewerFrame::bytes() const {
    return sizeof(ViewerFrame) + stored.bytes.size() + static_cast<std::uint64_t>(picture.sizeInBytes());
}

double modalityValue(double stored, const FrameAttributes& attributes) {
    if (!attributes.modalityLut) return stored * attributes.rescaleSlope + attributes.rescaleIntercept;
    const LookUpTable& lut = *attributes.modalityLut;
    const double last = static_cast<double>(lut.entries.size()) - 1.0;
    return lut.entries[static_cast<std::size_t>(std::clamp(std::floor(stored) - lut.firstMapped, 0.0, last))];
}

QString ViewerFrame::withUnit(const QString& value) const {
    const QString unit = harmlessLine(qs(attributes.unit));
    return unit.isEmpty() ? value : QStringLiteral("%1 %2").arg(value, unit);
}

double ViewerFrame::valueAt(int column, int row) const {
    const auto index =
        static_cast<std::size_t>(row) * static_cast<std::size_t>(width) + static_cast<std::size_t>(column);
    return modalityValue(sampleAt(stored, index), attributes);
}

} // namespace vrft::ui
