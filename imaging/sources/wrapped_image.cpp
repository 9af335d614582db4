// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/wrapped_image.h"

#include "core/hash.h"
#include "core/vision_input/image.h"
#include "imaging/dicom/dicom_writer.h"
#include "imaging/sources/bmp_image.h"
#include "imaging/sources/jpeg_image.h"
#include "imaging/sources/nifti_volume.h"
#include "imaging/sources/png_image.h"

#include <cstdint>
#include <fmt/format.h>

namespace vrft {

namespace {

using Take = std::function<void(const WrappedPart& part)>;

// What NIfTI says of itself: the header's size in either byte order, and the mark of a single file.
bool isNifti(std::string_view start) {
    const auto sizeIs = [&](char a, char b) {
        return start.substr(0, 4) == std::string({a, b, '\0', '\0'}) ||
               start.substr(0, 4) == std::string({'\0', '\0', b, a});
    };
    if (start.size() < 348) return false;
    return (sizeIs('\x5c', '\x01') && start.substr(344, 4) == std::string_view("n+1\0", 4)) ||
           (sizeIs('\x1c', '\x02') && start.substr(4, 4) == std::string_view("n+2\0", 4));
}

bool endsWithoutCase(std::string_view name, std::string_view end) {
    if (name.size() < end.size()) return false;
    name.remove_prefix(name.size() - end.size());
    for (std::size_t i = 0; i < end.size(); ++i)
        if ((name[i] | 0x20) != end[i] && name[i] != end[i]) return false;
    return true;
}

std::string stemOf(const std::string& name) {
    std::string stem = name;
    if (endsWithoutCase(stem, ".nii.gz")) stem.resize(stem.size() - 7);
    const std::size_t dot = stem.rfind('.');
    if (dot != std::string::npos && dot > 0) stem.resize(dot);
    return stem.substr(0, 64); // LO, PS3.5 6.2
}

DicomDraft draftOf(std::string_view content, const std::string& name, const std::string& place) {
    const std::string hash = sha256Hex(content);
    DicomDraft draft;
    draft.kind = DicomKind::SecondaryCapture;
    draft.patient.id = stemOf(name);
    draft.patient.identity = PatientIdentity::Assumed;
    draft.study.uid = uidFromName(hash, "0/study");
    draft.series.uid = uidFromName(hash, "0/series");
    draft.series.number = 1;
    draft.instance.sopUid = uidFromName(hash, place);
    draft.instance.number = 1;
    draft.instance.source = name;
    draft.derivation = fmt::format("Wrapped from {}", name);
    return draft;
}

void wrapVolume(std::string_view content, std::string_view bytes, const std::string& name, const Take& take) {
    const NiftiVolume volume(bytes, name);
    DicomDraft draft = draftOf(content, name, "0");
    const std::string hash = sha256Hex(content);
    draft.series.frameOfReferenceUid = uidFromName(hash, "0/frame");
    draft.derivation = fmt::format("Wrapped from {}: {}", name, volume.mapping());
    draft.instance.spacing_mm = volume.spacing_mm();
    for (int i = 0; i < volume.numSlices(); ++i) {
        draft.instance.sopUid = uidFromName(hash, std::to_string(i));
        draft.instance.number = i + 1;
        draft.deep = volume.slice(i);
        draft.plane = volume.plane(i);
        if (volume.numMoments() > 1) draft.moment = {volume.momentOf(i) + 1, volume.numMoments()};
        take({fmt::format("slice/{}", i), makeDicom(draft), {}});
    }
}

void wrapPng(std::string_view content, const std::string& name, const Take& take) {
    PngPicture picture = readPngPicture(content, name);
    DicomDraft draft = draftOf(content, name, "0");
    draft.pixels = std::move(picture.pixels);
    draft.deep = std::move(picture.deep);
    if (!picture.note.empty()) draft.derivation += ": " + picture.note;
    take({{}, makeDicom(draft), picture.note});
}

} // namespace

SourceKind sourceKind(std::string_view start, const std::string& name) {
    if (start.starts_with("\x89PNG\r\n\x1a\n")) return SourceKind::Png;
    if (start.starts_with("\xFF\xD8\xFF")) return SourceKind::Jpeg;
    // "BM" alone is too common a beginning: the header's length must fit too.
    if (start.starts_with("BM") && start.size() > 18 && start[14] >= 40 && start[14] <= 124 && start[15] == 0)
        return SourceKind::Bmp;
    if (isNifti(start)) return SourceKind::Nifti;
    if (start.starts_with("\x1F\x8B") && endsWithoutCase(name, ".nii.gz")) return SourceKind::PackedNifti;
    return SourceKind::None;
}

void wrapSource(std::string_view content, SourceKind kind, const std::string& name, const Take& take) {
    const auto image = [&](Image pixels) {
        DicomDraft draft = draftOf(content, name, "0");
        draft.pixels = std::move(pixels);
        take({{}, makeDicom(draft), {}});
    };
    switch (kind) {
    case SourceKind::Png:
        return wrapPng(content, name, take);
    case SourceKind::Jpeg:
        return image(decodeJpeg(content, name));
    case SourceKind::Bmp:
        return image(decodeBmp(content, name));
    case SourceKind::Nifti:
        return wrapVolume(content, content, name, take);
    case SourceKind::PackedNifti:
        return wrapVolume(content, unpackNifti(content, name), name, take);
    case SourceKind::None:
        return;
    }
}

} // namespace vrft
