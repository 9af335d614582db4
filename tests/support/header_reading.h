// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A header read both ways, plainly and by DCMTK, as texts to compare.
#pragma once

#include "core/error.h"
#include "imaging/dicom/header_record.h"
#include "imaging/dicom/header_values.h"

#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

namespace vrft::test {

// The record and what else an import asks, or why there is none.
inline std::string readingOf(const HeaderValues& values, const Prescan& scan) {
    const auto pair = [](const std::optional<std::array<double, 2>>& p) {
        return p ? fmt::format("{} {}", (*p)[0], (*p)[1]) : "-";
    };
    try {
        const InstanceRecord record = headerRecord(values, scan.mediaClass);
        const Patient& patient = record.patient;
        const Study& study = record.study;
        const Series& series = record.series;
        const Instance& instance = record.instance;
        return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|", patient.id, patient.name, patient.birthDate,
                           patient.sex, patient.identity == PatientIdentity::Known, study.uid, study.date,
                           study.time, study.description, study.accession) +
               fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|", series.uid, series.modality,
                           series.number.value_or(-1), series.date, series.description, series.bodyPart,
                           series.laterality, series.frameOfReferenceUid, series.manufacturer) +
               fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|", instance.sopUid, instance.sopClassUid,
                           instance.number.value_or(-1), instance.rows, instance.columns, instance.frames,
                           instance.samplesPerPixel, instance.bitsStored, instance.photometric,
                           pair(instance.spacing_mm), pair(instance.window), instance.position.value_or(-1e9),
                           instance.burnedIn.value_or(false)) +
               fmt::format("{}|{}", values.integer(tag::kBitsAllocated).value_or(-1), values.textsReplaced());
    } catch (const AttributeError& error) {
        return fmt::format("({:04x},{:04x}) {}", error.tag.group, error.tag.element, error.reason);
    }
}

struct BothReadings {
    std::optional<std::string> plain; // nothing: left to DCMTK
    std::string parsed; // read only beside a plain one; empty where the file has no record at all
};

inline BothReadings bothReadings(std::string_view bytes) {
    MemoryBytes source(bytes);
    const Prescan scan = prescan(source, {.excerpt = headerTags()});
    BothReadings both;
    if (scan.fault || scan.excerptOffsets.empty()) return both;
    both.parsed = "left to DCMTK";
    const auto plain = plainHeaderValues(scan);
    if (!plain) return both;
    both.plain = readingOf(*plain, scan);
    try {
        both.parsed = readingOf(*parsedHeaderValues(scan, "test"), scan);
    } catch (const Error& error) {
        both.parsed = error.summary();
    }
    return both;
}

} // namespace vrft::test
