// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/annotate/label_overview.h"

#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <algorithm>

namespace vrft::ui {

namespace {

struct LabelTexts {
    Q_DECLARE_TR_FUNCTIONS(LabelTexts)
};

void addText(QStringList& texts, const QString& text) {
    const auto at = std::lower_bound(texts.begin(), texts.end(), text);
    if (at == texts.end() || *at != text) texts.insert(at, text);
}

LabelCounts countSeries(const SeriesEntry& series, const LabelBook& book, const Task* task,
                        const std::string& reader, bool othersShown) {
    LabelCounts counts;
    const bool read = isRead(series.series);
    for (const ImageEntry& image : series.images)
        for (int frame = 0; frame < image.instance.frames; ++frame) {
            const auto& readings = book.of({image.instance.sopUid, frame});
            const bool own =
                std::any_of(readings.begin(), readings.end(), [&](const StoredAnnotation& stored) {
                    return stored.annotation.reader == reader;
                });
            counts.num_images += read ? 1 : 0;
            counts.num_missing += read && !own ? 1 : 0;
            const QString label = acceptedLabel(task, readings);
            if (!own && !othersShown) { // nobody's reading sways the next one's
                if (!label.isEmpty()) ++counts.num_hidden;
                continue;
            }
            if (!label.isEmpty()) addText(counts.texts, label);
            counts.disagreement = counts.disagreement || readersDiffer(task, readings);
        }
    return counts;
}

LabelCounts sumOf(const std::vector<LabelCounts>& parts) {
    LabelCounts sum;
    for (const LabelCounts& part : parts) {
        for (const QString& text : part.texts)
            addText(sum.texts, text);
        sum.disagreement = sum.disagreement || part.disagreement;
        sum.num_hidden += part.num_hidden;
        sum.num_images += part.num_images;
        sum.num_missing += part.num_missing;
    }
    return sum;
}

} // namespace

void LabelBook::reset(TaskLabelsPointer labels) {
    read_ = std::move(labels);
    edited_.clear();
}

void LabelBook::set(const ImageRef& image, std::vector<StoredAnnotation> readings) {
    edited_[image] = std::move(readings);
}

const std::vector<StoredAnnotation>& LabelBook::of(const ImageRef& image) const {
    static const std::vector<StoredAnnotation> none;
    if (const auto edited = edited_.find(image); edited != edited_.end()) return edited->second;
    if (!read_) return none;
    const auto read = read_->images.find(image);
    return read == read_->images.end() ? none : read->second;
}

const StoredAnnotation* LabelBook::of(const ImageRef& image, const std::string& reader) const {
    for (const StoredAnnotation& stored : of(image))
        if (stored.annotation.reader == reader) return &stored;
    return nullptr;
}

QString shortLabel(const Task* task, const Annotation& annotation) {
    if (annotation.grade) return QString::number(*annotation.grade);
    if (annotation.label && task != nullptr && task->kind != TaskKind::Localisation) {
        const TaskClass* found = findClass(*task, *annotation.label);
        return found == nullptr ? qs(*annotation.label) : qs(found->name);
    }
    if (annotation.boxes.empty()) return LabelTexts::tr("none");
    return annotation.boxes.size() == 1 ? LabelTexts::tr("1 box")
                                        : LabelTexts::tr("%1 boxes").arg(annotation.boxes.size());
}

QString acceptedLabel(const Task* task, const std::vector<StoredAnnotation>& readings) {
    for (const StoredAnnotation& stored : readings)
        if (stored.accepted) return shortLabel(task, stored.annotation);
    return {};
}

bool readersDiffer(const Task* task, const std::vector<StoredAnnotation>& readings) {
    if (readings.size() < 2) return false;
    const QString first = shortLabel(task, readings[0].annotation);
    return std::any_of(readings.begin() + 1, readings.end(), [&](const StoredAnnotation& stored) {
        return shortLabel(task, stored.annotation) != first;
    });
}

LabelOverview::LabelOverview(LibraryPointer library, const LabelBook& book, const Task* task,
                             const std::string& reader, bool othersShown)
    : library_(std::move(library))
    , othersShown_(othersShown) {
    if (!library_) return;
    patients_.reserve(library_->patients.size());
    for (const PatientEntry& patient : library_->patients) {
        Counted& counted = patients_.emplace_back();
        for (const StudyEntry& study : patient.studies)
            for (const SeriesEntry& series : study.series)
                counted.series.push_back(countSeries(series, book, task, reader, othersShown));
        counted.all = sumOf(counted.series);
        num_images_ += counted.all.num_images;
        num_missing_ += counted.all.num_missing;
    }
}

std::size_t LabelOverview::indexOf(const SeriesPlace& place) const {
    std::size_t index = place.series;
    for (std::size_t study = 0; study < place.study; ++study)
        index += library_->patients[place.patient].studies[study].series.size();
    return index;
}

const LabelCounts& LabelOverview::ofSeries(const SeriesPlace& place) const {
    return patients_[place.patient].series[indexOf(place)];
}

void LabelOverview::update(const ImageRef& image, const LabelBook& book, const Task* task,
                           const std::string& reader) {
    const auto place = library_ ? library_->placeOf(image.sopUid) : std::nullopt;
    if (!place) return;
    Counted& counted = patients_[place->patient];
    num_missing_ -= counted.all.num_missing;
    counted.series[indexOf(*place)] = countSeries(library_->series(*place), book, task, reader, othersShown_);
    counted.all = sumOf(counted.series);
    num_missing_ += counted.all.num_missing;
}

} // namespace vrft::ui
