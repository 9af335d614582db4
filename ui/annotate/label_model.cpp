// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/annotate/label_model.h"

#include "ui/widgets/text.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace vrft::ui {

namespace {

// Up to so many images and labels are counted at once: that takes no time.
constexpr std::size_t kCountAtOnce = 3000;

BoxNote& noteAt(Annotation& annotation, int box) {
    const auto at = static_cast<std::size_t>(box);
    if (annotation.boxNotes.size() <= at) annotation.boxNotes.resize(at + 1);
    return annotation.boxNotes[at];
}

} // namespace

void LabelModel::setTasks(std::shared_ptr<const std::vector<Task>> tasks) {
    tasks_ = std::move(tasks);
    const std::string before = taskId_;
    if (task() == nullptr) taskId_ = this->tasks().empty() ? std::string() : this->tasks().front().id;
    if (taskId_ != before) forgetLabels();
    Q_EMIT taskChosen();
    Q_EMIT changed();
}

const std::vector<Task>& LabelModel::tasks() const {
    static const std::vector<Task> none;
    return tasks_ ? *tasks_ : none;
}

const Task* LabelModel::task() const {
    for (const Task& task : tasks())
        if (task.id == taskId_) return &task;
    return nullptr;
}

void LabelModel::chooseTask(const std::string& id) {
    if (id == taskId_) return;
    taskId_ = id;
    forgetLabels();
    Q_EMIT taskChosen();
    Q_EMIT changed();
}

void LabelModel::forgetLabels() {
    labels_.reset(nullptr);
    draft_.reset();
    drafts_.clear();
    pending_.reset();
    numOrdered_ = 0;
    subject_ = -1;
    recount();
}

void LabelModel::setReader(const QString& reader) {
    reader_ = utf8(reader);
    draft_.reset();
    drafts_.clear();
    pending_.reset();
    numOrdered_ = 0;
    recount();
    Q_EMIT changed();
}

void LabelModel::setTaskLabels(TaskLabelsPointer labels) {
    if (labels->task != taskId_) return; // the task was changed meanwhile
    labels_.reset(std::move(labels));
    if (numOrdered_ == 0) pending_.reset(); // else its answer comes later
    recount();
    Q_EMIT changed();
}

void LabelModel::setImageLabels(const ImageLabels& labels) {
    std::vector<StoredAnnotation> ofTask;
    for (const StoredAnnotation& stored : labels.all)
        if (stored.annotation.task == taskId_) ofTask.push_back(stored);
    labels_.set(labels.image, std::move(ofTask));
    if (counting_) touched_.insert(labels.image);
    overview_.update(labels.image, labels_, task(), reader_);
    if (image_ == labels.image) {
        // The answer to an earlier edit doesn't know the last one yet.
        if (labels.answersEdit) numOrdered_ = std::max(0, numOrdered_ - 1);
        if (numOrdered_ == 0) pending_.reset();
        Q_EMIT changed();
    }
    Q_EMIT labelsChanged();
}

void LabelModel::setImage(std::optional<ImageRef> image, QString patient) {
    patient_ = std::move(patient);
    if (image == image_) return;
    // What isn't complete waits for its image to come back.
    if (draft_ && image_) drafts_[*image_] = std::move(*draft_);
    draft_.reset();
    pending_.reset();
    numOrdered_ = 0;
    subject_ = -1;
    image_ = std::move(image);
    if (image_)
        if (auto waiting = drafts_.extract(*image_); !waiting.empty()) draft_ = std::move(waiting.mapped());
    Q_EMIT changed();
}

const StoredAnnotation* LabelModel::ownStored(const ImageRef& image) const {
    return labels_.of(image, reader_);
}

const Annotation* LabelModel::own() const {
    if (draft_) return &*draft_;
    if (pending_) return &*pending_;
    const StoredAnnotation* stored = image_ ? ownStored(*image_) : nullptr;
    return stored == nullptr ? nullptr : &stored->annotation;
}

bool LabelModel::ownAccepted() const {
    if (!image_) return true;
    const StoredAnnotation* stored = ownStored(*image_);
    return stored == nullptr ? labels_.of(*image_).empty() : stored->accepted;
}

std::vector<const StoredAnnotation*> LabelModel::others() const {
    std::vector<const StoredAnnotation*> list;
    if (!image_ || othersHidden()) return list;
    for (const StoredAnnotation& stored : labels_.of(*image_))
        if (stored.annotation.reader != reader_) list.push_back(&stored);
    return list;
}

bool LabelModel::othersHidden() const {
    return image_ && !othersShown_ && ownStored(*image_) == nullptr && !labels_.of(*image_).empty();
}

void LabelModel::setOthersShown(bool shown) {
    if (shown == othersShown_) return;
    othersShown_ = shown;
    Q_EMIT changed();
    recount();
}

int LabelModel::chosenClass() const {
    const Annotation* said = own();
    const Task* of = task();
    if (said == nullptr || of == nullptr) return -1;
    if (of->kind == TaskKind::Localisation) return said->boxes.empty() ? -1 : 0;
    for (std::size_t i = 0; i < of->classes.size(); ++i) {
        const TaskClass& item = of->classes[i];
        if ((said->label && *said->label == item.id) || (said->grade && said->grade == item.grade))
            return static_cast<int>(i);
    }
    return -1;
}

void LabelModel::setSubject(int box) {
    const int count = own() == nullptr ? 0 : static_cast<int>(own()->boxes.size());
    const int subject = box < count ? std::max(box, -1) : -1;
    if (subject == subject_) return;
    subject_ = subject;
    Q_EMIT changed();
}

const BoxNote* LabelModel::note() const {
    const Annotation* said = own();
    const auto at = static_cast<std::size_t>(subject_);
    return said != nullptr && subject_ >= 0 && at < said->boxNotes.size() ? &said->boxNotes[at] : nullptr;
}

std::string LabelModel::attribute(const std::string& name) const {
    const Annotation* said = own();
    const BoxNote* about = note();
    if (said == nullptr || (subject_ >= 0 && about == nullptr)) return {};
    for (const auto& [key, value] : about != nullptr ? about->attributes : said->attributes)
        if (key == name) return value;
    return {};
}

std::string LabelModel::reasoning() const {
    const Annotation* said = own();
    const BoxNote* about = note();
    if (said == nullptr || (subject_ >= 0 && about == nullptr)) return {};
    return (about != nullptr ? about->reasoning : said->reasoning).value_or(std::string());
}

Annotation LabelModel::editable() const {
    if (const Annotation* said = own()) return *said;
    Annotation annotation;
    annotation.task = taskId_;
    annotation.image = *image_;
    annotation.reader = reader_;
    return annotation;
}

void LabelModel::store(Annotation annotation, const QString& action) {
    annotation.time = 0; // the store's clock
    while (!annotation.boxNotes.empty() && annotation.boxNotes.back().empty())
        annotation.boxNotes.pop_back();
    const Task& of = *task();
    const bool complete = of.kind == TaskKind::Localisation || annotation.label || annotation.grade;
    if (complete) {
        draft_.reset();
        pending_ = annotation;
        ++numOrdered_;
        Q_EMIT changed();
        Q_EMIT edited(annotation,
                      patient_.isEmpty() ? action : QStringLiteral("%1, %2").arg(action, patient_));
    } else {
        draft_ = std::move(annotation);
        Q_EMIT changed();
    }
}

void LabelModel::chooseClass(int index) {
    const Task* of = task();
    if (!image_ || of == nullptr || index < 0 || index >= static_cast<int>(of->classes.size())) return;
    if (of->kind == TaskKind::Localisation) return; // its class is said by a box
    if (index == chosenClass() && !draft_) return;
    const TaskClass& chosen = of->classes[static_cast<std::size_t>(index)];
    Annotation annotation = editable();
    annotation.label = chosen.id;
    annotation.grade = chosen.grade;
    const QString name =
        chosen.grade ? QStringLiteral("%1 %2").arg(*chosen.grade).arg(qs(chosen.name)) : qs(chosen.name);
    store(std::move(annotation), tr("Label %1").arg(name));
}

void LabelModel::take(const std::optional<std::string>& label, const std::vector<Box>& boxes,
                      const QString& action) {
    const Task* of = task();
    if (!image_ || of == nullptr) return;
    Annotation annotation = editable();
    if (of->kind == TaskKind::Localisation) {
        annotation.boxes = boxes;
        annotation.boxNotes.clear(); // they were about other boxes
        subject_ = -1;
    } else {
        const TaskClass* chosen = label ? findClass(*of, *label) : nullptr;
        if (chosen == nullptr) return;
        annotation.label = chosen->id;
        annotation.grade = chosen->grade;
    }
    store(std::move(annotation), action);
}

void LabelModel::sayNone() {
    const Task* of = task();
    if (!image_ || of == nullptr || of->kind != TaskKind::Localisation) return;
    if (own() != nullptr && own()->boxes.empty()) return;
    Annotation annotation = editable();
    annotation.boxes.clear();
    store(std::move(annotation), tr("Label none"));
}

void LabelModel::clear() {
    if (!image_) return;
    subject_ = -1;
    if (draft_) {
        draft_.reset();
        Q_EMIT changed();
    }
    if (const StoredAnnotation* stored = ownStored(*image_)) {
        ++numOrdered_;
        Q_EMIT removed(stored->id, *image_, tr("Remove label, %1").arg(patient_));
    }
}

void LabelModel::setAttribute(const std::string& name, const std::string& value) {
    if (!image_ || task() == nullptr || attribute(name) == value) return;
    Annotation annotation = editable();
    AttributeValues& values = subject_ < 0 ? annotation.attributes : noteAt(annotation, subject_).attributes;
    std::erase_if(values, [&](const auto& item) { return item.first == name; });
    if (!value.empty()) values.emplace_back(name, value);
    const QString what =
        value.empty() ? tr("Clear %1").arg(qs(name)) : tr("Set %1 to %2").arg(qs(name), qs(value));
    store(std::move(annotation), subject_ < 0 ? what : tr("%1 of box %2").arg(what).arg(subject_ + 1));
}

void LabelModel::addBox(const Box& box) {
    if (!image_ || task() == nullptr) return;
    Annotation annotation = editable();
    annotation.boxes.push_back(box);
    const QString action = tr("Draw box %1").arg(annotation.boxes.size());
    store(std::move(annotation), action);
}

void LabelModel::changeBox(int index, const Box& box) {
    const Annotation* said = own();
    if (said == nullptr || index < 0 || index >= static_cast<int>(said->boxes.size())) return;
    Annotation annotation = *said;
    annotation.boxes[static_cast<std::size_t>(index)] = box;
    store(std::move(annotation), tr("Change box %1").arg(index + 1));
}

void LabelModel::removeBox(int index) {
    const Annotation* said = own();
    if (said == nullptr || index < 0 || index >= static_cast<int>(said->boxes.size())) return;
    const Task* of = task();
    // The last box of a localisation gone would say "none here", which is another statement.
    if (of->kind == TaskKind::Localisation && said->boxes.size() == 1) return clear();
    Annotation annotation = *said;
    annotation.boxes.erase(annotation.boxes.begin() + index);
    if (index < static_cast<int>(annotation.boxNotes.size()))
        annotation.boxNotes.erase(annotation.boxNotes.begin() + index);
    subject_ = -1;
    store(std::move(annotation), tr("Remove box %1").arg(index + 1));
}

void LabelModel::setReasoning(const QString& text) {
    if (!image_ || task() == nullptr) return;
    const std::string said = utf8(text.simplified());
    if (reasoning() == said) return;
    Annotation annotation = editable();
    auto& kept = subject_ < 0 ? annotation.reasoning : noteAt(annotation, subject_).reasoning;
    kept = said.empty() ? std::nullopt : std::optional(said);
    store(std::move(annotation),
          subject_ < 0 ? tr("Change reasoning") : tr("Change reasoning for box %1").arg(subject_ + 1));
}

std::optional<ImageRef> LabelModel::firstMissing(const SeriesEntry& series, const ImageRef* after) const {
    if (!isRead(series.series)) return std::nullopt;
    bool passed = after == nullptr;
    for (const ImageEntry& image : series.images)
        for (int frame = 0; frame < image.instance.frames; ++frame) {
            const ImageRef ref{image.instance.sopUid, frame};
            if (passed && ownStored(ref) == nullptr) return ref;
            passed = passed || ref == *after;
        }
    return std::nullopt;
}

Reading LabelModel::reading() const {
    if (reading_) return reading_();
    Reading all;
    all.patients.resize(library_ ? library_->patients.size() : 0);
    std::iota(all.patients.begin(), all.patients.end(), std::size_t{0});
    return all;
}

// Series by series from the image in view to itself again; what is counted as done is passed over.
std::optional<ImageRef> LabelModel::nextUnlabelled() const {
    const Reading read = reading();
    if (!library_ || read.patients.empty()) return std::nullopt;
    const auto wanted = [&](const SeriesEntry& series) { return !read.wanted || read.wanted(series); };
    const auto place = image_ ? library_->placeOf(image_->sopUid) : std::nullopt;
    const SeriesPlace here = place.value_or(SeriesPlace());
    auto start = std::find(read.patients.begin(), read.patients.end(), here.patient);
    const bool found = place && start != read.patients.end();
    if (found && wanted(library_->series(here)))
        if (const auto next = firstMissing(library_->series(here), &*image_)) return next;
    // A patient that was left out just now has its place all the same.
    if (start == read.patients.end())
        start = std::find_if(read.patients.begin(), read.patients.end(),
                             [&](std::size_t patient) { return patient > here.patient; });
    const auto first = static_cast<std::size_t>(start - read.patients.begin());
    const std::size_t count = read.patients.size();
    // The patient in view comes twice: what follows the series in view, and at the end what precedes it.
    for (std::size_t turn = 0; turn <= count; ++turn) {
        const std::size_t p = read.patients[(first + turn) % count];
        if (!counting_ && overview_.ofPatient(p).num_missing == 0) continue;
        const auto& studies = library_->patients[p].studies;
        for (std::size_t s = 0; s < studies.size(); ++s)
            for (std::size_t i = 0; i < studies[s].series.size(); ++i) {
                const bool behind = found && turn == 0 && std::tie(s, i) <= std::tie(here.study, here.series);
                if (behind || !wanted(studies[s].series[i])) continue;
                const auto next = firstMissing(studies[s].series[i], nullptr);
                if (next && next != image_) return next;
            }
    }
    return std::nullopt;
}

int LabelModel::countUnlabelledRead() const {
    if (!reading_ || overview_.library() != library_ || !library_) return countUnlabelled();
    const Reading read = reading_();
    int count = 0;
    for (const std::size_t p : read.patients) {
        const auto& studies = library_->patients[p].studies;
        if (!read.wanted) count += overview_.ofPatient(p).num_missing;
        for (std::size_t s = 0; read.wanted && s < studies.size(); ++s)
            for (std::size_t i = 0; i < studies[s].series.size(); ++i)
                if (read.wanted(studies[s].series[i])) count += overview_.ofSeries({p, s, i}).num_missing;
    }
    return count;
}

void LabelModel::setLibrary(LibraryPointer library) {
    coming_ = std::move(library);
    recount();
}

void LabelModel::recount() {
    ++count_;
    touched_.clear();
    const std::size_t images = coming_ ? static_cast<std::size_t>(coming_->num_frames) : 0;
    if (images + labels_.size() <= kCountAtOnce)
        return take({coming_, labels_, task(), reader_, othersShown_});
    counting_ = true;
    const Task* of = task();
    counter_.clear(); // what was to be counted before is out of date
    counter_.setMaxThreadCount(1);
    counter_.start([this, count = count_, library = coming_, labels = labels_,
                    task = of == nullptr ? std::optional<Task>() : *of, reader = reader_,
                    shown = othersShown_] {
        auto counted =
            std::make_shared<LabelOverview>(library, labels, task ? &*task : nullptr, reader, shown);
        QMetaObject::invokeMethod(
            this,
            [this, count, counted] {
                if (count == count_) take(std::move(*counted));
            },
            Qt::QueuedConnection);
    });
}

void LabelModel::take(LabelOverview overview) {
    counting_ = false;
    std::swap(overview_, overview); // the old one goes at the end
    for (const ImageRef& image : touched_)
        overview_.update(image, labels_, task(), reader_);
    touched_.clear();
    if (library_ != overview_.library()) {
        library_ = overview_.library();
        Q_EMIT libraryTaken(library_);
    }
    Q_EMIT labelsChanged();
    // Letting a large library go takes a while too.
    QThreadPool::globalInstance()->start([old = std::move(overview)] {});
}

QString LabelModel::labelText(const Annotation& annotation) const {
    const TaskClass* graded =
        annotation.grade && task() != nullptr ? findGrade(*task(), *annotation.grade) : nullptr;
    const QString text = shortLabel(task(), annotation);
    return graded == nullptr ? text : QStringLiteral("%1 %2").arg(text, qs(graded->name));
}

QString LabelModel::label(const ImageRef& image) const {
    return acceptedLabel(task(), labels_.of(image));
}

bool LabelModel::disagreement(const ImageRef& image) const {
    return readersDiffer(task(), labels_.of(image));
}

} // namespace vrft::ui
