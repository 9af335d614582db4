// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Made-up series with geometry, for workspaces of tests.
#pragma once

#include "imaging/dicom/dicom_writer.h"
#include "imaging/importer.h"

#include <fmt/format.h>
#include <string>
#include <vector>

namespace vrft::test {

inline constexpr std::array<double, 6> kAxial = {1, 0, 0, 0, 1, 0};
inline constexpr std::array<double, 6> kSagittal = {0, 1, 0, 0, 0, -1};

struct SliceSeries {
    std::string patient = "SLICES";
    std::string study = "2.25.1";
    std::string series = "2.25.1.1";
    std::string date = "20250301";
    std::string description = "Head";
    std::string frameOfReference = "2.25.9";
    std::array<double, 6> orientation = kAxial;
    std::vector<double> places_mm; // along the normal, in the order of instance numbers
    int firstNumber = 1;
};

// One file a place, 16 x 12 pixels, all of the value 10 * place.
inline void addSlices(Importer& importer, const SliceSeries& of) {
    for (std::size_t i = 0; i < of.places_mm.size(); ++i) {
        DicomDraft draft;
        draft.patient.id = of.patient;
        draft.patient.name = "Slices^Made";
        draft.study.uid = of.study;
        draft.study.date = of.date;
        draft.series.uid = of.series;
        draft.series.modality = "CT";
        draft.series.description = of.description;
        draft.series.frameOfReferenceUid = of.frameOfReference;
        const int number = of.firstNumber + static_cast<int>(i);
        draft.instance.sopUid = fmt::format("{}.{}", of.series, number);
        draft.instance.number = number;
        draft.instance.spacing_mm = {0.5, 0.5};
        const double place = of.places_mm[i];
        DeepPixels pixels;
        pixels.width = 16;
        pixels.height = 12;
        pixels.isSigned = true;
        pixels.samples.assign(16 * 12, static_cast<std::uint16_t>(static_cast<std::int16_t>(10 * place)));
        draft.deep = pixels;
        ImagePlane plane;
        plane.orientation = of.orientation;
        if (of.orientation == kAxial)
            plane.position_mm = {-4, -3, place};
        else
            plane.position_mm = {-place, -4, 3}; // the normal of kSagittal points to the right
        draft.plane = plane;
        importer.add(draft.instance.sopUid, makeDicom(draft));
    }
}

} // namespace vrft::test
