// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/library_reader.h"

#include "core/store/plans.h"
#include "core/store/workspace.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <tuple>

namespace vrft::ui {

namespace {

constexpr int kRowsAtOnce = 2000;

void addWords(QString& text, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words)
        text += qs(word).toLower() + QLatin1Char('\n');
}

QString searchTextOf(const PatientEntry& entry) {
    QString text = patientName(entry.patient).toLower() + QLatin1Char('\n');
    addWords(text, {entry.patient.name, entry.patient.id});
    for (const StudyEntry& study : entry.studies) {
        addWords(text, {study.study.description, displayDate(study.study.date), study.study.accession});
        for (const SeriesEntry& series : study.series)
            addWords(text, {series.series.modality, series.series.description, series.series.bodyPart});
    }
    return text;
}

bool studyBefore(const StudyEntry& a, const StudyEntry& b) {
    return std::tie(a.study.date, a.study.time, a.study.uid) <
           std::tie(b.study.date, b.study.time, b.study.uid);
}

bool seriesBefore(const SeriesEntry& a, const SeriesEntry& b) {
    const Series& x = a.series;
    const Series& y = b.series;
    if (x.number.has_value() != y.number.has_value()) return x.number.has_value();
    return x.number == y.number ? x.uid < y.uid : x.number < y.number;
}

template <typename List, typename Fits>
auto* entryWhere(List& list, Fits fits) {
    // What comes next mostly belongs to what came last.
    const auto found = std::find_if(list.rbegin(), list.rend(), fits);
    return found == list.rend() ? nullptr : &*found;
}

StudyEntry* studyOf(PatientEntry& patient, const std::string& uid) {
    return entryWhere(patient.studies, [&](const StudyEntry& entry) { return entry.study.uid == uid; });
}

SeriesEntry* seriesOf(StudyEntry& study, const std::string& uid) {
    return entryWhere(study.series, [&](const SeriesEntry& entry) { return entry.series.uid == uid; });
}

// What holds no image is in the Trash as a whole.
void finish(PatientEntry& entry) {
    entry.num_frames = 0;
    for (StudyEntry& study : entry.studies) {
        std::erase_if(study.series, [](const SeriesEntry& series) { return series.images.empty(); });
        std::sort(study.series.begin(), study.series.end(), seriesBefore);
        for (SeriesEntry& series : study.series) {
            int frames = 0;
            for (const ImageEntry& image : series.images)
                frames += image.instance.frames;
            series.num_frames = frames;
            entry.num_frames += frames;
            orderImages(series.images);
        }
    }
    std::erase_if(entry.studies, [](const StudyEntry& study) { return study.series.empty(); });
    std::sort(entry.studies.begin(), entry.studies.end(), studyBefore);
    entry.searchText = searchTextOf(entry);
}

} // namespace

PatientEntry& LibraryReader::draft(const std::string& patientId) {
    const auto [found, fresh] = drafts_.try_emplace(patientId);
    if (fresh)
        if (const auto known = patients_.find(patientId); known != patients_.end())
            found->second = *known->second;
    return found->second;
}

void LibraryReader::addSeries(const SeriesRecord& record) {
    PatientEntry& patient = draft(record.patient.id);
    patient.patient = record.patient;
    StudyEntry* study = studyOf(patient, record.study.uid);
    if (study == nullptr) {
        study = &patient.studies.emplace_back();
        study->study = record.study;
    }
    study->series.emplace_back().series = record.series;
}

// False where its series isn't known: all it held was in the Trash.
bool LibraryReader::addImage(Workspace& workspace, InstanceRow& row) {
    PatientEntry& patient = draft(row.patientId);
    StudyEntry* study = studyOf(patient, row.studyUid);
    SeriesEntry* series = study == nullptr ? nullptr : seriesOf(*study, row.seriesUid);
    if (series == nullptr) return false;
    std::string file = workspace.filePath(row.instance.storedPath).string();
    series->images.push_back({std::move(row.instance), std::move(file)});
    return true;
}

bool LibraryReader::step(Workspace& workspace) {
    const auto series = workspace.studies().seriesAfter(lastSeries_, kRowsAtOnce);
    for (const SeriesRecord& record : series)
        addSeries(record);
    if (!series.empty()) {
        lastSeries_ = series.back().id;
        return false;
    }
    std::int64_t last = lastInstance_;
    auto rows = workspace.studies().instancesAfter(lastInstance_, kRowsAtOnce, last);
    for (InstanceRow& row : rows)
        if (!addImage(workspace, row)) {
            startOver();
            return false;
        }
    lastInstance_ = last;
    return rows.empty();
}

void LibraryReader::finishDrafts() {
    for (auto& [id, entry] : drafts_) {
        finish(entry);
        order_[{entry.patient.name, id}] = id;
        patients_[id] = std::make_shared<const PatientEntry>(std::move(entry));
    }
    drafts_.clear();
}

// A split may change without anything being added: patients turn out to be one.
void LibraryReader::setSplits(Workspace& workspace) {
    if (!workspace.plans().find("main")) return;
    for (const SplitAssignment& assignment : workspace.plans().assignments("main")) {
        const auto known = patients_.find(assignment.patientId);
        if (known != patients_.end() && known->second->split == assignment.split) continue;
        if (known != patients_.end() || drafts_.contains(assignment.patientId))
            draft(assignment.patientId).split = assignment.split;
    }
}

LibraryPointer LibraryReader::picture(Workspace& workspace) {
    setSplits(workspace);
    finishDrafts();
    PatientList list;
    list.reserve(order_.size());
    for (const auto& [name, id] : order_)
        if (const auto& entry = patients_[id]; !entry->studies.empty()) list.push_back(entry);
    return makeLibrary(std::move(list), workspace.studies().countTrashed());
}

void LibraryReader::startOver() {
    *this = LibraryReader();
}

LibraryPointer readLibrary(Workspace& workspace) {
    LibraryReader reader;
    while (!reader.step(workspace)) {
    }
    return reader.picture(workspace);
}

} // namespace vrft::ui
