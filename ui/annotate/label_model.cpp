// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/annotate/label_model.h"

#include "ui/widgets/text.h"

namespace vrft::ui {

namespace {

// Every image with pixels, in the order of the browser.
template <typename Use>
void forEachImage(const Library& library, Use use) {
    for (const PatientEntry& patient : library.patients)
        for (const StudyEntry& study : patient.studies)
            for (const SeriesEntry& series : study.series)
                for (const ImageEntry& image : series.images)
                    for (int frame = 0; frame < image.instance.frames; ++frame)
                        use(ImageRef{image.instance.sopUid, frame});
}

} // namespace

void LabelModel::setTasks(std::shared_ptr<const std::vector<Task>> tasks) {
    tasks_ = std::move(tasks);
    const std::string before = taskId_;
    if (task() == nullptr) taskId_ = this->tasks().empty() ? std::string() : this->tasks().front().id;
    if (taskId_ != before) {
        forgetLabels();
    }
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
    Q_EMIT labelsChanged();
}

void LabelModel::forgetLabels() {
    labels_.clear();
    numOwn_ = 0;
    draft_.reset();
    drafts_.clear();
    pending_.reset();
}

void LabelModel::setReader(const QString& reader) {
    reader_ = utf8(reader);
    draft_.reset();
    drafts_.clear();
    pending_.reset();
    countOwn();
    Q_EMIT changed();
    Q_EMIT labelsChanged();
}

void LabelModel::setTaskLabels(TaskLabelsPointer labels) {
    if (labels->task != taskId_) return; // the task was changed meanwhile
    labels_ = labels->images;
    countOwn();
    pending_.reset();
    Q_EMIT changed();
    Q_EMIT labelsChanged();
}

void LabelModel::setImageLabels(const ImageLabels& labels) {
    std::vector<StoredAnnotation> ofTask;
    for (const StoredAnnotation& stored : labels.all)
        if (stored.annotation.task == taskId_) ofTask.push_back(stored);
    numOwn_ -= ownStored(labels.image) != nullptr ? 1 : 0;
    if (ofTask.empty())
        labels_.erase(labels.image);
    else
        labels_[labels.image] = std::move(ofTask);
    numOwn_ += ownStored(labels.image) != nullptr ? 1 : 0;
    if (image_ == labels.image) {
        pending_.reset();
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
    image_ = std::move(image);
    if (image_)
        if (auto waiting = drafts_.extract(*image_); !waiting.empty()) draft_ = std::move(waiting.mapped());
    Q_EMIT changed();
}

const StoredAnnotation* LabelModel::ownStored(const ImageRef& image) const {
    const auto found = labels_.find(image);
    if (found == labels_.end()) return nullptr;
    for (const StoredAnnotation& stored : found->second)
        if (stored.annotation.reader == reader_) return &stored;
    return nullptr;
}

const Annotation* LabelModel::own() const {
    if (draft_) return &*draft_;
    if (pending_) return &*pending_;
    const StoredAnnotation* stored = image_ ? ownStored(*image_) : nullptr;
    return stored == nullptr ? nullptr : &stored->annotation;
}

bool LabelModel::ownAccepted() const {
    const StoredAnnotation* stored = image_ ? ownStored(*image_) : nullptr;
    return stored == nullptr ? others().empty() : stored->accepted;
}

std::vector<const StoredAnnotation*> LabelModel::others() const {
    std::vector<const StoredAnnotation*> list;
    const auto found = image_ ? labels_.find(*image_) : labels_.end();
    if (found == labels_.end()) return list;
    for (const StoredAnnotation& stored : found->second)
        if (stored.annotation.reader != reader_) list.push_back(&stored);
    return list;
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

std::string LabelModel::attribute(const std::string& name) const {
    if (const Annotation* said = own())
        for (const auto& [key, value] : said->attributes)
            if (key == name) return value;
    return {};
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
    const Task& of = *task();
    const bool complete = of.kind == TaskKind::Localisation || annotation.label || annotation.grade;
    if (complete) {
        draft_.reset();
        pending_ = annotation;
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
    if (draft_) {
        draft_.reset();
        Q_EMIT changed();
    }
    if (const StoredAnnotation* stored = ownStored(*image_))
        Q_EMIT removed(stored->id, *image_, tr("Remove label, %1").arg(patient_));
}

void LabelModel::setAttribute(const std::string& name, const std::string& value) {
    if (!image_ || task() == nullptr || attribute(name) == value) return;
    Annotation annotation = editable();
    std::erase_if(annotation.attributes, [&](const auto& item) { return item.first == name; });
    if (!value.empty()) annotation.attributes.emplace_back(name, value);
    store(std::move(annotation),
          value.empty() ? tr("Clear %1").arg(qs(name)) : tr("Set %1 to %2").arg(qs(name), qs(value)));
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
    store(std::move(annotation), tr("Remove box %1").arg(index + 1));
}

void LabelModel::setReasoning(const QString& text) {
    if (!image_ || task() == nullptr) return;
    const std::string said = utf8(text.simplified());
    Annotation annotation = editable();
    if (annotation.reasoning.value_or(std::string()) == said) return;
    annotation.reasoning = said.empty() ? std::nullopt : std::optional(said);
    store(std::move(annotation), tr("Change reasoning"));
}

std::optional<ImageRef> LabelModel::nextUnlabelled() const {
    if (!library_) return std::nullopt;
    std::optional<ImageRef> first;
    std::optional<ImageRef> next;
    bool passed = !image_;
    forEachImage(*library_, [&](const ImageRef& image) {
        if (image_ && image == *image_) {
            passed = true;
            return;
        }
        if (next || ownStored(image) != nullptr) return;
        if (passed)
            next = image;
        else if (!first)
            first = image;
    });
    return next ? next : first;
}

int LabelModel::countUnlabelled() const {
    return std::max(0, numImages_ - numOwn_);
}

void LabelModel::setLibrary(LibraryPointer library) {
    library_ = std::move(library);
    numImages_ = 0;
    if (library_) forEachImage(*library_, [&](const ImageRef&) { ++numImages_; });
    Q_EMIT labelsChanged();
}

void LabelModel::countOwn() {
    numOwn_ = 0;
    for (const auto& [image, readings] : labels_)
        numOwn_ += ownStored(image) != nullptr ? 1 : 0;
}

QString LabelModel::shortLabel(const Annotation& annotation) const {
    if (annotation.grade) return QString::number(*annotation.grade);
    if (annotation.label) {
        const Task* of = task();
        const TaskClass* found = of == nullptr ? nullptr : findClass(*of, *annotation.label);
        if (of != nullptr && of->kind != TaskKind::Localisation)
            return found == nullptr ? qs(*annotation.label) : qs(found->name);
    }
    if (annotation.boxes.empty()) return tr("none");
    return annotation.boxes.size() == 1 ? tr("1 box") : tr("%1 boxes").arg(annotation.boxes.size());
}

QString LabelModel::labelText(const Annotation& annotation) const {
    const TaskClass* graded =
        annotation.grade && task() != nullptr ? findGrade(*task(), *annotation.grade) : nullptr;
    const QString text = shortLabel(annotation);
    return graded == nullptr ? text : QStringLiteral("%1 %2").arg(text, qs(graded->name));
}

QString LabelModel::label(const ImageRef& image) const {
    const auto found = labels_.find(image);
    if (found == labels_.end()) return {};
    for (const StoredAnnotation& stored : found->second)
        if (stored.accepted) return shortLabel(stored.annotation);
    return {};
}

bool LabelModel::disagreement(const ImageRef& image) const {
    const auto found = labels_.find(image);
    if (found == labels_.end() || found->second.size() < 2) return false;
    const QString first = shortLabel(found->second[0].annotation);
    return std::any_of(found->second.begin(), found->second.end(), [&](const StoredAnnotation& stored) {
        return shortLabel(stored.annotation) != first;
    });
}

} // namespace vrft::ui
