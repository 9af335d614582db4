// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/datasets/dataset_draft_test.h"

#include "core/files.h"
#include "core/store/annotations_table.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "imaging/freeze.h"
#include "imaging/importer.h"
#include "imaging/sources/medmnist.h"
#include "imaging/sources/phantom_study.h"
#include "imaging/wrapped_set.h"
#include "tests/support/temp_folder.h"
#include "ui/datasets/dataset_draft.h"
#include "ui/datasets/frozen_versions.h"
#include "ui/workspace/library_reader.h"

#include <QTest>

using namespace vrft;
using namespace vrft::ui;

namespace {

constexpr int kPatients = 40;

// One image a patient, labelled dark or bright by the reader "first".
struct Made {
    explicit Made(bool link = true) {
        workspace = Workspace::create(folder / "ws");
        Task task;
        task.id = "echo";
        task.name = "Echo";
        task.question = "Dark or bright?";
        task.classes = {{"dark", "dark", {}, {}, {}, {}}, {"bright", "bright", {}, {}, {}, {}}};
        workspace->tasks().put(task, "task");
        ImportSettings settings;
        settings.linking = {link, link};
        Importer importer(*workspace, settings);
        for (int patient = 0; patient < kPatients; ++patient) {
            const Phantom phantom = makePhantom(1, patient, 0);
            const DicomDraft draft = phantomDicom(1, patient, 0, phantom);
            importer.add(draft.instance.source, makeDicom(draft));
        }
        importer.finish();
        std::map<Split, int> counts; // each split has both classes
        for (int patient = 0; patient < kPatients; ++patient) {
            labels.push_back(counts[*split(patient)]++ % 2 == 0 ? "dark" : "bright");
            label(patient, labels.back());
            if (*split(patient) == Split::Train) train.push_back(patient);
        }
    }
    std::string other(int patient) const {
        return labels[static_cast<std::size_t>(patient)] == "dark" ? "bright" : "dark";
    }
    static ImageRef image(int patient) { return {phantomSopUid(1, patient, 0), 0}; }
    void label(int patient, const std::string& label, const std::string& reader = "first", bool box = true) {
        Annotation annotation;
        annotation.task = "echo";
        annotation.image = image(patient);
        annotation.label = label;
        annotation.reader = reader;
        if (box) annotation.boxes = {makePhantom(1, patient, 0).truth.box};
        workspace->annotations().put(std::span(&annotation, 1), "label");
    }
    std::optional<Split> split(int patient) {
        return workspace->plans().splitOf("main", phantomPatientId(patient));
    }
    DraftPointer draft(const std::function<void(DraftChoice&)>& edit = {}, const Dataset* last = nullptr) {
        DraftChoice choice;
        choice.task = "echo";
        if (edit) edit(choice);
        return makeDraft(readDraftSource(*workspace, "echo", choice.plan), readLibrary(*workspace), choice,
                         "me", last, nullptr);
    }

    FreezeReport freeze() {
        FreezeOptions options;
        options.task = "echo";
        return freezeDataset(*workspace, options);
    }

    test::TempFolder folder;
    std::unique_ptr<Workspace> workspace;
    std::vector<std::string> labels; // by patient
    std::vector<int> train;          // patients
};

const DraftEntry& entryOf(const DatasetDraft& draft, int patient) {
    for (const DraftEntry& entry : draft.entries)
        if (entry.image == Made::image(patient)) return entry;
    static const DraftEntry none{};
    return none;
}

CheckState stateOf(const DatasetDraft& draft, const char* kind) {
    const DraftCheck* check = draft.check(kind);
    return check == nullptr ? CheckState::Fix : check->state;
}

} // namespace

void DatasetDraftTest::filters_say_why_an_image_is_no_sample() {
    Made made;
    const int unlabelled = made.train[0];
    const int own = made.train[1];
    const int plain = made.train[2];
    made.workspace->annotations().remove(
        std::vector{made.workspace->annotations().accepted("echo", Made::image(unlabelled))->id}, "remove");
    made.label(own, made.labels[static_cast<std::size_t>(own)], "me", false);
    made.workspace->annotations().accept(
        [&] {
            for (const auto& stored : made.workspace->annotations().ofImage(Made::image(own)))
                if (stored.annotation.reader == "me") return stored.id;
            return std::int64_t{0};
        }(),
        "accept");
    const DraftPointer all = made.draft();
    QCOMPARE(all->entries.size(), std::size_t{kPatients});
    QCOMPARE(all->samples.size(), std::size_t{kPatients - 1});
    QVERIFY(entryOf(*all, unlabelled).out == Out::Unlabelled);
    QVERIFY(stateOf(*all, "labels") == CheckState::Look);
    QCOMPARE(all->num_patients, kPatients - 1);
    QCOMPARE(all->blocked, QString());

    const DraftPointer mine = made.draft([](DraftChoice& choice) { choice.labelledBy = LabelledBy::Me; });
    QCOMPARE(mine->samples.size(), std::size_t{1});
    QVERIFY(entryOf(*mine, plain).out == Out::OtherReader);
    QVERIFY(!mine->blocked.isEmpty());

    const DraftPointer boxed = made.draft([](DraftChoice& choice) { choice.withBox = true; });
    QVERIFY(entryOf(*boxed, own).out == Out::NoBox);
    QCOMPARE(boxed->samples.size(), std::size_t{kPatients - 2});

    const std::string date = entryOf(*all, plain).date;
    QVERIFY(!date.empty());
    const DraftPointer dated =
        made.draft([&](DraftChoice& choice) { choice.dateFrom = choice.dateTo = date; });
    QVERIFY(!dated->entries.empty() && dated->entries.size() < kPatients);
    for (const DraftEntry& entry : dated->entries)
        QCOMPARE(entry.date, date);
    QVERIFY(made.draft([](DraftChoice& choice) { choice.modality = "CT"; })->entries.empty());
    QCOMPARE(made.draft([](DraftChoice& choice) { choice.modality = "US"; })->entries.size(),
             std::size_t{kPatients});
}

void DatasetDraftTest::a_choice_survives_being_written_down() {
    DraftChoice choice;
    choice.task = "echo";
    choice.modality = "US";
    choice.labelledBy = LabelledBy::Complete;
    choice.onDisagreement = OnDisagreement::LeaveOut;
    choice.dateFrom = "20230101";
    choice.dateTo = "20250630";
    choice.withBox = true;
    choice.window = {40, 400};
    choice.policy = "base";
    choice.plan = "other";
    choice.newPlan = SplitPlan{"split-2", {60, 20, 20}, 17, false};
    choice.leftOutChecks = {"boxes_area", "readers"};
    choice.leftOutImages = {{"2.25.1", 0}, {"2.25.2", 3}};
    QVERIFY(choiceFromJson(parseJson(jsonLine(choiceToJson(choice)), "choice")) == choice);
    // What can't be understood is as at first.
    QVERIFY(choiceFromJson(
                parseJson(R"({"task":"echo","labelled_by":9,"window":"x","left_out_images":[1]})", "c"))
                .labelledBy == LabelledBy::Complete);
    QVERIFY(choiceFromJson(Json(3)) == DraftChoice());
}

void DatasetDraftTest::a_class_missing_in_a_split_is_in_the_way_until_it_is_left_out() {
    Made made;
    Task task = made.workspace->tasks().require("echo");
    task.classes.push_back({"mixed", "mixed", {}, {}, {}, {}});
    made.workspace->tasks().put(task, "a third class");
    QVERIFY(stateOf(*made.draft(), "classes") == CheckState::Look); // no image of it anywhere
    QCOMPARE(made.draft()->blocked, QString());
    const int rare = made.train[0];
    made.label(rare, "mixed");
    const DraftPointer draft = made.draft();
    QVERIFY(stateOf(*draft, "classes") == CheckState::Fix);
    QVERIFY2(draft->blocked.contains(QStringLiteral("“mixed” missing in")), qPrintable(draft->blocked));
    const DraftPointer without =
        made.draft([](DraftChoice& choice) { choice.leftOutChecks.insert("classes"); });
    QCOMPARE(without->blocked, QString());
    QVERIFY(entryOf(*without, rare).out == Out::Check);
    QCOMPARE(without->samples.size(), std::size_t{kPatients - 1});
    QVERIFY2(without->leftOutWords.startsWith(QStringLiteral("1 image left out")),
             qPrintable(without->leftOutWords));
}

void DatasetDraftTest::identical_pictures_in_two_splits_are_in_the_way_until_one_is_left_out() {
    Made made(false);
    const int train = made.train[0];
    // The picture of a patient in training, again for somebody else.
    ImportSettings apart;
    apart.linking = {false, false};
    Importer importer(*made.workspace, apart);
    const auto twin = [&](const std::string& id) {
        DicomDraft copy = phantomDicom(1, train, 0, makePhantom(1, train, 0));
        copy.patient.id = id;
        copy.study.uid += ".7";
        copy.series.uid += ".7";
        copy.instance.sopUid += ".7";
        copy.study.accession.clear();
        copy.instance.source = "twin";
        return copy;
    };
    std::string id;
    for (int number = 0; id.empty(); ++number)
        if (const std::string name = "TWIN-" + std::to_string(number);
            placeGroup(1, name, kFirstPlan.ratios) == Split::Test)
            id = name;
    const DicomDraft copy = twin(id);
    importer.add(copy.instance.source, makeDicom(copy));
    importer.finish();
    Annotation annotation;
    annotation.task = "echo";
    annotation.image = {copy.instance.sopUid, 0};
    annotation.label = made.other(train); // and it contradicts
    annotation.reader = "first";
    made.workspace->annotations().put(std::span(&annotation, 1), "label");

    const DraftPointer draft = made.draft();
    QVERIFY(stateOf(*draft, "twins_splits") == CheckState::Fix);
    QVERIFY(stateOf(*draft, "twins_labels") == CheckState::Fix);
    QCOMPARE(draft->check("twins_splits")->concerned.size(), std::size_t{2});
    QVERIFY(draft->certificate[2].state == CheckState::Fix);
    QVERIFY(!draft->blocked.isEmpty());
    // Leaving out keeps what is trained on.
    const DraftPointer without =
        made.draft([](DraftChoice& choice) { choice.leftOutChecks = {"twins_splits"}; });
    QVERIFY(entryOf(*without, train).out == Out::No);
    QCOMPARE(without->samples.size(), std::size_t{kPatients});
    QVERIFY(without->certificate[2].state == CheckState::Passed);
}

void DatasetDraftTest::boxes_without_area_or_outside_are_found() {
    Made made;
    // The store refuses such boxes: they can only come with a workspace of another program.
    auto source = std::make_shared<DraftSource>(*readDraftSource(*made.workspace, "echo", "main"));
    // The labels stand in import order, one a patient.
    const int empty = made.train[0];
    const int outside = made.train[1];
    const int purple = made.train[2];
    const auto annotation = [&](int patient) -> Annotation& {
        return source->labelled[static_cast<std::size_t>(patient)].annotation;
    };
    annotation(empty).boxes = {{10, 10, 10, 20}};
    annotation(outside).boxes = {{10, 10, 500, 20}};
    annotation(purple).label = "purple";
    DraftChoice choice;
    choice.task = "echo";
    const auto make = [&] {
        return makeDraft(source, readLibrary(*made.workspace), choice, "me", nullptr, nullptr);
    };
    const DraftPointer draft = make();
    QCOMPARE(draft->check("boxes_area")->concerned, std::vector<int>{empty});
    QCOMPARE(draft->check("boxes_inside")->concerned, std::vector<int>{outside});
    QCOMPARE(draft->check("labels_possible")->concerned, std::vector<int>{purple});
    QVERIFY(!draft->blocked.isEmpty());
    choice.leftOutChecks = {"boxes_area", "boxes_inside", "labels_possible"};
    const DraftPointer without = make();
    QCOMPARE(without->blocked, QString());
    QCOMPARE(without->samples.size(), std::size_t{kPatients - 3});
}

void DatasetDraftTest::readers_who_differ_are_told() {
    Made made;
    const int differs = made.train[0];
    const int agrees = made.train[1];
    made.label(differs, made.other(differs), "second");
    made.label(agrees, made.labels[static_cast<std::size_t>(agrees)], "second");
    const DraftPointer draft = made.draft();
    QVERIFY(stateOf(*draft, "readers") == CheckState::Look);
    QCOMPARE(draft->check("readers")->concerned.size(), std::size_t{1});
    QCOMPARE(draft->check("readers")->title, QStringLiteral("Readers disagree")); // the finding
    QCOMPARE(draft->blocked, QString());
    const DraftPointer without =
        made.draft([](DraftChoice& choice) { choice.onDisagreement = OnDisagreement::LeaveOut; });
    QVERIFY(entryOf(*without, differs).out == Out::Disputed);
    QVERIFY(entryOf(*without, agrees).out == Out::No);
}

void DatasetDraftTest::a_new_plan_places_every_patient_as_it_will() {
    Made made;
    const SplitPlan plan{"split-2", {50, 30, 20}, 9, false};
    const DraftPointer draft = made.draft([&](DraftChoice& choice) { choice.newPlan = plan; });
    made.workspace->plans().create(plan);
    for (const DraftEntry& entry : draft->entries) {
        const auto row = made.workspace->studies().find(entry.image.sopUid);
        QVERIFY(made.workspace->plans().splitOf("split-2", row->patientId) == entry.split);
    }
    // Plans never change: another one of that name is in the way.
    const DraftPointer clash = made.draft([&](DraftChoice& choice) {
        choice.newPlan = SplitPlan{"split-2", {60, 20, 20}, 9, false};
    });
    QVERIFY2(clash->blocked.contains(QStringLiteral("split-2")), qPrintable(clash->blocked));
}

void DatasetDraftTest::what_changed_since_the_version_before_is_counted() {
    Made made;
    const Dataset last = made.freeze().frozen.dataset;
    const DraftPointer same = made.draft({}, &last);
    QVERIFY(same->change && same->change->none());
    QCOMPARE(same->change->keptPatients, std::int64_t{kPatients});
    made.label(made.train[0], made.other(made.train[0]));
    made.workspace->annotations().remove(
        std::vector{made.workspace->annotations().accepted("echo", Made::image(made.train[1]))->id},
        "remove");
    const DraftPointer changed = made.draft({}, &last);
    QCOMPARE(changed->change->relabelled.size(), std::size_t{1});
    QCOMPARE(changed->change->removed.size(), std::size_t{1});
    QCOMPARE(changeWords(*changed->change), QStringLiteral("− 1 image, 1 label changed"));
    const DraftPointer moved = made.draft(
        [](DraftChoice& choice) {
            choice.newPlan = SplitPlan{"x", {34, 33, 33}, 3, false};
        },
        &last);
    QVERIFY(!moved->change->moved.empty());
    QVERIFY(moved->certificate[3].state == CheckState::Look);
}

void DatasetDraftTest::an_official_plan_keeps_what_was_published() {
    const std::filesystem::path file = test::sharedData() / "medmnist" / "breastmnist.npz";
    if (!std::filesystem::exists(file)) QSKIP("../shared/data/medmnist isn't there");
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    importMedMnist(*workspace, readMedMnist(file), {});
    DraftChoice choice;
    choice.task = "breastmnist"; // the plan is found by itself
    const DraftPointer draft = makeDraft(readDraftSource(*workspace, choice.task, choice.plan),
                                         readLibrary(*workspace), choice, "me", nullptr, nullptr);
    QCOMPARE(draft->counts, (std::array<std::int64_t, 3>{546, 78, 156}));
    QCOMPARE(draft->blocked, QString());
    QVERIFY2(draft->linkedBy.contains(QStringLiteral("assumed")), qPrintable(draft->linkedBy));
    FreezeOptions options;
    options.task = choice.task;
    options.plan = draft->source->plan.name;
    QCOMPARE(options.plan, std::string("breastmnist"));
    options.images.emplace();
    for (const int sample : draft->samples)
        options.images->insert(draft->entries[static_cast<std::size_t>(sample)].image);
    const Dataset dataset = freezeDataset(*workspace, options).frozen.dataset;
    for (const Split split : kSplits)
        QCOMPARE(dataset.counts[static_cast<std::size_t>(split)].samples,
                 draft->counts[static_cast<std::size_t>(split)]);
}

void DatasetDraftTest::a_frozen_folder_that_is_gone_is_a_version_with_words() {
    Made made;
    const Dataset first = made.freeze().frozen.dataset;
    const int patient = made.train[0];
    made.label(patient, made.other(patient));
    const Dataset second = made.freeze().frozen.dataset;
    made.label(patient, made.labels[static_cast<std::size_t>(patient)], "first", false);
    made.freeze();
    const auto source = readDraftSource(*made.workspace, "echo", "main");
    VersionReader reader;
    const auto whole = reader.versions(source->workspace, source->frozen);
    QCOMPARE(whole.size(), std::size_t{3});
    QCOMPARE(whole[1].change, QStringLiteral("1 label changed"));
    QCOMPARE(whole[1].seal(), QString::fromStdString(second.hash).left(8));
    // One is deleted, one is damaged.
    std::filesystem::remove_all(first.folder);
    writeFileAtomic(second.folder / "samples.jsonl", "{}\n");
    const auto broken = reader.versions(source->workspace, source->frozen);
    QVERIFY(broken[0].dataset == nullptr && broken[0].trouble.contains(QStringLiteral("gone")));
    QVERIFY(broken[1].dataset == nullptr && !broken[1].trouble.isEmpty());
    QVERIFY(broken[2].dataset != nullptr);
    QVERIFY(broken[2].change.isEmpty()); // nothing to compare with
}
