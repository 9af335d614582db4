// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/window/driver.h"

#include "core/run/run_folder.h"
#include "tests/scenarios/window/path.h"

#include <QPushButton>
#include <cstdio>

namespace vrft::test {

namespace {

// Small enough for a second or two of training, saved every second step.
Path::NewRun smallRun(const std::string& dataset) {
    Path::NewRun run;
    run.steps = kPathSteps;
    run.dataset = dataset;
    run.settings = QStringLiteral(
        R"({"format":1,"preset":"rft+fuzzy","sampling":{"prompts_per_step":4,"max_new_tokens":48},)"
        R"("evaluation":{"every":4,"image_gain_samples":8},"checkpoint":{"every_steps":2}})");
    return run;
}

std::optional<std::string> runOf(const std::filesystem::path& workspace) {
    for (const auto& entry : std::filesystem::directory_iterator(workspace / "runs"))
        if (isRun(entry.path())) return entry.path().filename().string();
    return std::nullopt;
}

int numLabelled(const Confirmed& before) {
    return static_cast<int>(std::count_if(before.images.begin(), before.images.end(),
                                          [](const auto& item) { return !item.second.is_null(); }));
}

int numJudged(const Confirmed& before) {
    return static_cast<int>(std::count_if(before.traces.begin(), before.traces.end(),
                                          [](const auto& item) { return !item.second.is_null(); }));
}

void trainToTheEnd(Person& person, Path& path, Tale& tale, const std::string& run) {
    path.watch(run);
    auto& startQueue = person.find<QPushButton>("startQueue");
    int seen = -1;
    while (!path.shows(ui::RunState::Finished)) {
        person.until("something about the run", [&] {
            return ui::canGoOn(person.run()->line.state) || path.shows(ui::RunState::Finished) ||
                   person.run()->line.step > seen || startQueue.isVisible();
        });
        if (startQueue.isVisible()) {
            // The window was killed between the order and the engine's start: it says so, beside this button.
            person.click("startQueue");
            person.until("the queue is worked off", [&] { return !startQueue.isVisible(); });
            tale.done("queue started");
        } else if (ui::canGoOn(person.run()->line.state)) {
            path.resume();
            tale.done("resumed");
        } else if (person.run()->line.step > seen) {
            seen = person.run()->line.step;
            tale.done("watched", {{"step", seen}});
        }
    }
    tale.done("finished", {{"run", run}});
}

void walk(const std::filesystem::path& workspace, const std::filesystem::path& file) {
    QSettings().setValue(QStringLiteral("reader"), QString::fromLatin1(kPathReader));
    const Confirmed before(file);
    Tale tale(file);
    Person person;
    person.openProgram(workspace);
    Path path(person, &tale);
    tale.done("opened");
    if (before.edits > 0 && person.undoText().startsWith(QStringLiteral("Undo:"))) {
        path.undo();
        path.redo();
    }
    for (auto i = numLabelled(before); i < kPathLabels; ++i) {
        path.toNextUnlabelled();
        path.label(1 + i % 3);
        path.drawBox();
        path.undo();
        path.redo();
    }
    const std::string dataset = path.freezeWithoutFirstImage();
    const std::optional<std::string> there = runOf(workspace);
    const std::string run = there ? *there : path.startRun(smallRun(dataset));
    if (!before.has("finished")) trainToTheEnd(person, path, tale, run);
    path.review(run, kPathVerdicts - std::min(kPathVerdicts - 1, numJudged(before)));
    person.closeProgram();
    tale.done("closed");
}

} // namespace

int drive(const std::filesystem::path& workspace, const std::filesystem::path& tale) {
    try {
        walk(workspace, tale);
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 1;
    }
}

} // namespace vrft::test
