// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Files we write as another library reads them: pydicom's findings, named by the hash of the bytes it read
// (tests/data/make/make_dicom_goldens.py).
#include "core/hash.h"
#include "core/json.h"
#include "imaging/dicom/dicom_writer.h"
#include "imaging/sources/medmnist.h"
#include "imaging/sources/phantom_study.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

const std::filesystem::path kData = std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/imaging";

// What a reader must find in the file of `draft`.
Json expected(const DicomDraft& draft) {
    const bool ultrasound = draft.kind == DicomKind::Ultrasound;
    const Image& image = draft.pixels;
    const std::string burnedIn = draft.instance.burnedIn ? (*draft.instance.burnedIn ? "YES" : "NO") : "";
    Json json = {
        {"SpecificCharacterSet", "ISO_IR 192"},
        {"SOPClassUID", ultrasound ? "1.2.840.10008.5.1.4.1.1.6.1" : "1.2.840.10008.5.1.4.1.1.7"},
        {"SOPInstanceUID", draft.instance.sopUid},
        {"Modality", ultrasound ? "US" : "OT"},
        {"PatientName", draft.patient.name},
        {"PatientID", draft.patient.id},
        {"PatientBirthDate", draft.patient.birthDate},
        {"PatientSex", draft.patient.sex},
        {"StudyInstanceUID", draft.study.uid},
        {"StudyDate", draft.study.date},
        {"StudyTime", draft.study.time},
        {"AccessionNumber", draft.study.accession},
        {"StudyDescription", draft.study.description},
        {"SeriesInstanceUID", draft.series.uid},
        {"SeriesDescription", draft.series.description},
        {"BodyPartExamined", draft.series.bodyPart},
        {"Manufacturer", draft.series.manufacturer},
        {"BurnedInAnnotation", burnedIn},
        {"DerivationDescription", draft.derivation},
        {"PhotometricInterpretation", image.channels == 1 ? "MONOCHROME2" : "RGB"},
        {"SeriesNumber", draft.series.number.value()},
        {"InstanceNumber", draft.instance.number.value()},
        {"Rows", image.height},
        {"Columns", image.width},
        {"SamplesPerPixel", image.channels},
        {"BitsAllocated", 8},
        {"BitsStored", 8},
        {"HighBit", 7},
        {"PixelRepresentation", 0},
        {"PixelSpacing", Json::array()},
        {"TransferSyntaxUID", "1.2.840.10008.1.2.1"},
        {"shape", {image.height, image.width}},
        {"pixels", sha256Hex({reinterpret_cast<const char*>(image.pixels.data()), image.pixels.size()})}};
    if (draft.instance.spacing_mm) json["PixelSpacing"] = *draft.instance.spacing_mm;
    if (image.channels == 3) json["shape"].push_back(3);
    return json;
}

// Checks `draft` against what was read from the very bytes it makes.
void checkDraft(const Json& golden, const DicomDraft& draft) {
    CAPTURE(draft.instance.source);
    const std::string name = sha256Hex(makeDicom(draft));
    REQUIRE(golden.contains(name));
    const Json values = expected(draft);
    REQUIRE(golden[name].size() == values.size());
    for (const auto& [key, value] : values.items()) {
        CAPTURE(key);
        CHECK(golden[name].at(key) == value);
    }
}

} // namespace

TEST_CASE("a library of another family reads every tag and pixel of our files as they were meant") {
    const Json golden = readJsonFile(kData / "dicom.json");
    std::size_t checked = 0;
    std::size_t phantoms = 0;
    for (const auto& [name, values] : golden.items())
        if (values["Modality"] == "US") ++phantoms;
    for (int patient = 0; checked < phantoms; ++patient) {
        const int images = phantomImageCount(1, patient);
        for (int image = 0; image < images && checked < phantoms; ++image, ++checked)
            checkDraft(golden, phantomDicom(1, patient, image, makePhantom(1, patient, image)));
    }
    CHECK(checked == 6);
    for (const char* file : {"small.npz", "colour.npz"}) {
        const MedMnist set = readMedMnist(kData / "npz" / file);
        for (const Split split : kSplits)
            for (std::size_t i = 0; i < set.parts[static_cast<std::size_t>(split)].count; ++i, ++checked)
                checkDraft(golden, set.dicom(split, i));
    }
    CHECK(checked == golden.size());
}
