// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/library.h"

#include "core/study/natural_order.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <map>
#include <string_view>

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

// The PatientID stands for one that the header lacks.
bool isAssumed(const Patient& patient) {
    return patient.id.starts_with(assumedPatientId({}));
}

} // namespace

void orderImages(std::vector<ImageEntry>& images) {
    std::stable_sort(images.begin(), images.end(), readsBefore);
}

std::optional<SeriesPlace> Library::placeOf(const std::string& sopUid) const {
    const auto found = places.find(sopUid);
    return found == places.end() ? std::nullopt : std::optional(found->second);
}

LibraryPointer makeLibrary(PatientList patients, std::int64_t num_trashed) {
    auto library = std::make_shared<Library>();
    library->patients = std::move(patients);
    library->num_trashed = num_trashed;
    std::map<std::string, int> modalities;
    for (std::size_t p = 0; p < library->patients.size(); ++p) {
        const PatientEntry& patient = library->patients[p];
        library->num_frames += patient.num_frames;
        library->num_studies += static_cast<int>(patient.studies.size());
        for (std::size_t s = 0; s < patient.studies.size(); ++s)
            for (std::size_t i = 0; i < patient.studies[s].series.size(); ++i) {
                const SeriesEntry& series = patient.studies[s].series[i];
                if (!series.series.modality.empty()) ++modalities[series.series.modality];
                for (const ImageEntry& image : series.images)
                    library->places.emplace(image.instance.sopUid, SeriesPlace{p, s, i});
            }
    }
    std::vector<std::pair<std::string, int>> sorted(modalities.begin(), modalities.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [name, count] : sorted)
        library->modalities << qs(name);
    return library;
}

QString patientName(const Patient& patient) {
    const QStringList groups = qs(patient.name).split(QLatin1Char('='));
    QStringList shown;
    for (qsizetype i = 0; i < std::min<qsizetype>(groups.size(), 2); ++i)
        if (const QString name = nameGroup(groups[i], i == 0); !name.isEmpty()) shown.push_back(name);
    if (!shown.isEmpty()) return shown.join(QLatin1Char(' '));
    return isAssumed(patient) ? LibraryTexts::tr("Unknown patient") : qs(patient.id);
}

QString patientNumber(const Patient& patient) {
    constexpr int kEnd = 12; // letters of a UID that tell one study from the next
    return isAssumed(patient) ? LibraryTexts::tr("study …%1").arg(qs(patient.id).right(kEnd))
                              : qs(patient.id);
}

bool isRead(const Series& series) {
    // Modality (PS3.3 C.7.3.1.1.1).
    static constexpr std::array<std::string_view, 11> kDerived = {
        "SEG", "RTSTRUCT", "RTDOSE", "RTPLAN", "REG", "SR", "PR", "KO", "FID", "PLAN", "RWV"};
    return std::find(kDerived.begin(), kDerived.end(), series.modality) == kDerived.end();
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
