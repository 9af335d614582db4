// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/annotate.h"

#include "core/annotation/annotation_writers.h"
#include "core/files.h"
#include "tests/core/store/store_fixtures.h"

using namespace vrft;
using namespace vrft::test;

TEST_CASE("a list becomes one undoable edit, with a ledger of what was left out") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 6);
    writeFileAtomic(folder / "l.csv", "source,frame,task,label,grade,x1,y1,x2,y2,reader,note\n"
                                      "1.2.1.1.1,0,breast-us,benign,,,,,,,\n"
                                      "P2/2.dcm,0,,malignant,,1,2,30,40,eve,\n"
                                      "gone.png,0,,benign,,,,,,,\n"
                                      "3.dcm,0,,cyst,,,,,,,\n"
                                      "4.dcm,7,,benign,,,,,,,\n"
                                      "5.dcm,0,,benign,,1,1,99,2,,\n"
                                      "6.dcm,0,,benign,,5,5,5,5,,\n");
    const AnnotateReport report =
        annotateFrom(*workspace, folder / "l.csv", {"breast-us", "", Accept::IfFirst});
    CHECK(report.entries == 7);
    CHECK(report.stored.added == 3);
    REQUIRE(report.skipped.size() == 5);
    CHECK(report.skipped[0].where == "l.csv line 8"); // the reader's, then the workspace's
    CHECK(report.skipped[1].reason == "no stored image is \"gone.png\"");
    CHECK(report.skipped[2].reason.find("\"cyst\" is unknown") != std::string::npos);
    CHECK(report.skipped[3].reason.find("frame 7 doesn't exist") != std::string::npos);
    CHECK(report.skipped[4].reason.find("reaches outside") != std::string::npos);
    CHECK(workspace->annotations().accepted("breast-us", {"1.2.1.1.1", 0})->annotation.reader == "anna");
    const auto second = workspace->annotations().accepted("breast-us", {"1.2.2.1.1", 0});
    CHECK(second->annotation.boxes == std::vector<Box>{{1, 2, 30, 40}});
    CHECK(second->annotation.reader == "eve");
    CHECK(workspace->annotations().accepted("breast-us", {"1.2.6.1.1", 0})->annotation.label == "benign");
    CHECK(workspace->journal().undo()->action == "Annotations from l.csv");
    CHECK(workspace->annotations().count() == 0);
}

TEST_CASE("a broken list, an unknown task or none at all store nothing") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 2);
    writeFileAtomic(folder / "l.csv", "source,label,x1\n1.dcm,benign,\n2.dcm,benign,abc\n");
    CHECK(codeOf([&] { annotateFrom(*workspace, folder / "l.csv"); }) == ErrorCode::InvalidFormat);
    writeFileAtomic(folder / "t.csv", "source,label,task\n1.dcm,benign,\n2.dcm,benign,other\n");
    CHECK(codeOf([&] { annotateFrom(*workspace, folder / "t.csv"); }) == ErrorCode::NotFound);
    CHECK(workspace->annotations().count() == 0);
    writeFileAtomic(folder / "n.csv", "source,label\n1.dcm,benign\n");
    CHECK(annotateFrom(*workspace, folder / "n.csv").stored.added == 1); // the only task there is
    workspace->tasks().put(severityTask(), "New task");
    std::string text;
    CHECK(codeOf([&] { annotateFrom(*workspace, folder / "n.csv"); }, &text) == ErrorCode::InvalidArgument);
    CHECK(text.find("n.csv line 2") != std::string::npos);
}

TEST_CASE("a list keeps what its form has no place for") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 3);
    std::vector<Annotation> annotations;
    for (const InstanceRecord& record : makeRecords(3)) {
        Annotation item = makeAnnotation(record, "benign");
        item.attributes = {{"margin", "smooth"}};
        item.findings = {"cyst"};
        item.boxes = {{1, 2, 30, 40}};
        item.reasoning = "Smooth margin.";
        item.note = "seen twice";
        annotations.push_back(item);
    }
    workspace->annotations().put(annotations, "Label 3 images");
    writeFileAtomic(folder / "x.csv", annotationsToCsv(annotations));
    const AnnotateReport same = annotateFrom(*workspace, folder / "x.csv");
    CHECK(same.stored.unchanged == 3);
    CHECK(same.stored.changed == 0);

    writeFileAtomic(folder / "y.csv", "source,label,x1,y1,x2,y2\n1.2.1.1.1,malignant,1,2,30,40\n");
    CHECK(annotateFrom(*workspace, folder / "y.csv").stored.changed == 1);
    Annotation changed = workspace->annotations().accepted("breast-us", {"1.2.1.1.1", 0})->annotation;
    changed.time = 0;
    Annotation expected = annotations[0];
    expected.label = "malignant";
    CHECK(changed == expected);

    writeFileAtomic(folder / "z.csv", "source,label,x1,y1,x2,y2,note\n1.2.2.1.1,benign,1,2,30,40,\n");
    CHECK(annotateFrom(*workspace, folder / "z.csv").stored.changed == 1);
    CHECK(workspace->annotations().accepted("breast-us", {"1.2.2.1.1", 0})->annotation.note.empty());
}

TEST_CASE("what is exported as JSON lines is imported equal") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 3);
    std::vector<Annotation> annotations;
    for (const InstanceRecord& record : makeRecords(3)) {
        Annotation item = makeAnnotation(record, "benign");
        item.attributes = {{"margin", "smooth"}};
        item.boxes = {{0.1, 0.2, 30.3, 47.999999999}};
        item.reasoning = "Smooth margin.";
        item.time = 1700000000.125;
        annotations.push_back(item);
    }
    workspace->annotations().put(annotations, "Label 3 images");
    std::vector<Annotation> stored;
    for (const StoredAnnotation& item : workspace->annotations().ofTask("breast-us"))
        stored.push_back(item.annotation);
    CHECK(stored == annotations);
    writeFileAtomic(folder / "x.jsonl", annotationsToJsonl(stored));
    workspace->journal().undo();
    CHECK(annotateFrom(*workspace, folder / "x.jsonl").stored.added == 3);
    stored.clear();
    for (const StoredAnnotation& item : workspace->annotations().ofTask("breast-us"))
        stored.push_back(item.annotation);
    CHECK(stored == annotations);
}

TEST_CASE("an image of another size than the list says is left out") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 2);
    workspace->tasks().put(boxTask(), "New task");
    writeFileAtomic(folder / "c.json", R"({"categories":[{"id":1,"name":"WBC"}],"images":[
        {"id":1,"file_name":"1.dcm","width":64,"height":48},{"id":2,"file_name":"2.dcm","width":128,"height":96}],
        "annotations":[{"image_id":1,"category_id":1,"bbox":[1,1,2,2]},{"image_id":2,"category_id":1,"bbox":[1,1,2,2]}]})");
    const AnnotateReport report = annotateFrom(*workspace, folder / "c.json", {"cells", "", Accept::IfFirst});
    CHECK(report.stored.added == 1);
    REQUIRE(report.skipped.size() == 1);
    CHECK(report.skipped[0].reason == "the list says 128 x 96 pixels, the image has 64 x 48");
}
