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
        QString text = qs(note.text);
        text[0] = text[0].toUpper();
        cautions << text;
    }
    return cautions;
}

} // namespace vrft::ui
