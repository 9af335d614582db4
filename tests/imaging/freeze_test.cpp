// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/freeze.h"

#include "core/dataset/check.h"
#include "core/error.h"
#include "core/store/annotations_table.h"
#include "core/store/datasets_table.h"
#include "core/store/plans.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "imaging/decoding/client.h"
#include "imaging/path_import.h"
#include "imaging/sources/phantom_study.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;

namespace {

Task dark() {
    Task task;
    task.id = "echo";
    task.name = "Echo";
    task.question = "Dark or bright?";
    task.classes = {{"dark", "dark", {}, {}, {}, {}}, {"bright", "bright", {}, {}, {}, {}}};
    return task;
}

// Thirty patients with one labelled image each.
std::unique_ptr<Workspace> phantomWorkspace(const std::filesystem::path& folder) {
    auto workspace = Workspace::create(folder);
    workspace->tasks().put(dark(), "task");
    Importer importer(*workspace, {});
    std::vector<Annotation> annotations;
    for (int patient = 0; patient < 30; ++patient) {
        const Phantom phantom = makePhantom(1, patient, 0);
        const DicomDraft draft = phantomDicom(1, patient, 0, phantom);
        importer.add(draft.instance.source, makeDicom(draft));
        Annotation annotation;
        annotation.task = "echo";
        annotation.image.sopUid = draft.instance.sopUid;
        annotation.label = phantom.truth.echo == LesionEcho::Dark ? "dark" : "bright";
        annotation.boxes = {phantom.truth.box};
        annotation.reader = "test";
        annotations.push_back(annotation);
    }
    importer.finish();
    workspace->annotations().put(annotations, "labels");
    return workspace;
}

FreezeOptions echoOptions() {
    FreezeOptions options;
    options.task = "echo";
    return options;
}

} // namespace

TEST_CASE("splits are the plan's, pixels the file's, and the way back to the image stays in the workspace") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    const Dataset dataset = freezeDataset(*workspace, echoOptions()).frozen.dataset;
    REQUIRE(dataset.samples.size() == 30);
    CHECK(checkDataset(dataset.folder).empty());
    CHECK(dataset.certificate.patientsKnown);
    for (int patient = 0; patient < 30; ++patient) {
        const std::string id =
            fmt::format("s{:06}", patient + 1); // import order is the order of source names
        const Sample* sample = dataset.find(id);
        REQUIRE(sample != nullptr);
        CHECK(workspace->datasets().origin(dataset.hash, id)->sopUid == phantomSopUid(1, patient, 0));
        CHECK(workspace->plans().splitOf("main", fmt::format("PHANTOM-{:04}", patient + 1)) == sample->split);
        CHECK(readSampleImage(dataset, sample->images[0]).pixels == makePhantom(1, patient, 0).pixels);
        CHECK(sample->images[0].spacingMm == std::array{kPhantomSpacingMm, kPhantomSpacingMm});
    }
}

TEST_CASE("freezing again is present, another plan gives another dataset") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    const FreezeReport first = freezeDataset(*workspace, echoOptions());
    CHECK(freezeDataset(*workspace, echoOptions()).frozen.present);
    CHECK(workspace->datasets().all().size() == 1);
    workspace->plans().create({.name = "other", .ratios = {50, 25, 25}, .seed = 3});
    FreezeOptions options = echoOptions();
    options.plan = "other";
    const FreezeReport second = freezeDataset(*workspace, options);
    CHECK_FALSE(second.frozen.present);
    CHECK(second.frozen.dataset.hash != first.frozen.dataset.hash);
}

TEST_CASE("an image whose file is gone is left out and said") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    const auto row = workspace->studies().find(phantomSopUid(1, 4, 0));
    std::filesystem::remove(workspace->filePath(row->instance.storedPath));
    const FreezeReport report = freezeDataset(*workspace, echoOptions());
    CHECK(report.frozen.dataset.samples.size() == 29);
    REQUIRE(report.leftOut.size() == 1);
    CHECK(report.leftOut[0].source == phantomSource(1, 4, 0));
}

TEST_CASE("an unknown task or plan, and a task without labels, are refused in words") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    FreezeOptions options = echoOptions();
    options.plan = "absent";
    CHECK_THROWS_WITH_AS(freezeDataset(*workspace, options), doctest::Contains("absent"), Error);
    options = echoOptions();
    options.task = "absent";
    CHECK_THROWS_WITH_AS(freezeDataset(*workspace, options), doctest::Contains("absent"), Error);
    Task other = dark();
    other.id = "unlabelled";
    workspace->tasks().put(other, "task");
    options.task = "unlabelled";
    CHECK_THROWS_WITH_AS(freezeDataset(*workspace, options), doctest::Contains("nothing labelled"), Error);
}

TEST_CASE("where readers differ the accepted label is the sample's, and how often they do is said") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    const Dataset before = freezeDataset(*workspace, echoOptions()).frozen.dataset;
    std::vector<Annotation> second;
    for (int patient = 0; patient < 3; ++patient) {
        Annotation annotation;
        annotation.task = "echo";
        annotation.image.sopUid = phantomSopUid(1, patient, 0);
        annotation.reader = "second";
        second.push_back(annotation);
    }
    for (Annotation& annotation : second) {
        const auto accepted = workspace->annotations().accepted("echo", annotation.image);
        annotation.label = accepted->annotation.label == "dark" ? "bright" : "dark";
    }
    second.back().label = workspace->annotations().accepted("echo", second.back().image)->annotation.label;
    workspace->annotations().put(second, "second reading");
    const FreezeReport report = freezeDataset(*workspace, echoOptions());
    CHECK(report.disagreements == 2); // the third reading says the same
    CHECK(report.frozen.dataset.hash == before.hash);
}

TEST_CASE("only the images that are asked for become samples") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    FreezeOptions options = echoOptions();
    options.images.emplace();
    for (int patient = 0; patient < 25; ++patient)
        options.images->insert({phantomSopUid(1, patient, 0), 0});
    options.images->insert({"2.25.404", 0}); // nobody knows it
    const Dataset dataset = freezeDataset(*workspace, options).frozen.dataset;
    CHECK(dataset.samples.size() == 25);
    CHECK(checkDataset(dataset.folder).empty());
    for (const SampleOrigin& origin : workspace->datasets().origins(dataset.hash))
        CHECK(options.images->contains(origin.image));
}

TEST_CASE("a child renders what this process renders, in every way of showing grey") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    DecodeSettings settings;
    settings.program = std::filesystem::path(VRFT_BIN_DIR) / "vrftaug-data";
    DecodeClient client(settings);
    std::set<std::string> hashes;
    DisplayWish range;
    range.wholeRange = true;
    for (const DisplayWish& wish :
         {DisplayWish{}, DisplayWish{Window{100, 50, WindowFunction::Linear, {}}}, range}) {
        FreezeOptions options = echoOptions();
        options.shown = wish;
        const Dataset here = freezeDataset(*workspace, options).frozen.dataset;
        options.render = [&](const std::filesystem::path& file, int frame, const DisplayWish& shown) {
            return client.renderFrame(file, frame, shown);
        };
        const FrozenDataset there = freezeDataset(*workspace, options).frozen;
        CHECK(there.present);
        CHECK(there.dataset.hash == here.hash);
        CHECK(here.samples.front().images.front().render.window.has_value() ==
              (wish.window || wish.wholeRange));
        hashes.insert(here.hash);
    }
    CHECK(hashes.size() == 3);
}

TEST_CASE("the workspace is asked twice only, and images are rendered in between") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    std::string order;
    const WorkspaceAccess access([&](const WorkspaceAccess::Use& use) {
        order += "ask ";
        use(*workspace);
    });
    order.clear(); // the access itself asks for the stored files
    FreezeOptions options = echoOptions();
    options.render = [&](const std::filesystem::path& file, int frame, const DisplayWish& wish) {
        if (!order.ends_with("render ")) order += "render ";
        return renderFrame(file, frame, wish);
    };
    freezeDataset(access, options);
    CHECK(order == "ask render ask ");
}

TEST_CASE("freezing that is stopped leaves nothing") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    FreezeOptions options = echoOptions();
    int asked = 0;
    options.cancelled = [&] { return ++asked > 10; };
    try {
        freezeDataset(*workspace, options);
        FAIL("it wasn't stopped");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Cancelled);
    }
    CHECK(workspace->datasets().all().empty());
    for (const auto& entry : std::filesystem::directory_iterator(workspace->datasetsFolder()))
        CHECK(entry.path().filename() == "images"); // shared pictures may stay
}

TEST_CASE("where no image can be rendered the reason is said") {
    test::TempFolder folder;
    const auto workspace = phantomWorkspace(folder / "ws");
    FreezeOptions options = echoOptions();
    options.render = [](const std::filesystem::path& file, int, const DisplayWish&) -> RenderedFrame {
        throw Error(ErrorCode::Io, "no program to read it", file.string());
    };
    CHECK_THROWS_WITH_AS(freezeDataset(*workspace, options), doctest::Contains("no program to read it"),
                         Error);
}
