// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/dataset_draft.h"

#include "ui/annotate/label_overview.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <chrono>

namespace vrft::ui {

namespace {

struct DraftTexts {
    Q_DECLARE_TR_FUNCTIONS(DraftTexts)
};

bool hasEveryAttribute(const Task& task, const Annotation& annotation) {
    const TaskClass* of = annotation.label ? findClass(task, *annotation.label)
                          : task.kind == TaskKind::Localisation && !annotation.boxes.empty()
                              ? &task.classes.front()
                              : nullptr;
    if (of == nullptr) return true;
    const AttributeValues values = targetAttributes(annotation);
    return std::all_of(of->attributes.begin(), of->attributes.end(), [&](const Attribute& attribute) {
        return std::any_of(values.begin(), values.end(),
                           [&](const auto& value) { return value.first == attribute.name; });
    });
}

int classIndexOf(const Task& task, const Annotation& annotation) {
    if (task.kind == TaskKind::Localisation) return annotation.boxes.empty() ? -1 : 0;
    for (std::size_t i = 0; i < task.classes.size(); ++i)
        if (annotation.label ? task.classes[i].id == *annotation.label
                             : annotation.grade && task.classes[i].grade == annotation.grade)
            return static_cast<int>(i);
    return -1;
}

Out filtered(const DatasetDraft& draft, const DraftEntry& entry, const std::string& reader) {
    const Annotation* annotation = draft.annotationOf(entry);
    const DraftChoice& choice = draft.choice;
    if (annotation == nullptr) return Out::Unlabelled;
    if (choice.labelledBy == LabelledBy::Me && annotation->reader != reader) return Out::OtherReader;
    if (choice.labelledBy == LabelledBy::Complete && !hasEveryAttribute(draft.source->task, *annotation))
        return Out::Incomplete;
    if (choice.onDisagreement == OnDisagreement::LeaveOut && draft.source->disputed.contains(entry.image))
        return Out::Disputed;
    if (choice.withBox && annotation->boxes.empty()) return Out::NoBox;
    if (!entry.split) return Out::NoSplit;
    if (choice.leftOutImages.contains(entry.image)) return Out::ByHand;
    return Out::No;
}

bool inDates(const DraftChoice& choice, const std::string& date) {
    if (!choice.dateFrom.empty() && (date.empty() || date < choice.dateFrom)) return false;
    return choice.dateTo.empty() || (!date.empty() && date <= choice.dateTo);
}

class Gathering {
public:
    explicit Gathering(DatasetDraft& draft)
        : draft_(draft) {}

    void run() {
        const DraftSource& source = *draft_.source;
        std::set<ImageRef> labelled;
        for (std::size_t i = 0; i < source.labelled.size(); ++i) {
            const LabelledImage& item = source.labelled[i];
            DraftEntry entry;
            entry.image = {item.instance.instance.sopUid, item.frame};
            labelled.insert(entry.image);
            const auto place = draft_.library->placeOf(entry.image.sopUid);
            if (!place || !wanted(*place, entry)) continue;
            entry.file = source.files[i];
            entry.labelled = static_cast<int>(i);
            entry.group = item.group;
            entry.split = splitOf(item.groupName, item.split);
            entry.classIndex = classIndexOf(source.task, item.annotation);
            entry.size = {item.instance.instance.columns, item.instance.instance.rows};
            draft_.entries.push_back(std::move(entry));
        }
        for (std::size_t patient = 0; patient < draft_.library->patients.size(); ++patient)
            addUnlabelled(patient, labelled);
    }

private:
    bool wanted(const SeriesPlace& place, DraftEntry& entry) const {
        const PatientEntry& patient = draft_.library->patients[place.patient];
        const StudyEntry& study = patient.studies[place.study];
        entry.date = study.study.date;
        return wantedSeries(study, study.series[place.series]);
    }
    bool wantedSeries(const StudyEntry& study, const SeriesEntry& series) const {
        const DraftChoice& choice = draft_.choice;
        return (choice.modality.empty() || series.series.modality == choice.modality) &&
               inDates(choice, study.study.date);
    }
    std::optional<Split> splitOf(const std::string& group, const std::optional<Split>& stored) const {
        const auto& plan = draft_.choice.newPlan;
        return plan ? placeGroup(plan->seed, group, plan->ratios) : stored;
    }
    void addUnlabelled(std::size_t at, const std::set<ImageRef>& labelled) {
        const PatientEntry& patient = draft_.library->patients[at];
        const auto assignment = draft_.source->patients.find(patient.patient.id);
        for (const StudyEntry& study : patient.studies)
            for (const SeriesEntry& series : study.series) {
                if (!wantedSeries(study, series) || !isRead(series.series)) continue;
                for (const ImageEntry& image : series.images)
                    for (int frame = 0; frame < image.instance.frames; ++frame) {
                        DraftEntry entry;
                        entry.image = {image.instance.sopUid, frame};
                        if (labelled.contains(entry.image)) continue;
                        entry.file = image.file;
                        entry.date = study.study.date;
                        entry.size = {image.instance.columns, image.instance.rows};
                        if (assignment != draft_.source->patients.end()) {
                            entry.group = assignment->second.group;
                            entry.split = splitOf(assignment->second.groupName, assignment->second.split);
                        }
                        draft_.entries.push_back(std::move(entry));
                    }
            }
    }

    DatasetDraft& draft_;
};

void count(DatasetDraft& draft) {
    const Task& task = draft.source->task;
    const bool boxes = task.kind == TaskKind::Localisation;
    for (const TaskClass& entry : task.classes)
        draft.balance.push_back({boxes         ? DraftTexts::tr("%1, with a box").arg(qs(entry.name))
                                 : entry.grade ? QStringLiteral("%1 %2").arg(*entry.grade).arg(qs(entry.name))
                                               : qs(entry.name),
                                 {}});
    if (boxes) draft.balance.push_back({DraftTexts::tr("none"), {}});
    std::array<std::set<std::int64_t>, 3> groups;
    for (std::size_t i = 0; i < draft.entries.size(); ++i) {
        const DraftEntry& entry = draft.entries[i];
        draft.num_matching += entry.out == Out::No || entry.out >= Out::NoSplit ? 1 : 0;
        if (entry.out != Out::No) continue;
        draft.samples.push_back(static_cast<int>(i));
        const auto split = static_cast<std::size_t>(*entry.split);
        draft.counts[split] += 1;
        groups[split].insert(entry.group);
        const std::size_t row =
            entry.classIndex >= 0 ? static_cast<std::size_t>(entry.classIndex) : draft.balance.size() - 1;
        draft.balance[row].counts[split] += 1;
    }
    for (const Split split : kSplits) {
        const auto at = static_cast<std::size_t>(split);
        draft.patients[at] = static_cast<std::int64_t>(groups[at].size());
        draft.num_patients += draft.patients[at];
    }
    if (boxes || draft.samples.empty()) return;
    const auto most =
        std::max_element(draft.balance.begin(), draft.balance.end(),
                         [](const ClassBalance& a, const ClassBalance& b) { return a.sum() < b.sum(); });
    constexpr auto kHeldOut = static_cast<std::size_t>(Split::Val);
    const auto held = static_cast<double>(draft.counts[kHeldOut]);
    draft.majority = {most->name,
                      static_cast<double>(most->sum()) / static_cast<double>(draft.samples.size()),
                      held > 0 ? static_cast<double>(most->counts[kHeldOut]) / held : 0};
}

void see(DatasetDraft& draft, const PreprocessorConfig& eyes) {
    std::map<std::pair<int, int>, std::int64_t> sizes;
    PolicyView view;
    view.patch = eyes.patch;
    double smallest = HUGE_VAL;
    for (const int sample : draft.samples) {
        const DraftEntry& entry = draft.entries[static_cast<std::size_t>(sample)];
        sizes[{entry.size.width, entry.size.height}] += 1;
        if (entry.size.width < 1 || entry.size.height < 1) continue;
        try {
            const Size seen = modelSize(entry.size, eyes);
            for (const Box& box : draft.annotationOf(entry)->boxes)
                if (box.valid())
                    smallest = std::min({smallest, (box.x2 - box.x1) * seen.width / entry.size.width,
                                         (box.y2 - box.y1) * seen.height / entry.size.height});
        } catch (const Error&) {
            continue; // a shape no policy takes; freezing it would be refused by the engine's own words
        }
    }
    if (sizes.empty()) return;
    const auto most = std::max_element(sizes.begin(), sizes.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    view.stored = {most->first.first, most->first.second};
    view.several = sizes.size() > 1;
    if (smallest < HUGE_VAL) view.smallestBox = smallest;
    if (view.stored.width < 1 || view.stored.height < 1) return;
    try {
        view.seen = modelSize(view.stored, eyes);
        view.tokens = std::int64_t{view.seen.width / eyes.factor()} * (view.seen.height / eyes.factor());
        draft.seen = view;
    } catch (const Error&) {
        draft.seen.reset();
    }
}

bool sameTarget(const Task& task, const Annotation& annotation, const Target& target) {
    if (task.kind != TaskKind::Localisation && annotation.label != target.label) return false;
    if (task.kind == TaskKind::Grading && annotation.grade != target.grade) return false;
    return annotation.boxes == target.boxes && targetAttributes(annotation) == target.attributes &&
           targetReasoning(annotation) == target.reasoning;
}

DraftChange compare(const DatasetDraft& draft, const Dataset& last) {
    std::map<ImageRef, const Sample*> before;
    for (const Sample& sample : last.samples)
        if (const auto image = draft.source->lastOrigins.find(sample.id);
            image != draft.source->lastOrigins.end())
            before.emplace(image->second, &sample);
    DraftChange change;
    std::set<std::int64_t> newPatients;
    std::map<std::int64_t, bool> kept;
    for (const int index : draft.samples) {
        const DraftEntry& entry = draft.entries[static_cast<std::size_t>(index)];
        const auto found = before.find(entry.image);
        if (found == before.end()) {
            change.added.push_back(index);
            newPatients.insert(entry.group);
            continue;
        }
        const Sample& sample = *found->second;
        const bool stayed = sample.split == *entry.split;
        if (!sameTarget(draft.source->task, *draft.annotationOf(entry), sample.target))
            change.relabelled.push_back(index);
        if (!stayed) change.moved.push_back(index);
        const auto patient = kept.try_emplace(entry.group, true).first;
        patient->second = patient->second && stayed;
        before.erase(found);
    }
    change.addedPatients = static_cast<std::int64_t>(newPatients.size());
    for (const auto& [image, sample] : before)
        change.removed.push_back(sample->id);
    change.commonPatients = static_cast<std::int64_t>(kept.size());
    change.keptPatients =
        std::count_if(kept.begin(), kept.end(), [](const auto& entry) { return entry.second; });
    return change;
}

} // namespace

const Annotation* DatasetDraft::annotationOf(const DraftEntry& entry) const {
    return entry.labelled < 0 ? nullptr
                              : &source->labelled[static_cast<std::size_t>(entry.labelled)].annotation;
}

QString DatasetDraft::labelOf(const DraftEntry& entry) const {
    const Annotation* annotation = annotationOf(entry);
    return annotation == nullptr ? QStringLiteral("—") : shortLabel(&source->task, *annotation);
}

const DraftCheck* DatasetDraft::check(const std::string& kind) const {
    for (const DraftCheck& check : checks)
        if (check.kind == kind) return &check;
    return nullptr;
}

QString outWords(Out out) {
    switch (out) {
    case Out::No:
        return {};
    case Out::Unlabelled:
        return DraftTexts::tr("no label");
    case Out::OtherReader:
        return DraftTexts::tr("another reader’s label");
    case Out::Incomplete:
        return DraftTexts::tr("attributes missing");
    case Out::Disputed:
        return DraftTexts::tr("readers disagree");
    case Out::NoBox:
        return DraftTexts::tr("no box");
    case Out::NoSplit:
        return DraftTexts::tr("not in the plan");
    case Out::Check:
        return DraftTexts::tr("left out by a check");
    case Out::ByHand:
        return DraftTexts::tr("left out by hand");
    }
    return {};
}

QString changeWords(const DraftChange& change) {
    if (change.none()) return DraftTexts::tr("the same images, labels and splits");
    QStringList parts;
    const auto images = [](std::size_t count) {
        return counted(static_cast<qint64>(count), DraftTexts::tr("1 image"), DraftTexts::tr("%1 images"));
    };
    if (!change.added.empty())
        parts << (change.addedPatients == 1
                      ? DraftTexts::tr("+ %1 of 1 patient").arg(images(change.added.size()))
                      : DraftTexts::tr("+ %1 of %2 patients")
                            .arg(images(change.added.size()), grouped(change.addedPatients)));
    if (!change.removed.empty()) parts << QStringLiteral("− %1").arg(images(change.removed.size()));
    if (!change.relabelled.empty())
        parts << (change.relabelled.size() == 1
                      ? DraftTexts::tr("1 label changed")
                      : DraftTexts::tr("%1 labels changed")
                            .arg(grouped(static_cast<qint64>(change.relabelled.size()))));
    if (!change.moved.empty())
        parts << DraftTexts::tr("%1 in another split").arg(images(change.moved.size()));
    return enumerated(parts);
}

DraftPointer makeDraft(DraftSourcePointer source, LibraryPointer library, const DraftChoice& choice,
                       const std::string& reader, const Dataset* last, const PreprocessorConfig* eyes) {
    const auto begun = std::chrono::steady_clock::now();
    auto draft = std::make_shared<DatasetDraft>();
    draft->source = std::move(source);
    draft->library = std::move(library);
    draft->choice = choice;
    Gathering(*draft).run();
    for (DraftEntry& entry : draft->entries)
        entry.out = filtered(*draft, entry, reader);
    checkImages(*draft);
    count(*draft);
    if (eyes != nullptr) see(*draft, *eyes);
    if (last != nullptr) draft->change = compare(*draft, *last);
    judgeDraft(*draft);
    certifyDraft(*draft);
    draft->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    draft->time = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    return draft;
}

} // namespace vrft::ui
