// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of a draft: what would make the figures of a dataset false.
#include "core/error.h"
#include "ui/datasets/dataset_draft.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>

namespace vrft::ui {

namespace {

struct CheckTexts {
    Q_DECLARE_TR_FUNCTIONS(CheckTexts)
};

QString images(std::size_t count) {
    return counted(static_cast<qint64>(count), CheckTexts::tr("1 image"), CheckTexts::tr("%1 images"));
}

bool outside(const Box& box, const Size& size) {
    return size.width > 0 && size.height > 0 && box.valid() &&
           (box.x1 < 0 || box.y1 < 0 || box.x2 > size.width || box.y2 > size.height);
}

bool impossible(const DatasetDraft& draft, const DraftEntry& entry) {
    const Task& task = draft.source->task;
    if (task.kind == TaskKind::Localisation) return false;
    if (entry.classIndex < 0) return true;
    const TaskClass& of = task.classes[static_cast<std::size_t>(entry.classIndex)];
    return task.kind == TaskKind::Grading && draft.annotationOf(entry)->grade != of.grade;
}

// Images that look alike to the last pixel.
using Twins = std::vector<std::vector<int>>;

Twins findTwins(const DatasetDraft& draft) {
    std::map<std::pair<std::string, int>, std::vector<int>> byPixels;
    for (std::size_t i = 0; i < draft.entries.size(); ++i) {
        const DraftEntry& entry = draft.entries[i];
        if (entry.out != Out::No) continue;
        const auto& item = draft.source->labelled[static_cast<std::size_t>(entry.labelled)];
        const std::string& hash = item.instance.instance.pixelHash;
        if (!hash.empty()) byPixels[{hash, entry.image.frame}].push_back(static_cast<int>(i));
    }
    Twins twins;
    for (auto& [pixels, entries] : byPixels)
        if (entries.size() > 1) twins.push_back(std::move(entries));
    return twins;
}

class ImageChecks {
public:
    explicit ImageChecks(DatasetDraft& draft)
        : draft_(draft)
        , official_(draft.source->plan.official && !draft.choice.newPlan) {}

    void run() {
        forSamples("labels_possible", CheckState::Fix, CheckTexts::tr("Labels are possible"),
                   CheckTexts::tr("Impossible labels"),
                   [this](const DraftEntry& entry) { return impossible(draft_, entry); });
        forSamples("boxes_inside", CheckState::Fix, CheckTexts::tr("Boxes lie inside their image"),
                   CheckTexts::tr("Boxes outside their image"), [this](const DraftEntry& entry) {
                       const auto& boxes = draft_.annotationOf(entry)->boxes;
                       return std::any_of(boxes.begin(), boxes.end(),
                                          [&](const Box& box) { return outside(box, entry.size); });
                   });
        forSamples("boxes_area", CheckState::Fix, CheckTexts::tr("Boxes have an area"),
                   CheckTexts::tr("Boxes without an area"), [this](const DraftEntry& entry) {
                       const auto& boxes = draft_.annotationOf(entry)->boxes;
                       return std::any_of(boxes.begin(), boxes.end(),
                                          [](const Box& box) { return !box.valid(); });
                   });
        forTwins();
        forSamples("readers", CheckState::Look, CheckTexts::tr("Readers agree"),
                   CheckTexts::tr("Readers disagree"),
                   [this](const DraftEntry& entry) { return draft_.source->disputed.contains(entry.image); });
        forSamples("burned_in", CheckState::Look, CheckTexts::tr("No text burned in, by the header"),
                   CheckTexts::tr("Text burned in, by the header"), [this](const DraftEntry& entry) {
                       const auto& item = draft_.source->labelled[static_cast<std::size_t>(entry.labelled)];
                       return item.instance.instance.burnedIn.value_or(false);
                   });
        leaveOut();
    }

private:
    // `found`: the title where something was found.
    template <typename Wrong>
    void forSamples(const std::string& kind, CheckState state, const QString& title, const QString& found,
                    Wrong wrong) {
        DraftCheck check{kind, state, title, {}, {}, {}, false};
        for (std::size_t i = 0; i < draft_.entries.size(); ++i)
            if (draft_.entries[i].out == Out::No && wrong(draft_.entries[i]))
                check.concerned.push_back(static_cast<int>(i));
        check.excludable = check.concerned;
        if (!check.concerned.empty()) check.title = found;
        check.detail = check.concerned.empty() ? QString() : images(check.concerned.size());
        add(std::move(check));
    }

    const DraftEntry& entry(int index) const { return draft_.entries[static_cast<std::size_t>(index)]; }

    // A published split stays as published: what it holds twice is told, not refused.
    void forTwins() {
        const CheckState wrong = official_ ? CheckState::Look : CheckState::Fix;
        DraftCheck splits{
            "twins_splits", wrong, CheckTexts::tr("No identical picture in two splits"), {}, {}, {}, false};
        DraftCheck patients{"twins_patients",
                            CheckState::Look,
                            CheckTexts::tr("No identical picture of two patients"),
                            {},
                            {},
                            {},
                            false};
        DraftCheck labels{
            "twins_labels", wrong, CheckTexts::tr("No contradictory labels for one picture"), {}, {}, {},
            false};
        std::size_t num_splits = 0;
        std::size_t num_labels = 0;
        for (const std::vector<int>& twins : findTwins(draft_)) {
            const auto differ = [&](auto of) {
                return std::any_of(twins.begin(), twins.end(), [&](int i) { return of(i) != of(twins[0]); });
            };
            const auto take = [&](DraftCheck& check) {
                check.concerned.insert(check.concerned.end(), twins.begin(), twins.end());
            };
            if (differ([this](int i) { return *entry(i).split; })) {
                ++num_splits;
                take(splits);
                const int first = *std::min_element(twins.begin(), twins.end(), [this](int a, int b) {
                    return *entry(a).split < *entry(b).split;
                });
                for (const int twin : twins) // what was trained on is never tested on
                    if (*entry(twin).split != *entry(first).split) splits.excludable.push_back(twin);
            } else if (differ([this](int i) { return entry(i).group; })) {
                take(patients);
                patients.excludable.insert(patients.excludable.end(), twins.begin() + 1, twins.end());
            }
            if (differ([this](int i) { return entry(i).classIndex; })) {
                ++num_labels;
                take(labels);
                labels.excludable.insert(labels.excludable.end(), twins.begin(), twins.end());
            }
        }
        const auto pictures = [](std::size_t count) {
            return count == 1 ? CheckTexts::tr("1 picture")
                              : CheckTexts::tr("%1 pictures").arg(grouped(static_cast<qint64>(count)));
        };
        if (num_splits > 0) splits.title = CheckTexts::tr("Identical pictures in two splits");
        if (!patients.concerned.empty())
            patients.title = CheckTexts::tr("Identical pictures of two patients");
        if (num_labels > 0) labels.title = CheckTexts::tr("Contradictory labels for one picture");
        if (num_splits > 0)
            splits.detail = official_ ? CheckTexts::tr("%1, as published").arg(pictures(num_splits))
                                      : pictures(num_splits);
        if (!patients.concerned.empty()) patients.detail = images(patients.concerned.size());
        if (num_labels > 0)
            labels.detail = official_ ? CheckTexts::tr("%1, as published").arg(pictures(num_labels))
                                      : pictures(num_labels);
        add(std::move(splits));
        add(std::move(patients));
        add(std::move(labels));
    }

    void add(DraftCheck check) {
        if (check.concerned.empty()) check.state = CheckState::Passed;
        check.leftOut = !check.excludable.empty() && draft_.choice.leftOutChecks.contains(check.kind);
        draft_.checks.push_back(std::move(check));
    }

    void leaveOut() {
        for (DraftCheck& check : draft_.checks) {
            if (!check.leftOut) continue;
            for (const int index : check.excludable) {
                DraftEntry& entry = draft_.entries[static_cast<std::size_t>(index)];
                entry.out = Out::Check;
                if (entry.outCheck.empty()) entry.outCheck = check.kind;
            }
            check.detail = CheckTexts::tr("%1, %2").arg(
                check.detail, check.excludable.size() == check.concerned.size()
                                  ? CheckTexts::tr("left out")
                                  : CheckTexts::tr("%1 left out").arg(images(check.excludable.size())));
        }
    }

    DatasetDraft& draft_;
    const bool official_;
};

// --- Once it is counted ---

QString quoted(const QString& name) {
    return QStringLiteral("“%1”").arg(name);
}

void checkLabels(DatasetDraft& draft) {
    DraftCheck check{"labels", CheckState::Look, CheckTexts::tr("Every image has a label"), {}, {}, {},
                     false};
    for (std::size_t i = 0; i < draft.entries.size(); ++i)
        if (draft.entries[i].out == Out::Unlabelled) check.concerned.push_back(static_cast<int>(i));
    const std::size_t all = draft.entries.size();
    const std::size_t told = check.concerned.empty() ? all : check.concerned.size();
    check.detail =
        CheckTexts::tr("%1 of %2").arg(grouped(static_cast<qint64>(told)), grouped(static_cast<qint64>(all)));
    if (check.concerned.empty())
        check.state = CheckState::Passed;
    else
        check.title = CheckTexts::tr("Images without a label");
    draft.checks.push_back(std::move(check));
}

void checkPlan(DatasetDraft& draft) {
    DraftCheck check{"plan", CheckState::Look, CheckTexts::tr("The plan knows every patient"), {}, {}, {},
                     false};
    for (std::size_t i = 0; i < draft.entries.size(); ++i)
        if (draft.entries[i].out == Out::NoSplit) check.concerned.push_back(static_cast<int>(i));
    if (check.concerned.empty()) {
        check.state = CheckState::Passed;
    } else {
        check.title = CheckTexts::tr("Patients the plan doesn’t know");
        check.detail = CheckTexts::tr("%1 left out: not in plan %2")
                           .arg(images(check.concerned.size()), qs(draft.source->plan.name));
    }
    draft.checks.push_back(std::move(check));
}

void checkSmallestBox(DatasetDraft& draft) {
    if (!draft.seen || draft.seen->smallestBox <= 0) return;
    const PolicyView& seen = *draft.seen;
    const bool small = seen.smallestBox < seen.patch;
    draft.checks.push_back({"box_size",
                            small ? CheckState::Look : CheckState::Passed,
                            small ? CheckTexts::tr("The smallest box is too small to be seen")
                                  : CheckTexts::tr("The smallest box can be seen"),
                            small
                                ? CheckTexts::tr("%1 pixels wide for the policy, less than a patch of %2")
                                      .arg(figure(seen.smallestBox, 1), figure(seen.patch, 0))
                                : CheckTexts::tr("%1 pixels for the policy").arg(figure(seen.smallestBox, 1)),
                            {},
                            {},
                            false});
}

struct MissingClass {
    std::size_t row; // of the balance
    std::vector<Split> where;
};

std::vector<MissingClass> missingClasses(const DatasetDraft& draft) {
    std::vector<MissingClass> missing;
    const bool boxes = draft.source->task.kind == TaskKind::Localisation;
    for (std::size_t row = 0; row < (boxes ? 1 : draft.balance.size()); ++row) {
        if (draft.balance[row].sum() == 0) continue;
        MissingClass found{row, {}};
        for (const Split split : kSplits)
            if (draft.balance[row].counts[static_cast<std::size_t>(split)] == 0) found.where.push_back(split);
        if (!found.where.empty()) missing.push_back(std::move(found));
    }
    return missing;
}

void checkClasses(DatasetDraft& draft) {
    DraftCheck check{
        "classes", CheckState::Passed, CheckTexts::tr("Every class is in every split"), {}, {}, {}, false};
    for (std::size_t i = 0; i < draft.entries.size(); ++i)
        if (draft.entries[i].outCheck == check.kind) check.excludable.push_back(static_cast<int>(i));
    check.leftOut = !check.excludable.empty();
    QStringList words;
    for (const MissingClass& missing : missingClasses(draft)) {
        QStringList splits;
        for (const Split split : missing.where)
            splits << splitWord(split);
        words << CheckTexts::tr("%1 missing in %2")
                     .arg(quoted(draft.balance[missing.row].name), enumerated(splits));
        for (const int sample : draft.samples)
            if (draft.entries[static_cast<std::size_t>(sample)].classIndex == static_cast<int>(missing.row))
                check.excludable.push_back(sample);
    }
    check.concerned = check.excludable;
    QStringList absent;
    const bool boxes = draft.source->task.kind == TaskKind::Localisation;
    for (const ClassBalance& row : draft.balance)
        if (row.sum() == 0 && !boxes) absent << quoted(row.name);
    std::int64_t smallest = INT64_MAX;
    for (const ClassBalance& row : draft.balance)
        for (const std::int64_t count : row.counts)
            if (row.sum() > 0) smallest = std::min(smallest, count);
    if (!words.isEmpty()) {
        check.state = CheckState::Fix;
        check.title = CheckTexts::tr("A class isn’t in every split");
        check.detail = clauses(words);
    } else if (check.leftOut) {
        check.state = CheckState::Look;
        check.title = CheckTexts::tr("A class isn’t in every split");
        check.detail = CheckTexts::tr("%1 of rare classes left out").arg(images(check.excludable.size()));
    } else if (!absent.isEmpty()) {
        check.state = CheckState::Look;
        check.title = CheckTexts::tr("A class has no image");
        check.detail = CheckTexts::tr("no image of %1").arg(enumerated(absent));
    } else if (smallest != INT64_MAX) {
        check.detail = CheckTexts::tr("smallest: %1").arg(grouped(smallest));
    }
    draft.checks.push_back(std::move(check));
}

// As the writer of a dataset would refuse it, and what a check has found and nobody has left out.
QString inTheWay(const DatasetDraft& draft) {
    if (draft.samples.empty())
        return draft.source->labelled.empty() ? CheckTexts::tr("Nothing is labelled for this task yet.")
                                              : CheckTexts::tr("No labelled image fits these filters.");
    for (const Split split : kSplits)
        if (draft.counts[static_cast<std::size_t>(split)] == 0)
            return CheckTexts::tr("No image falls into %1. Label more patients or choose another split plan.")
                .arg(splitWord(split));
    if (draft.source->task.kind != TaskKind::Localisation) {
        const auto used = std::count_if(draft.balance.begin(), draft.balance.end(),
                                        [](const ClassBalance& row) { return row.counts[0] > 0; });
        if (used < 2)
            return CheckTexts::tr("All images to train on are of one class: there is nothing to learn.");
    }
    if (const auto& plan = draft.choice.newPlan) {
        if (plan->name.empty()) return CheckTexts::tr("The new split plan has no name yet.");
        const auto taken =
            std::any_of(draft.source->plans.begin(), draft.source->plans.end(),
                        [&](const SplitPlan& known) { return known.name == plan->name && known != *plan; });
        if (taken)
            return CheckTexts::tr(
                       "There is another split plan named %1: plans never change. Give the new one "
                       "another name.")
                .arg(qs(plan->name));
    }
    for (const DraftCheck& check : draft.checks)
        if (check.state == CheckState::Fix && !check.leftOut)
            return QStringLiteral("%1: %2.").arg(check.title, check.detail);
    return {};
}

QString leftOutWords(const DatasetDraft& draft) {
    std::map<QString, std::size_t> why;
    std::size_t sum = 0;
    for (const DraftEntry& entry : draft.entries) {
        if (entry.out != Out::Check && entry.out != Out::ByHand && entry.out != Out::NoSplit) continue;
        ++sum;
        const DraftCheck* check = entry.out == Out::Check ? draft.check(entry.outCheck) : nullptr;
        ++why[check != nullptr           ? check->title.left(1).toLower() + check->title.mid(1)
              : entry.out == Out::ByHand ? CheckTexts::tr("by hand")
                                         : outWords(entry.out)];
    }
    if (sum == 0) return {};
    QStringList words;
    for (const auto& [reason, count] : why)
        words << reason;
    return CheckTexts::tr("%1 left out: %2").arg(images(sum), clauses(words));
}

constexpr std::array kOrder = {"labels",     "classes",      "labels_possible", "boxes_inside",
                               "boxes_area", "twins_splits", "twins_labels",    "twins_patients",
                               "readers",    "plan",         "burned_in",       "box_size"};

} // namespace

void checkImages(DatasetDraft& draft) {
    ImageChecks(draft).run();
    if (!draft.choice.leftOutChecks.contains("classes")) return;
    // Classes that aren't in every split, by what is left.
    std::map<int, std::array<std::vector<std::size_t>, 3>> byClass;
    for (std::size_t i = 0; i < draft.entries.size(); ++i)
        if (const DraftEntry& entry = draft.entries[i]; entry.out == Out::No)
            byClass[entry.classIndex][static_cast<std::size_t>(*entry.split)].push_back(i);
    for (const auto& [index, splits] : byClass) {
        const bool everywhere =
            std::none_of(splits.begin(), splits.end(), [](const auto& list) { return list.empty(); });
        if (everywhere || (index < 0 && draft.source->task.kind == TaskKind::Localisation)) continue;
        for (const auto& list : splits)
            for (const std::size_t at : list) {
                draft.entries[at].out = Out::Check;
                draft.entries[at].outCheck = "classes";
            }
    }
}

void judgeDraft(DatasetDraft& draft) {
    checkLabels(draft);
    checkClasses(draft);
    checkPlan(draft);
    checkSmallestBox(draft);
    const auto place = [](const DraftCheck& check) {
        return std::find(kOrder.begin(), kOrder.end(), check.kind) - kOrder.begin();
    };
    std::stable_sort(draft.checks.begin(), draft.checks.end(),
                     [&](const DraftCheck& a, const DraftCheck& b) { return place(a) < place(b); });
    draft.blocked = inTheWay(draft);
    draft.leftOutWords = leftOutWords(draft);
}

} // namespace vrft::ui
