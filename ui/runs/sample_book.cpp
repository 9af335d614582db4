// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/sample_book.h"

#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/run/run_reader.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QImageReader>

namespace vrft::ui {

namespace {

struct SampleBookTexts {
    Q_DECLARE_TR_FUNCTIONS(SampleBookTexts)
};

constexpr int kMostPictures = 256;

bool insideDataset(const std::filesystem::path& file) {
    return file.is_relative() && std::find(file.begin(), file.end(), "..") == file.end();
}

QString referenceOf(const Task& task, const Target& target) {
    if (target.grade) return QString::number(*target.grade);
    if (target.label) {
        const TaskClass* of = findClass(task, *target.label);
        return harmlessLine(qs(of != nullptr ? of->name : *target.label), 60);
    }
    return target.boxes.size() == 1 ? SampleBookTexts::tr("1 box")
                                    : SampleBookTexts::tr("%1 boxes").arg(target.boxes.size());
}

} // namespace

SampleBook::SampleBook(std::filesystem::path dataset)
    : folder_(std::move(dataset))
    , task_(readTask(folder_ / kTaskFile))
    , pictures_(kMostPictures) {
    const std::filesystem::path file = folder_ / kSamplesFile;
    if (!std::filesystem::exists(file))
        throw Error(ErrorCode::NotFound, "the dataset has no samples", file.string(),
                    "Restore the folder from a copy");
    LineTail tail(file);
    for (auto lines = tail.poll(); !lines.empty(); lines = tail.poll())
        for (const LineTail::Line& line : lines) {
            if (line.text.empty()) continue;
            const Sample sample = sampleFromJson(parseJson(line.text, file.string()), file.string());
            Entry entry;
            if (!sample.images.empty() && insideDataset(sample.images.front().file))
                entry.image = sample.images.front().file;
            entry.reference = referenceOf(task_, sample.target);
            entry.label = sample.target.label;
            entry.grade = sample.target.grade;
            entry.boxes = sample.target.boxes;
            entries_.emplace(sample.id, std::move(entry));
        }
}

const SampleBook::Entry* SampleBook::find(const std::string& sample) const {
    const auto found = entries_.find(sample);
    return found == entries_.end() ? nullptr : &found->second;
}

QImage SampleBook::picture(const std::string& sample, int side) {
    const Entry* entry = find(sample);
    if (entry == nullptr || entry->image.empty()) return {};
    const QString key = qs(entry->image);
    if (const QImage* kept = pictures_.object(key)) return *kept;
    QImageReader reader(qs((folder_ / entry->image).string()), "png");
    const QImage whole = reader.read();
    if (whole.isNull()) return {};
    const QImage small = whole.convertToFormat(QImage::Format_RGB32)
                             .scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    pictures_.insert(key, new QImage(small));
    return small;
}

SampleBook* SampleBooks::of(const std::string& stage) const {
    const auto found = books_.find(stage);
    return found == books_.end() ? nullptr : found->second.get();
}

} // namespace vrft::ui
