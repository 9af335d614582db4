// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Patient, study, series, instance as the workspace remembers them: the tags a browser lists, a dataset needs
// and a viewer sorts by. Everything imported is DICOM (other sources are wrapped), so these words mean what
// DICOM means.
//
// Not here: pixels, geometry beyond spacing and the sort position, tags nobody lists (read those from the
// file). Texts are UTF-8 (the importer converts character sets); dates are YYYYMMDD and times HHMMSS[.F] as
// in DICOM. Thread rule: values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace vrft {

// `Assumed`: the source carries no patients (PNG, npz, NIfTI, or a header without PatientID), so each image
// counts as one; certificates say so (formats.md §2, §4).
enum class PatientIdentity { Known, Assumed };

struct Patient {
    std::string id; // PatientID without surrounding blanks; never empty (see assumedPatientId)
    std::string name;
    std::string birthDate;
    std::string sex;
    PatientIdentity identity = PatientIdentity::Known;
    bool operator==(const Patient&) const = default;
};

struct Study {
    std::string uid;
    std::string date;
    std::string time;
    std::string description;
    std::string accession;
    bool operator==(const Study&) const = default;
};

struct Series {
    std::string uid;
    std::string modality;
    std::optional<std::int64_t> number;
    std::string date;
    std::string description;
    std::string bodyPart;
    std::string laterality;
    std::string frameOfReferenceUid;
    std::string manufacturer;
    bool operator==(const Series&) const = default;
};

struct Instance {
    std::string sopUid;
    std::string sopClassUid;
    std::string transferSyntaxUid;
    std::optional<std::int64_t> number;
    int rows = 0;    // 0: no pixels (a report, a presentation state)
    int columns = 0; // pixels
    int frames = 0;  // counted from 0 wherever a frame is named
    int samplesPerPixel = 0;
    int bitsStored = 0;
    std::string photometric;
    std::optional<std::array<double, 2>> spacing_mm; // between rows, between columns (DICOM order)
    std::optional<std::array<double, 2>> window;     // centre, width: the header's first
    std::optional<double> position; // mm along the series' normal: the sort key; absent without geometry
    std::optional<bool> burnedIn;   // Burned In Annotation; absent: not said
    std::string contentHash;        // SHA-256 of the whole file, hex
    std::string
        pixelHash; // SHA-256 of the decoded samples, hex; empty if not decoded or if all samples are equal
    std::string storedPath; // relative to the workspace ("store/ab/HASH.dcm"); absolute for a linked file
    std::string source;     // where it came from: path, or FILE#SPLIT/INDEX for a contained image
    bool operator==(const Instance&) const = default;
};

// What an importer hands over for one file.
struct InstanceRecord {
    Patient patient;
    Study study;
    Series series;
    Instance instance;
};

// The PatientID of a study whose header has none: every such study counts as a patient of its own.
std::string assumedPatientId(const std::string& studyUid);

// "LAST^FIRST^MIDDLE" as people read it: "LAST, FIRST MIDDLE"; the alphabetic group of a multi-group name.
std::string displayName(const std::string& personName);
// "20240131", and "2024.01.31" as ACR-NEMA wrote it, as "2024-01-31"; anything else unchanged.
std::string displayDate(const std::string& dicomDate);

} // namespace vrft
