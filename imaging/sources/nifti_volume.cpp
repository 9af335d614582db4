// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/nifti_volume.h"

#include "core/error.h"
#include "imaging/dicom/inflate.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>

namespace vrft {

namespace {

constexpr std::uint64_t kMostRatio = 1000;

struct Field {
    std::uint64_t first;  // offset in NIfTI-1
    std::uint64_t second; // in NIfTI-2
};

int bytesOf(int datatype) {
    switch (datatype) {
    case 2:
    case 256:
        return 1;
    case 4:
    case 512:
        return 2;
    case 64:
        return 8;
    default:
        return 4;
    }
}

double lengthOf(const std::array<double, 3>& v) {
    return std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}

} // namespace

std::string unpackNifti(std::string_view packed, const std::string& where) {
    const auto fail = [&where](const char* what) {
        throw Error(ErrorCode::InvalidFormat, what, where, "Unpack it with gzip and import the result");
    };
    Inflater inflater(Inflater::Format::Gzip,
                      {reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size()});
    std::string all;
    std::vector<std::uint8_t> chunk(1 << 20);
    while (const std::size_t made = inflater.next(chunk)) {
        all.append(reinterpret_cast<const char*>(chunk.data()), made);
        if (all.size() > kMostNifti_bytes ||
            all.size() > std::max<std::size_t>(packed.size(), 1024) * kMostRatio)
            fail("the volume unpacks to more than 1000 times its size or 768 MiB");
    }
    if (!inflater.complete()) fail("the packed volume is damaged or cut short");
    return all;
}

NiftiVolume::NiftiVolume(std::string_view bytes, std::string where)
    : bytes_(bytes)
    , where_(std::move(where)) {
    readHeader();
    readAffine();
    chooseMapping();
}

void NiftiVolume::fail(bool unsupported, const std::string& what) const {
    throw Error(unsupported ? ErrorCode::Unsupported : ErrorCode::InvalidFormat, what, where_,
                "Convert it with another program");
}

std::int64_t NiftiVolume::whole(std::uint64_t at, int count) const {
    if (at + static_cast<std::uint64_t>(count) > bytes_.size()) fail(false, "the volume is cut short");
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i) {
        const auto byte =
            static_cast<std::uint8_t>(bytes_[static_cast<std::size_t>(at) + static_cast<std::size_t>(i)]);
        value |= std::uint64_t{byte} << (8 * (big_ ? count - 1 - i : i));
    }
    const int unused = 64 - 8 * count;
    return static_cast<std::int64_t>(value << unused) >> unused;
}

double NiftiVolume::number(std::uint64_t at, int count, bool isSigned, bool isFloat) const {
    const std::int64_t value = whole(at, count);
    if (isFloat && count == 8) return std::bit_cast<double>(value);
    if (isFloat) return std::bit_cast<float>(static_cast<std::uint32_t>(value));
    if (isSigned) return static_cast<double>(value);
    return static_cast<double>(static_cast<std::uint64_t>(value) & ((std::uint64_t{1} << (8 * count)) - 1));
}

void NiftiVolume::readHeader() {
    const std::int64_t little = whole(0, 4);
    big_ = little != 348 && little != 540;
    const std::int64_t headerBytes = whole(0, 4);
    second_ = headerBytes == 540;
    if (headerBytes != 348 && headerBytes != 540) fail(false, "this is no NIfTI header");
    const auto dimension = [this](int i) {
        return second_ ? whole(16 + 8 * static_cast<std::uint64_t>(i), 8)
                       : whole(40 + 2 * static_cast<std::uint64_t>(i), 2);
    };
    const std::int64_t count = dimension(0);
    if (count < 2 || count > 7) fail(false, fmt::format("the volume has {} dimensions", count));
    for (int i = 1; i <= count; ++i) {
        const std::int64_t size = dimension(i);
        if (size < 1 || size > 65535) fail(false, fmt::format("dimension {} is {}", i, size));
        if (i > 4 && size > 1) fail(true, "a volume of more than four dimensions");
        if (i <= 4) size_[static_cast<std::size_t>(i - 1)] = static_cast<int>(size);
    }
    const auto datatype = static_cast<int>(whole(second_ ? 12 : 70, 2));
    static constexpr std::array<std::pair<int, Type>, 8> kTypes{{{2, Type::Uint8},
                                                                 {256, Type::Int8},
                                                                 {4, Type::Int16},
                                                                 {512, Type::Uint16},
                                                                 {8, Type::Int32},
                                                                 {768, Type::Uint32},
                                                                 {16, Type::Float32},
                                                                 {64, Type::Float64}}};
    const auto known =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& t) { return t.first == datatype; });
    if (known == kTypes.end()) fail(true, fmt::format("a volume of NIfTI data type {}", datatype));
    type_ = known->second;
    const double offset = second_ ? static_cast<double>(whole(168, 8)) : number(108, 4, true, true);
    const double least = second_ ? 544 : 352;
    if (!(offset >= 0 && offset < 1e15)) fail(false, "the offset of the data is wrong");
    dataOffset_ = static_cast<std::uint64_t>(std::max(offset, least));
    double needed = bytesOf(datatype);
    for (const int size : size_)
        needed *= size;
    if (needed + static_cast<double>(dataOffset_) > static_cast<double>(bytes_.size()))
        fail(false, fmt::format("the volume is cut short ({} bytes, {} are needed)", bytes_.size(),
                                needed + static_cast<double>(dataOffset_)));
    slope_ = second_ ? number(176, 8, true, true) : number(112, 4, true, true);
    intercept_ = second_ ? number(184, 8, true, true) : number(116, 4, true, true);
    if (!std::isfinite(slope_) || !std::isfinite(intercept_) || slope_ == 0) {
        slope_ = 1; // nifti1.h: 0 means no scaling
        intercept_ = 0;
    }
}

void NiftiVolume::readAffine() {
    const int real = second_ ? 8 : 4;
    const auto realAt = [&](Field field, int i) {
        return number((second_ ? field.second : field.first) + static_cast<std::uint64_t>(i * real), real,
                      true, true);
    };
    const auto code = [&](Field field) { return second_ ? whole(field.second, 4) : whole(field.first, 2); };
    std::array<double, 4> size{};
    for (int i = 0; i < 4; ++i)
        size[static_cast<std::size_t>(i)] = realAt({76, 104}, i); // pixdim, [0] is qfac
    for (std::size_t i = 1; i < 4; ++i)
        if (!(std::abs(size[i]) > 0) || !std::isfinite(size[i])) size[i] = 1;
    if (code({254, 348}) > 0) { // sform
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 4; ++c)
                affine_[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] =
                    realAt({280, 400}, 4 * r + c);
    } else if (code({252, 344}) > 0) { // qform
        const double b = realAt({256, 352}, 0);
        const double c = realAt({256, 352}, 1);
        const double d = realAt({256, 352}, 2);
        const double a = std::sqrt(std::max(0.0, 1.0 - (b * b + c * c + d * d)));
        const double qfac = size[0] < 0 ? -1 : 1;
        const std::array<std::array<double, 3>, 3> rotation{
            {{a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
             {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
             {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}}};
        for (std::size_t r = 0; r < 3; ++r) {
            for (std::size_t k = 0; k < 3; ++k)
                affine_[r][k] = rotation[r][k] * size[k + 1] * (k == 2 ? qfac : 1);
            affine_[r][3] = realAt({268, 376}, static_cast<int>(r));
        }
    } else {
        for (std::size_t r = 0; r < 3; ++r)
            affine_[r][r] = std::abs(size[r + 1]);
    }
    // RAS+ to LPS+: x and y change their signs.
    for (std::size_t r = 0; r < 2; ++r)
        for (double& value : affine_[r])
            value = value == 0 ? 0 : -value;
    std::array<std::array<double, 3>, 2> axis{};
    for (std::size_t k = 0; k < 2; ++k)
        for (std::size_t r = 0; r < 3; ++r)
            axis[k][r] = affine_[r][k];
    const double dot = axis[0][0] * axis[1][0] + axis[0][1] * axis[1][1] + axis[0][2] * axis[1][2];
    const double lengths = lengthOf(axis[0]) * lengthOf(axis[1]);
    if (!(lengths > 0) || !std::isfinite(lengths)) fail(false, "the volume's orientation is no orientation");
    if (std::abs(dot) / lengths > 1e-3) fail(true, "the volume's rows and columns aren't at right angles");
}

double NiftiVolume::sample(std::size_t index) const {
    const auto at = [&](int bytes) { return dataOffset_ + index * static_cast<std::uint64_t>(bytes); };
    switch (type_) {
    case Type::Uint8:
        return number(at(1), 1, false, false);
    case Type::Int8:
        return number(at(1), 1, true, false);
    case Type::Int16:
        return number(at(2), 2, true, false);
    case Type::Uint16:
        return number(at(2), 2, false, false);
    case Type::Int32:
        return number(at(4), 4, true, false);
    case Type::Uint32:
        return number(at(4), 4, false, false);
    case Type::Float32:
        return number(at(4), 4, true, true);
    case Type::Float64:
        break;
    }
    return number(at(8), 8, true, true);
}

void NiftiVolume::chooseMapping() {
    const bool narrow =
        type_ == Type::Uint8 || type_ == Type::Int8 || type_ == Type::Int16 || type_ == Type::Uint16;
    if (narrow) {
        isSigned_ = type_ == Type::Int8 || type_ == Type::Int16;
        mapping_ = "stored values as they are";
        return;
    }
    const auto count = static_cast<std::size_t>(size_[0]) * static_cast<std::size_t>(size_[1]) *
                       static_cast<std::size_t>(size_[2]) * static_cast<std::size_t>(size_[3]);
    double high = -HUGE_VAL;
    low_ = HUGE_VAL;
    bool fractions = false;
    for (std::size_t i = 0; i < count; ++i) {
        const double value = sample(i);
        if (!std::isfinite(value)) {
            padded_ = true;
            continue;
        }
        low_ = std::min(low_, value);
        high = std::max(high, value);
        fractions = fractions || value != std::floor(value);
    }
    if (low_ > high) fail(true, "the volume holds no numbers");
    mapsRange_ = true;
    const double range = high - low_;
    step_ = !fractions && range <= 65534 ? 1 : range / 65534;
    if (step_ == 0) step_ = 1;
    // What the file will say, rounded as a decimal string, is what counts.
    step_ = std::strtod(decimalString(step_ * slope_).c_str(), nullptr) / slope_;
    low_ = (std::strtod(decimalString((low_ - step_) * slope_ + intercept_).c_str(), nullptr) - intercept_) /
               slope_ +
           step_;
    double error = 0;
    for (std::size_t i = 0; i < count; ++i)
        if (const double value = sample(i); std::isfinite(value))
            error = std::max(error, std::abs(low_ + (mapped(value) - 1) * step_ - value));
    mapping_ = fmt::format("mapped to 16 bit, largest error {:.3g}{}", error * std::abs(slope_),
                           padded_ ? "; values that are no numbers are padding" : "");
}

std::uint16_t NiftiVolume::mapped(double value) const {
    if (!std::isfinite(value)) return 0;
    return static_cast<std::uint16_t>(std::clamp(std::round((value - low_) / step_) + 1.0, 1.0, 65535.0));
}

DeepPixels NiftiVolume::slice(int index) const {
    DeepPixels pixels;
    pixels.width = size_[0];
    pixels.height = size_[1];
    pixels.isSigned = isSigned_;
    const auto count = static_cast<std::size_t>(size_[0]) * static_cast<std::size_t>(size_[1]);
    const std::size_t first = static_cast<std::size_t>(index) * count;
    pixels.samples.reserve(count);
    for (std::size_t i = first; i < first + count; ++i) {
        const double value = sample(i);
        pixels.samples.push_back(mapsRange_ ? mapped(value)
                                            : static_cast<std::uint16_t>(static_cast<std::int32_t>(value)));
    }
    pixels.slope = mapsRange_ ? step_ * slope_ : slope_;
    pixels.intercept = mapsRange_ ? (low_ - step_) * slope_ + intercept_ : intercept_;
    if (padded_) pixels.padding = 0;
    return pixels;
}

ImagePlane NiftiVolume::plane(int index) const {
    ImagePlane plane;
    const double k = index % size_[2];
    const std::array<double, 2> spacing = spacing_mm();
    double slices = 0;
    for (std::size_t r = 0; r < 3; ++r) {
        plane.orientation[r] = affine_[r][0] / spacing[1];
        plane.orientation[3 + r] = affine_[r][1] / spacing[0];
        plane.position_mm[r] = affine_[r][2] * k + affine_[r][3];
        slices += affine_[r][2] * affine_[r][2];
    }
    plane.thickness_mm = std::sqrt(slices);
    return plane;
}

std::array<double, 2> NiftiVolume::spacing_mm() const {
    const auto along = [this](std::size_t k) {
        return lengthOf({affine_[0][k], affine_[1][k], affine_[2][k]});
    };
    return {along(1), along(0)};
}

} // namespace vrft
