// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the workspace holds, as an immutable picture: patients, their studies, series and images in reading
// order.
//
// Made on the workspace's thread by a LibraryReader, shared by everyone who looks; one picture shares with
// the next what didn't change. Not here: pixels, annotations (labels.h). Ownership: shared, constant. Thread
// rule: values that never change once handed out.
#pragma once

#include "core/dataset/dataset.h"
#include "core/store/studies_table.h"

#include <QString>
#include <QStringList>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vrft::ui {

struct ImageEntry {
    Instance instance;
    std::string file; // absolute
};

struct SeriesEntry {
    Series series;
    std::vector<ImageEntry> images; // by position, number, source; those with pixels first
    int num_frames = 0;             // 0: nothing to look at (a report)
};

struct StudyEntry {
    Study study;
    std::vector<SeriesEntry> series;
};

struct PatientEntry {
    Patient patient;
    std::optional<Split> split; // in the plan `main`
    std::vector<StudyEntry> studies;
    int num_frames = 0;
    QString searchText; // folded to lower case: name, id, dates, descriptions, modalities
};

// Patients in order, each shared with other pictures of the library; reads like a vector of them.
class PatientList {
public:
    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = PatientEntry;
        using difference_type = std::ptrdiff_t;
        using pointer = const PatientEntry*;
        using reference = const PatientEntry&;
        explicit Iterator(const std::shared_ptr<const PatientEntry>* at)
            : at_(at) {}
        reference operator*() const { return **at_; }
        pointer operator->() const { return at_->get(); }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        bool operator==(const Iterator&) const = default;

    private:
        const std::shared_ptr<const PatientEntry>* at_;
    };

    void push_back(PatientEntry patient) {
        push_back(std::make_shared<const PatientEntry>(std::move(patient)));
    }
    void push_back(std::shared_ptr<const PatientEntry> patient) { list_.push_back(std::move(patient)); }
    void reserve(std::size_t size) { list_.reserve(size); }
    std::size_t size() const { return list_.size(); }
    bool empty() const { return list_.empty(); }
    const PatientEntry& operator[](std::size_t index) const { return *list_[index]; }
    Iterator begin() const { return Iterator(list_.data()); }
    Iterator end() const { return Iterator(list_.data() + list_.size()); }

private:
    std::vector<std::shared_ptr<const PatientEntry>> list_;
};

struct SeriesPlace { // in a library
    std::size_t patient = 0;
    std::size_t study = 0;
    std::size_t series = 0;
    auto operator<=>(const SeriesPlace&) const = default;
};

struct Library {
    PatientList patients; // by name, id
    int num_studies = 0;
    int num_frames = 0;
    std::int64_t num_trashed = 0;                             // instances
    QStringList modalities;                                   // the most frequent first
    std::unordered_map<std::string_view, SeriesPlace> places; // by SOP UID; keys lie in `patients`

    std::optional<SeriesPlace> placeOf(const std::string& sopUid) const;
    const SeriesEntry& series(const SeriesPlace& place) const {
        return patients[place.patient].studies[place.study].series[place.series];
    }
};
using LibraryPointer = std::shared_ptr<const Library>;

// Counts and places filled in. Any thread.
LibraryPointer makeLibrary(PatientList patients, std::int64_t num_trashed = 0);
// Puts the images of one series into reading order.
void orderImages(std::vector<ImageEntry>& images);

// A patient's name as people read it: family name in capitals where its script has them, ideographs behind;
// the patient's number where there is no name.
// Of a study without name and PatientID "Unknown patient".
QString patientName(const Patient& patient);
QString patientNumber(const Patient& patient); // the PatientID; of a study without one the end of its UID
// Pictures that people read; not what was made of them (segmentations, doses, reports).
bool isRead(const Series& series);
QString seriesName(const Series& series);
QString splitWord(const std::optional<Split>& split); // "train", "held out", "test", "—"

} // namespace vrft::ui
