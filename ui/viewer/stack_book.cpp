// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/stack_book.h"

#include "ui/widgets/text.h"

#include <QCoreApplication>

namespace vrft::ui {

namespace {

constexpr int kMostFrames = 300'000;

struct StackTexts {
    Q_DECLARE_TR_FUNCTIONS(StackTexts)
};

// The series as it is now: an import may add to it.
QString keyOf(const StudyEntry& study, const SeriesEntry& series) {
    return QStringLiteral("%1/%2/%3/%4")
        .arg(qs(study.study.uid), qs(series.series.uid))
        .arg(series.images.size())
        .arg(series.num_frames);
}

bool hasGeometryAsARule(const std::string& modality) {
    return modality == "CT" || modality == "MR" || modality == "PT" || modality == "NM";
}

QString noteText(const StackNote& note) {
    const auto whole = [&](std::size_t i) { return grouped(qRound64(note.figures.at(i))); };
    const auto decimal = [&](std::size_t i, int decimals) { return figure(note.figures.at(i), decimals); };
    switch (note.finding) {
    case StackFinding::NoGeometry:
        return note.figures.at(1) > 0
                   ? StackTexts::tr(
                         "%1 frames are shown in the order they came: the geometry in their headers can’t "
                         "be used")
                         .arg(whole(0))
                   : StackTexts::tr(
                         "%1 frames are shown in the order they came: their headers have no position")
                         .arg(whole(0));
    case StackFinding::Tilt:
        return StackTexts::tr("The slices are tilted by %1 degrees against the line they are stacked along")
            .arg(decimal(0, 1));
    case StackFinding::Gap:
        return (note.figures.at(0) == 1
                    ? StackTexts::tr(
                          "%1 of %2 positions is missing: slices are %3 mm apart, but %4 times more")
                    : StackTexts::tr(
                          "%1 of %2 positions are missing: slices are %3 mm apart, but %4 times more"))
            .arg(whole(0), whole(1), decimal(2, 3), whole(3));
    case StackFinding::MixedSpacing:
        return StackTexts::tr("Slices are at unequal distances, from %1 to %2 mm")
            .arg(decimal(0, 3), decimal(1, 3));
    case StackFinding::Duplicates:
        return StackTexts::tr("%1 of %2 positions hold several frames").arg(whole(0), whole(1));
    case StackFinding::FourD:
        return StackTexts::tr(
                   "%1 positions of %2 frames each, such as times or echoes: a series in four dimensions")
            .arg(whole(0), whole(1));
    }
    return {};
}

} // namespace

StackBook::StackBook(FrameSource& source, QObject* parent)
    : QObject(parent)
    , source_(source)
    , kept_(kMostFrames) {
    connect(&source_, &FrameSource::stacks, this, [this](const QString& key, const StacksPointer& stacks) {
        asked_.remove(key);
        qsizetype frames = 1;
        for (const Stack& stack : *stacks)
            for (const StackPosition& position : stack.positions)
                frames += static_cast<qsizetype>(position.frames.size());
        kept_.insert(key, new StacksPointer(stacks), std::min<qsizetype>(frames, kMostFrames));
        Q_EMIT arrived();
    });
}

StacksPointer StackBook::known(const StudyEntry& study, const SeriesEntry& series) const {
    const StacksPointer* found = kept_.object(keyOf(study, series));
    return found == nullptr ? nullptr : *found;
}

StacksPointer StackBook::read(const StudyEntry& study, const SeriesEntry& series) {
    if (StacksPointer found = known(study, series)) return found;
    const QString key = keyOf(study, series);
    if (series.num_frames < 2 || asked_.contains(key)) return nullptr;
    asked_.insert(key);
    std::vector<SeriesFile> files;
    for (const ImageEntry& image : series.images)
        if (image.instance.frames > 0)
            files.push_back({image.file, image.instance.frames,
                             image.instance.number.value_or(static_cast<std::int64_t>(files.size()))});
    source_.requestStacks(key, std::move(files));
    return nullptr;
}

QString planeWord(const Stack& stack) {
    if (!stack.first) return {};
    constexpr double kMostly = 0.9; // within about 26 degrees
    const Vector3 normal = stack.first->normal();
    if (std::abs(normal[2]) > kMostly) return StackTexts::tr("axial");
    if (std::abs(normal[1]) > kMostly) return StackTexts::tr("coronal");
    if (std::abs(normal[0]) > kMostly) return StackTexts::tr("sagittal");
    return StackTexts::tr("oblique");
}

QStringList cautionsOf(const Stack& stack, const Series& series) {
    QStringList cautions;
    for (const StackNote& note : stack.notes) {
        const bool loop = note.finding == StackFinding::Duplicates && stack.positions.size() == 1;
        const bool usual = note.finding == StackFinding::NoGeometry && !hasGeometryAsARule(series.modality);
        if (loop || usual) continue;
        cautions << noteText(note);
    }
    return cautions;
}

} // namespace vrft::ui
