// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/frame_attributes.h"

#include <algorithm>

namespace vrft {

namespace {

constexpr std::size_t kMaxWindows = 256;

// Nothing if descriptor and data don't fit together.
std::optional<LookUpTable> readLut(const DataItem& item, bool isSigned) {
    const auto count = item.integer(tag::kLutDescriptor, 0);
    const auto first = item.integer(tag::kLutDescriptor, 1);
    const auto bits = item.integer(tag::kLutDescriptor, 2);
    if (!count || !first || !bits || *bits < 1 || *bits > 16) return std::nullopt;
    LookUpTable lut;
    const std::size_t size = (*count & 0xFFFF) == 0 ? 65'536 : static_cast<std::size_t>(*count & 0xFFFF);
    // Written as SS it is what it says; as US it follows the pixels.
    lut.firstMapped = isSigned || *first < 0 ? static_cast<std::int16_t>(*first & 0xFFFF)
                                             : static_cast<int>(*first & 0xFFFF);
    lut.bits = static_cast<int>(*bits);
    lut.entries = item.words(tag::kLutData);
    if (lut.entries.size() < size && *bits <= 8) { // two entries in a word, against the standard but seen
        lut.entries.clear();
        for (const std::uint16_t word : item.words(tag::kLutData)) {
            lut.entries.push_back(word & 0xFF);
            lut.entries.push_back(word >> 8);
        }
    }
    if (lut.entries.size() < size) return std::nullopt;
    lut.entries.resize(size);
    lut.explanation = item.text(tag::kLutExplanation);
    return lut;
}

std::vector<Window> readWindows(const DataItem& item) {
    std::vector<Window> windows;
    const std::vector<std::string> explanations = item.texts(tag::kWindowExplanation);
    const std::string function = item.text(tag::kVoiLutFunction);
    for (std::size_t i = 0; i < kMaxWindows; ++i) {
        const auto centre = item.number(tag::kWindowCentre, i);
        const auto width = item.number(tag::kWindowWidth, i);
        if (!centre || !width) break;
        Window window{*centre, *width, WindowFunction::Linear,
                      i < explanations.size() ? explanations[i] : std::string()};
        if (function == "LINEAR_EXACT") window.function = WindowFunction::LinearExact;
        if (function == "SIGMOID") window.function = WindowFunction::Sigmoid;
        const double narrowest = window.function == WindowFunction::Linear ? 1.0 : 1e-9;
        if (window.width >= narrowest) windows.push_back(std::move(window));
    }
    return windows;
}

template <std::size_t N>
std::optional<std::array<double, N>> readArray(const DataItem& item, Tag tag) {
    const std::vector<double> values = item.numbers(tag);
    if (values.size() < N) return std::nullopt;
    std::array<double, N> array{};
    std::copy_n(values.begin(), N, array.begin());
    return array;
}

std::optional<std::array<double, 2>> readSpacing(const std::vector<DataItem>& scopes) {
    for (const Tag source : {tag::kPixelSpacing, tag::kImagerPixelSpacing})
        for (const DataItem& item : scopes) {
            const auto spacing = readArray<2>(item, source);
            if (spacing && (*spacing)[0] > 0 && (*spacing)[1] > 0) return spacing;
        }
    return std::nullopt;
}

constexpr std::size_t kLongestUnit = 16; // of an LO that names one

// CT values are HU unless the header says otherwise (PS3.3 C.8.2.1: Rescale Type).
std::string unitOf(const DataItem& item, const DataItem& root) {
    const std::string type = item.text(tag::kRescaleType);
    if (type.empty()) return root.text(tag::kModality) == "CT" ? "HU" : "";
    return type == "US" || type.size() > kLongestUnit ? std::string() : type; // US: unspecified
}

// `scopes`: the last one is the root.
void readTransformation(const std::vector<DataItem>& scopes, FrameAttributes& attributes) {
    for (const DataItem& item : scopes) {
        const auto slope = item.number(tag::kRescaleSlope);
        const auto intercept = item.number(tag::kRescaleIntercept);
        if (!slope && !intercept) continue;
        attributes.rescaleSlope = slope.value_or(1.0);
        attributes.rescaleIntercept = intercept.value_or(0.0);
        attributes.unit = unitOf(item, scopes.back());
        return;
    }
}

// RT Dose keeps the planes of its frames as offsets along the normal (PS3.3 C.8.8.3.2).
void addGridOffset(const DataItem& root, int frame, FrameAttributes& attributes) {
    if (frame == 0 || !attributes.position_mm || !attributes.orientation) return;
    const std::vector<double> offsets = root.numbers(tag::kGridFrameOffsetVector);
    if (offsets.size() <= static_cast<std::size_t>(frame) || offsets[0] != 0) return;
    const auto& o = *attributes.orientation;
    const std::array<double, 3> normal = {o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5],
                                          o[0] * o[4] - o[1] * o[3]};
    for (std::size_t i = 0; i < 3; ++i)
        (*attributes.position_mm)[i] += normal[i] * offsets[static_cast<std::size_t>(frame)];
}

} // namespace

FrameAttributeReader::FrameAttributeReader(DataItem root, bool isSigned)
    : root_(root)
    , isSigned_(isSigned)
    , shared_(root.firstItem(tag::kSharedFunctionalGroups))
    , perFrame_(root.items(tag::kPerFrameFunctionalGroups)) {}

std::vector<DataItem> FrameAttributeReader::scopes(int frame, Tag sequence) const {
    std::vector<DataItem> found;
    if (static_cast<std::size_t>(frame) < perFrame_.size())
        if (const auto item = perFrame_[static_cast<std::size_t>(frame)].firstItem(sequence))
            found.push_back(*item);
    if (shared_)
        if (const auto item = shared_->firstItem(sequence)) found.push_back(*item);
    found.push_back(root_);
    return found;
}

FrameAttributes FrameAttributeReader::read(int frame) const {
    FrameAttributes attributes;
    readTransformation(scopes(frame, tag::kPixelValueTransformationSequence), attributes);
    if (const auto item = root_.firstItem(tag::kModalityLutSequence))
        attributes.modalityLut = readLut(*item, isSigned_);
    for (const DataItem& scope : scopes(frame, tag::kFrameVoiLutSequence)) {
        if (attributes.windows.empty()) attributes.windows = readWindows(scope);
        if (!attributes.voiLuts.empty()) continue;
        for (const DataItem& item : scope.items(tag::kVoiLutSequence))
            if (auto lut = readLut(item, isSigned_)) attributes.voiLuts.push_back(std::move(*lut));
    }
    attributes.spacing_mm = readSpacing(scopes(frame, tag::kPixelMeasuresSequence));
    for (const DataItem& scope : scopes(frame, tag::kPlanePositionSequence))
        if (!attributes.position_mm) attributes.position_mm = readArray<3>(scope, tag::kImagePosition);
    for (const DataItem& scope : scopes(frame, tag::kPlaneOrientationSequence))
        if (!attributes.orientation) attributes.orientation = readArray<6>(scope, tag::kImageOrientation);
    addGridOffset(root_, frame, attributes);
    return attributes;
}

} // namespace vrft
