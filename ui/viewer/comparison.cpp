// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/comparison.h"

#include <cmath>

namespace vrft::ui {

namespace {

constexpr double kParallel = 0.999; // cosine: within about 2.5 degrees

// The best series of a study to compare `wanted` with.
std::optional<std::size_t> counterpart(const StudyEntry& study, const Series& wanted) {
    std::optional<std::size_t> best;
    const auto rank = [&](const SeriesEntry& series) {
        return std::pair(series.series.description == wanted.description, series.num_frames);
    };
    for (std::size_t i = 0; i < study.series.size(); ++i) {
        const SeriesEntry& series = study.series[i];
        if (series.num_frames == 0 || series.series.modality != wanted.modality) continue;
        if (!best || rank(study.series[*best]) < rank(series)) best = i;
    }
    return best;
}

// Along the normal of the stack, from the origin of its frame of reference.
double startOf(const Stack& stack, const Vector3& normal) {
    return dot(stack.first->origin(), normal);
}

} // namespace

std::optional<SeriesPlace> priorOf(const Library& library, const SeriesPlace& place) {
    const PatientEntry& patient = library.patients[place.patient];
    const StudyEntry& own = patient.studies[place.study];
    const std::string& date = own.study.date;
    std::optional<SeriesPlace> best;
    // The latest before it; where there is none, the earliest after it.
    const auto better = [&](const std::string& a, const std::string& b) {
        const bool before = a <= date;
        if (before != (b <= date)) return before;
        return before ? a > b : a < b;
    };
    for (std::size_t i = 0; i < patient.studies.size(); ++i) {
        if (i == place.study) continue;
        const auto series = counterpart(patient.studies[i], own.series[place.series].series);
        if (!series) continue;
        if (!best || better(patient.studies[i].study.date, patient.studies[best->study].study.date))
            best = SeriesPlace{place.patient, i, *series};
    }
    return best;
}

bool sameSpace(const StackCursor& a, const StackCursor& b) {
    if (a.index() < 0 || b.index() < 0) return false;
    const Stack* first = a.geometry();
    const Stack* second = b.geometry();
    const std::string& frame = a.series().series.frameOfReferenceUid;
    return first != nullptr && second != nullptr && first->first && second->first && !frame.empty() &&
           frame == b.series().series.frameOfReferenceUid &&
           std::abs(dot(first->first->normal(), second->first->normal())) > kParallel;
}

int linkedIndex(const StackCursor& from, const StackCursor& to) {
    if (from.index() < 0 || to.count() < 1) return -1;
    // Flattened positions (several frames at some) have no place by index: those go by their share of the
    // way.
    const auto byPlace = [](const StackCursor& cursor) {
        return cursor.geometry() != nullptr &&
               cursor.geometry()->positions.size() == static_cast<std::size_t>(cursor.count());
    };
    if (!sameSpace(from, to) || !byPlace(from) || !byPlace(to)) {
        const double share = from.count() < 2 ? 0 : from.index() / (from.count() - 1.0);
        return static_cast<int>(std::lround(share * (to.count() - 1)));
    }
    const Stack& source = *from.geometry();
    const Stack& target = *to.geometry();
    const Vector3 normal = source.first->normal();
    const double wanted =
        startOf(source, normal) + source.positions[static_cast<std::size_t>(from.index())].distance_mm;
    const double sense = dot(target.first->normal(), normal) < 0 ? -1 : 1;
    int best = 0;
    double nearest = HUGE_VAL;
    for (int i = 0; i < to.count(); ++i) {
        const double place =
            startOf(target, normal) + sense * target.positions[static_cast<std::size_t>(i)].distance_mm;
        if (std::abs(place - wanted) >= nearest) continue;
        nearest = std::abs(place - wanted);
        best = i;
    }
    return best;
}

} // namespace vrft::ui
