// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "tests/core/store/store_fixtures.h"

using namespace vrft;
using namespace vrft::test;

namespace {

std::string labelOf(Workspace& workspace, const InstanceRecord& record) {
    const auto found = workspace.annotations().accepted("breast-us", {record.instance.sopUid, 0});
    return found ? found->annotation.label.value_or("") : std::string("none");
}

void put(Workspace& workspace, const InstanceRecord& record, const std::string& label) {
    workspace.annotations().put(std::array{makeAnnotation(record, label)}, "Label " + label);
}

} // namespace

TEST_CASE("undo and redo survive closing the workspace") {
    TempFolder folder;
    const std::vector<InstanceRecord> records = makeRecords(2);
    {
        const auto workspace = makeWorkspace(folder / "ws", 2);
        put(*workspace, records[0], "benign");
        put(*workspace, records[0], "malignant");
        put(*workspace, records[1], "benign");
        CHECK(workspace->journal().undo()->action == "Label benign");
        CHECK(labelOf(*workspace, records[1]) == "none");
    }
    {
        const auto workspace = Workspace::open(folder / "ws", kNoBackups);
        CHECK(labelOf(*workspace, records[0]) == "malignant");
        CHECK(workspace->journal().nextRedo()->action == "Label benign");
        CHECK(workspace->journal().undo()->action == "Label malignant");
        CHECK(labelOf(*workspace, records[0]) == "benign");
        workspace->journal().undo();
        CHECK(labelOf(*workspace, records[0]) == "none");
    }
    const auto workspace = Workspace::open(folder / "ws", kNoBackups);
    for (int i = 0; i < 3; ++i)
        REQUIRE(workspace->journal().redo().has_value());
    CHECK_FALSE(workspace->journal().redo().has_value());
    CHECK(labelOf(*workspace, records[0]) == "malignant");
    CHECK(labelOf(*workspace, records[1]) == "benign");
    CHECK(workspace->annotations().count() == 2);
}

TEST_CASE("a new edit ends the redo stack and what was undone stays readable") {
    TempFolder folder;
    const std::vector<InstanceRecord> records = makeRecords(1);
    const auto workspace = makeWorkspace(folder / "ws", 1);
    put(*workspace, records[0], "benign");
    workspace->journal().undo();
    put(*workspace, records[0], "malignant");
    CHECK_FALSE(workspace->journal().redo().has_value());
    const std::vector<JournalEdit> edits = workspace->journal().edits();
    CHECK(edits[0].action == "Label malignant");
    CHECK(edits[0].who == "anna");
    CHECK(edits[1].state == EditState::Dropped);
    const std::vector<JournalChange> changes = workspace->journal().changes(edits[1].id);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].before.is_null());
    CHECK(changes[0].after.at("annotation").at("label") == "benign");
    // Undo walks past the records of imports and ends at the task.
    workspace->journal().undo();
    CHECK(workspace->journal().undo()->action == "New task");
    CHECK_FALSE(workspace->journal().undo().has_value());
    CHECK(workspace->tasks().all().empty());
    CHECK(workspace->studies().counts().instances == 1);
}

TEST_CASE("one wrong annotation of a batch stores none of it") {
    TempFolder folder;
    const std::vector<InstanceRecord> records = makeRecords(3);
    const auto workspace = makeWorkspace(folder / "ws", 2);
    const auto putBoth = [&](const Annotation& second) {
        workspace->annotations().put(std::array{makeAnnotation(records[0], "benign"), second}, "Both");
    };
    CHECK(codeOf([&] { putBoth(makeAnnotation(records[1], "cyst")); }) == ErrorCode::InvalidArgument);
    CHECK(codeOf([&] { putBoth(makeAnnotation(records[2], "benign")); }) == ErrorCode::NotFound);
    Annotation other = makeAnnotation(records[1], "benign");
    other.image.frame = 1;
    CHECK(codeOf([&] { putBoth(other); }) == ErrorCode::InvalidArgument);
    other = makeAnnotation(records[1], "benign");
    other.boxes = {{0, 0, 65, 10}};
    CHECK(codeOf([&] { putBoth(other); }) == ErrorCode::InvalidArgument);
    other = makeAnnotation(records[1], "benign");
    other.task = "nope";
    CHECK(codeOf([&] { putBoth(other); }) == ErrorCode::NotFound);
    CHECK(workspace->annotations().count() == 0);
    CHECK(workspace->journal().nextUndo()->action == "New task");
}

TEST_CASE("an equal annotation is not an edit, a changed one is history") {
    TempFolder folder;
    const std::vector<InstanceRecord> records = makeRecords(1);
    const auto workspace = makeWorkspace(folder / "ws", 1);
    const auto putOne = [&](const std::string& label) {
        return workspace->annotations().put(std::array{makeAnnotation(records[0], label)}, "Label");
    };
    CHECK(putOne("benign").added == 1);
    CHECK(putOne("Non-malignant").unchanged == 1);
    CHECK(putOne("malignant").changed == 1);
    workspace->journal().undo();
    const std::int64_t id = workspace->annotations().ofTask("breast-us").front().id;
    workspace->annotations().remove(std::array{id}, "Delete label");
    std::vector<std::string> told;
    for (const AnnotationVersion& version : workspace->annotations().history(id))
        told.push_back(version.action + " " + (version.annotation ? *version.annotation->label : "-"));
    CHECK(told == std::vector<std::string>{"put benign", "put malignant", "undo benign", "removed -"});
    workspace->journal().undo();
    CHECK(workspace->annotations().find(id).has_value());
}

TEST_CASE("a second reading stands beside the accepted one until it is accepted") {
    TempFolder folder;
    const std::vector<InstanceRecord> records = makeRecords(1);
    const auto workspace = makeWorkspace(folder / "ws", 1);
    AnnotationsTable& annotations = workspace->annotations();
    put(*workspace, records[0], "benign");
    annotations.put(std::array{makeAnnotation(records[0], "malignant", "bob")}, "Second reading");
    CHECK(annotations.count("breast-us") == 2);
    CHECK(labelOf(*workspace, records[0]) == "benign");
    const std::vector<StoredAnnotation> both = annotations.ofImage({records[0].instance.sopUid, 0});
    REQUIRE(both.size() == 2);
    annotations.accept(both[1].id, "Accept bob's");
    CHECK(labelOf(*workspace, records[0]) == "malignant");
    workspace->journal().undo();
    CHECK(labelOf(*workspace, records[0]) == "benign");
    workspace->journal().redo();
    CHECK(labelOf(*workspace, records[0]) == "malignant");
    annotations.put(std::array{makeAnnotation(records[0], "benign", "eve")}, "Correction", Accept::Always);
    CHECK(labelOf(*workspace, records[0]) == "benign");
    CHECK(annotations.count("breast-us") == 3);
    workspace->journal().undo();
    CHECK(labelOf(*workspace, records[0]) == "malignant");
}

TEST_CASE("tasks keep every version of their knowledge and refuse to lose classes in use") {
    TempFolder folder;
    const std::vector<InstanceRecord> records = makeRecords(1);
    const auto workspace = makeWorkspace(folder / "ws", 1);
    TasksTable& tasks = workspace->tasks();
    const std::string first = tasks.history("breast-us").front().version;
    Task changed = lesionTask();
    changed.classes[1].definition = "irregular";
    const std::string second = tasks.put(changed, "Edit definition");
    CHECK(second != first);
    CHECK(second == knowledgeVersion(changed));
    CHECK(tasks.put(changed, "Nothing") == second);
    CHECK(workspace->journal().nextUndo()->action == "Edit definition");
    REQUIRE(tasks.history("breast-us").size() == 2);
    CHECK(tasks.atVersion("breast-us", first) == lesionTask());
    workspace->journal().undo();
    CHECK(tasks.require("breast-us") == lesionTask());

    put(*workspace, records[0], "malignant");
    Task smaller = lesionTask();
    smaller.classes[1].id = smaller.classes[1].name = "other";
    std::string text;
    CHECK(codeOf([&] { tasks.put(smaller, "Rename"); }, &text) == ErrorCode::Mismatch);
    CHECK(text.find("1 annotations wouldn't fit") != std::string::npos);
    tasks.remove("breast-us", "Delete task");
    CHECK_FALSE(tasks.find("breast-us").has_value());
    CHECK(codeOf([&] { tasks.require("breast-us"); }) == ErrorCode::NotFound);
    workspace->journal().undo();
    CHECK(tasks.find("breast-us").has_value());
}

TEST_CASE("labelled images come in import order with group, split and accepted annotation") {
    TempFolder folder;
    const std::vector<InstanceRecord> records = makeRecords(12);
    const auto workspace = makeWorkspace(folder / "ws", 12);
    for (int i = 11; i >= 0; --i)
        put(*workspace, records[static_cast<std::size_t>(i)], i % 2 == 0 ? "benign" : "malignant");
    workspace->studies().setTrashed(StudyLevel::Instance, records[3].instance.sopUid, true);
    workspace->plans().link("P1", "P2", "told");
    const std::vector<LabelledImage> images = workspace->datasets().labelledImages("breast-us", "main");
    REQUIRE(images.size() == 11);
    CHECK(images[0].instance.patientId == "P1");
    CHECK(images[1].instance.patientId == "P2");
    CHECK(images[1].groupName == "P1");
    CHECK(images[1].split == workspace->plans().splitOf("main", "P1"));
    CHECK(images[3].instance.patientId == "P5");
    CHECK(images[10].instance.patientId == "P12");
    CHECK(images[10].annotation.label == "malignant");
    CHECK(codeOf([&] { workspace->datasets().labelledImages("breast-us", "none"); }) == ErrorCode::NotFound);
    workspace->plans().create({"official", {0, 0, 0}, 0, true});
    CHECK_FALSE(workspace->datasets().labelledImages("breast-us", "official")[0].split.has_value());
}

TEST_CASE("a frozen dataset is remembered with the way back to its images") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 2);
    DatasetsTable& datasets = workspace->datasets();
    const DatasetRow row{"lesions", "abc", "breast-us", "main", "datasets/lesions-abc", "vrftaug 0.1", 1.5};
    const std::vector<SampleOrigin> origins = {{"s000001", {"1.2.1.1.1", 0}}, {"s000002", {"1.2.2.1.1", 3}}};
    datasets.add(row, origins);
    datasets.add(row, origins); // frozen again: the same
    REQUIRE(datasets.all().size() == 1);
    CHECK(datasets.find("abc")->folder == "datasets/lesions-abc");
    CHECK(datasets.origin("abc", "s000002") == ImageRef{"1.2.2.1.1", 3});
    CHECK_FALSE(datasets.origin("abc", "s000009").has_value());
    CHECK(datasets.origins("abc").size() == 2);
}

TEST_CASE("a task is stored with the labels it concerns, as one edit") {
    TempFolder folder;
    const std::vector<InstanceRecord> records = makeRecords(2);
    const auto workspace = makeWorkspace(folder / "ws", 2);
    put(*workspace, records[0], "benign");
    put(*workspace, records[1], "malignant");
    Task task = workspace->tasks().require("breast-us");
    std::erase_if(task.classes, [](const TaskClass& item) { return item.id == "benign"; });
    TaskClass added = task.classes.front();
    added.id = "other";
    added.name = "something else";
    added.synonyms.clear();
    task.classes.push_back(added);
    // Labels that nobody moves refuse it, and nothing is stored.
    const std::array wrong{ClassMove{"malignant", "other"}};
    CHECK_THROWS_AS(workspace->annotations().putTask(task, wrong, "Remove benign"), Error);
    CHECK(labelOf(*workspace, records[1]) == "malignant");
    const std::array moves{ClassMove{"benign", "other"}};
    CHECK(workspace->annotations().putTask(task, moves, "Remove benign") == 1);
    CHECK(labelOf(*workspace, records[0]) == "other");
    CHECK(labelOf(*workspace, records[1]) == "malignant");
    CHECK(workspace->journal().undo()->action == "Remove benign");
    CHECK(labelOf(*workspace, records[0]) == "benign");
    CHECK(findClass(workspace->tasks().require("breast-us"), "benign") != nullptr);
    CHECK(workspace->journal().redo().has_value());
    CHECK(labelOf(*workspace, records[0]) == "other");
}
