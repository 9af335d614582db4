// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/hash.h"
#include "imaging/dicom/inspect.h"
#include "imaging/sources/phantom_study.h"

#include <doctest/doctest.h>
#include <set>

using namespace vrft;

TEST_CASE("phantom files are the same on every machine and day") {
    CHECK(sha256Hex(makeDicom(phantomDicom(1, 0, 0, makePhantom(1, 0, 0)))) ==
          "1cf2cf13091ec4c0ef6bf9e74a294dcbe42250ea27c6ec763189e2847ffa3fc5");
}

TEST_CASE("images of a phantom patient share person and study, and nothing of another patient") {
    std::set<std::string> sopUids;
    for (int patient = 0; patient < 5; ++patient) {
        const HeaderRead first =
            readDicomHeader(makeDicom(phantomDicom(1, patient, 0, makePhantom(1, patient, 0))), "a");
        const HeaderRead second =
            readDicomHeader(makeDicom(phantomDicom(1, patient, 1, makePhantom(1, patient, 1))), "b");
        CHECK(first.record.patient == second.record.patient);
        CHECK(first.record.study == second.record.study);
        CHECK(first.record.series == second.record.series);
        CHECK(first.record.patient.name.starts_with("PHANTOM^"));
        CHECK(first.record.series.modality == "US");
        CHECK(first.record.instance.sopUid == phantomSopUid(1, patient, 0));
        sopUids.insert({first.record.instance.sopUid, second.record.instance.sopUid});
    }
    CHECK(sopUids.size() == 10);
    CHECK(phantomSopUid(1, 0, 0) != phantomSopUid(2, 0, 0));
}

TEST_CASE("the field of view stays the same at another image size") {
    const DicomDraft small = phantomDicom(1, 0, 0, makePhantom(1, 0, 0, 48));
    const DicomDraft large = phantomDicom(1, 0, 0, makePhantom(1, 0, 0, 64));
    CHECK((*small.instance.spacing_mm)[0] * 48 == doctest::Approx((*large.instance.spacing_mm)[0] * 64));
}
