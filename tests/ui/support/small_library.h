// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A library of invented patients, made in memory.
#pragma once

#include "ui/workspace/library.h"

#include <memory>
#include <string>

namespace vrft::test {

inline ui::SeriesEntry series(const std::string& uid, const std::string& modality, int images) {
    ui::SeriesEntry entry;
    entry.series.uid = uid;
    entry.series.modality = modality;
    for (int i = 0; i < images; ++i) {
        ui::ImageEntry image;
        image.instance.sopUid = uid + "." + std::to_string(i);
        image.instance.frames = 1;
        image.file = "/nowhere/" + image.instance.sopUid;
        entry.images.push_back(std::move(image));
        entry.num_frames += 1;
    }
    return entry;
}

inline ui::PatientEntry patient(const std::string& id, const std::string& name, const std::string& date,
                                std::vector<ui::SeriesEntry> list) {
    ui::PatientEntry entry;
    entry.patient.id = id;
    entry.patient.name = name;
    entry.split = Split::Train;
    for (const auto& item : list)
        entry.num_frames += item.num_frames;
    ui::StudyEntry study;
    study.study.uid = "study." + id;
    study.study.date = date;
    study.series = std::move(list);
    entry.studies.push_back(std::move(study));
    entry.searchText = ui::patientName(entry.patient).toLower() + QLatin1Char('\n') +
                       QString::fromStdString(id).toLower() + QLatin1Char('\n') +
                       QString::fromStdString(displayDate(date));
    return entry;
}

// DOE Jane (two US images), GARCÍA Inés (one MR series of three), 陳 (one US image, two series).
inline ui::LibraryPointer smallLibrary() {
    ui::PatientList patients;
    patients.push_back(patient("P-1", "Doe^Jane", "20250104", {series("1", "US", 2)}));
    patients.push_back(patient("P-2", "García^Inés", "20250302", {series("2", "MR", 3)}));
    patients.push_back(
        patient("P-3", "Chen^Yulan=陳^玉蘭", "20250201", {series("3", "US", 1), series("4", "US", 1)}));
    return ui::makeLibrary(std::move(patients));
}

} // namespace vrft::test
