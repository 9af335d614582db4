// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/library.h"

#include "core/store/plans.h"
#include "core/store/workspace.h"
#include "core/study/natural_order.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QStringList>

namespace vrft::ui {

namespace {

struct LibraryTexts {
    Q_DECLARE_TR_FUNCTIONS(LibraryTexts)
};

bool readsBefore(const ImageEntry& a, const ImageEntry& b) {
    const Instance& x = a.instance;
    const Instance& y = b.instance;
    if ((x.frames > 0) != (y.frames > 0)) return x.frames > 0;
    if (x.position && y.position && *x.position != *y.position) return *x.position < *y.position;
    if (x.number && y.number && *x.number != *y.number) return *x.number < *y.number;
    return naturalCompare(x.source, y.source) < 0;
}

// "Lee^Mi Rae" as "LEE Mi Rae": one of the groups of a name, which may be alphabetic, ideographic, phonetic.
QString nameGroup(const QString& group, bool capitals) {
    QStringList parts = group.split(QLatin1Char('^'));
    for (QString& part : parts)
        part = part.simplified();
    parts.removeAll(QString());
    if (capitals && !parts.isEmpty() && group.contains(QLatin1Char('^'))) parts[0] = parts[0].toUpper();
    return parts.join(QLatin1Char(' '));
}

using SeriesKey = std::pair<std::string, std::string>; // study, series: a UID may occur in two studies

std::map<SeriesKey, std::vector<ImageEntry>> imagesBySeries(Workspace& workspace) {
    std::map<SeriesKey, std::vector<ImageEntry>> all;
    for (InstanceRow& row : workspace.studies().allInstances()) {
        std::string file = workspace.filePath(row.instance.storedPath).string();
        all[{row.studyUid, row.seriesUid}].push_back({std::move(row.instance), std::move(file)});
    }
    for (auto& [key, images] : all)
        std::stable_sort(images.begin(), images.end(), readsBefore);
    return all;
}

void addWords(QString& text, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words)
        text += qs(word).toLower() + QLatin1Char('\n');
}

} // namespace

LibraryPointer readLibrary(Workspace& workspace) {
    auto library = std::make_shared<Library>();
    library->counts = workspace.studies().counts();
    std::map<std::string, std::optional<Split>> splits;
    if (workspace.plans().find("main"))
        for (const SplitAssignment& assignment : workspace.plans().assignments("main"))
            splits[assignment.patientId] = assignment.split;
    auto images = imagesBySeries(workspace);
    for (const StudyRow& row : workspace.studies().studies()) {
        if (library->patients.empty() || library->patients.back().patient.id != row.patient.id) {
            PatientEntry& entry = library->patients.emplace_back();
            entry.patient = row.patient;
            entry.split = splits[row.patient.id];
            entry.searchText = patientName(row.patient).toLower() + QLatin1Char('\n');
            addWords(entry.searchText, {row.patient.name, row.patient.id});
        }
        PatientEntry& patient = library->patients.back();
        StudyEntry& study = patient.studies.emplace_back();
        study.study = row.study;
        addWords(patient.searchText,
                 {row.study.description, displayDate(row.study.date), row.study.accession, row.modalities});
        for (const SeriesRow& of : workspace.studies().series(row.study.uid)) {
            if (of.patientId != row.patient.id) continue;
            SeriesEntry& series = study.series.emplace_back();
            series.series = of.series;
            series.images = std::move(images[{row.study.uid, of.series.uid}]);
            for (const ImageEntry& image : series.images)
                series.num_frames += image.instance.frames;
            patient.num_frames += series.num_frames;
            addWords(patient.searchText, {of.series.description, of.series.bodyPart});
        }
    }
    return library;
}

QString patientName(const Patient& patient) {
    const QStringList groups = qs(patient.name).split(QLatin1Char('='));
    QStringList shown;
    for (qsizetype i = 0; i < std::min<qsizetype>(groups.size(), 2); ++i)
        if (const QString name = nameGroup(groups[i], i == 0); !name.isEmpty()) shown.push_back(name);
    return shown.isEmpty() ? LibraryTexts::tr("No name") : shown.join(QLatin1Char(' '));
}

QString seriesName(const Series& series) {
    if (!series.description.empty()) return qs(series.description);
    QStringList parts;
    if (!series.modality.empty()) parts.push_back(qs(series.modality));
    if (!series.bodyPart.empty()) parts.push_back(qs(series.bodyPart).toLower());
    if (series.number) parts.push_back(LibraryTexts::tr("series %1").arg(*series.number));
    return parts.isEmpty() ? LibraryTexts::tr("Series") : parts.join(QLatin1Char(' '));
}

QString splitWord(const std::optional<Split>& split) {
    if (!split) return QStringLiteral("—");
    switch (*split) {
    case Split::Train:
        return LibraryTexts::tr("train");
    case Split::Val:
        return LibraryTexts::tr("held out");
    case Split::Test:
        return LibraryTexts::tr("test");
    }
    return {};
}

} // namespace vrft::ui
