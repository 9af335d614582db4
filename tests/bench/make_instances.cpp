// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Makes a folder of small DICOM files to measure imports with: patients of two studies, each of two series of
// 25 instances, 1000 files a folder.
//
//   make-instances FOLDER COUNT [SIDE]     SIDE: rows and columns, 16 by default
#include "core/error.h"
#include "core/files.h"
#include "imaging/dicom/dicom_writer.h"

#include <charconv>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;
using namespace vrft;

constexpr int kPerSeries = 25;

int numberOf(const char* text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text, text + std::strlen(text), value);
    if (error != std::errc() || *end != '\0' || value < 1)
        throw Error(ErrorCode::InvalidArgument, fmt::format("\"{}\" is no positive number", text), {},
                    "make-instances FOLDER COUNT [SIDE]");
    return value;
}

DicomDraft draftOf(int index, int side) {
    const int series = index / kPerSeries;
    const int study = series / 2;
    const int patient = study / 2;
    DicomDraft draft;
    draft.kind = DicomKind::Ultrasound;
    draft.patient.id = fmt::format("BENCH-{:06}", patient);
    draft.patient.name = fmt::format("Bench^{}", patient);
    draft.patient.birthDate = "19700101";
    draft.study.uid = fmt::format("2.25.77.{}", study);
    draft.study.date = fmt::format("2020{:02}{:02}", 1 + study % 12, 1 + study % 28);
    draft.study.description = "Generated";
    draft.study.accession = fmt::format("ACC{}", study);
    draft.series.uid = fmt::format("{}.{}", draft.study.uid, series % 2);
    draft.series.number = series % 2 + 1;
    draft.instance.sopUid = fmt::format("{}.{}", draft.series.uid, index % kPerSeries + 1);
    draft.instance.number = index % kPerSeries + 1;
    draft.instance.spacing_mm = {0.5, 0.5};
    draft.pixels = {side, side, 1, {}};
    for (int i = 0; i < side * side; ++i)
        draft.pixels.pixels.push_back(static_cast<std::uint8_t>((i * 7 + index * 13) % 251));
    // No two images are equal: equal ones would make one patient of all.
    for (std::size_t i = 0; i < 4; ++i)
        draft.pixels.pixels[i] = static_cast<std::uint8_t>(index >> (8 * i));
    return draft;
}

void make(const fs::path& folder, int count, int side) {
    for (int i = 0; i < count; ++i) {
        const fs::path place = folder / fmt::format("{:04}", i / 1000);
        if (i % 1000 == 0) makeFolders(place);
        writeFileAtomic(place / fmt::format("{:06}.dcm", i), makeDicom(draftOf(i, side)), false);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3 || argc > 4) {
        std::fputs("make-instances FOLDER COUNT [SIDE]\n", stderr);
        return 2;
    }
    try {
        const int side = argc == 4 ? numberOf(argv[3]) : 16;
        if (side < 2)
            throw Error(ErrorCode::InvalidArgument, "an image of one pixel tells nothing", {}, "SIDE >= 2");
        make(argv[1], numberOf(argv[2]), side);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "make-instances: %s\n", error.what());
        return 1;
    }
    return 0;
}
