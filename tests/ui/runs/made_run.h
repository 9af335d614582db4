// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Run folders made by hand: figures, answers, events and life signs as an engine would write them.
#pragma once

#include "core/dataset/dataset.h"
#include "core/files.h"
#include "core/run/control.h"
#include "core/run/health_monitor.h"
#include "core/run/run_writer.h"
#include "tests/core/run/sample_run.h"

#include <QImage>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <unistd.h>

namespace vrft::test {

inline constexpr int kMadeSteps = 40;

// An alarm of the run's health as an engine would write it.
inline RunEvent madeAlarm(std::string_view key, int step, const std::string& text,
                          std::vector<std::string> examples = {}) {
    RunEvent event;
    event.step = step;
    event.kind = EventKind::Alarm;
    event.text = text;
    event.advice = "Read some completions with their rewards.";
    event.facts =
        AlarmFacts{std::string(key), true, std::max(1, step - 9), {}, 0.9, 0.8, std::move(examples)};
    if (key == alarm_keys::kNoSignal) event.facts->metric = "groups/no_signal";
    if (key == alarm_keys::kKl) event.facts->metric = "kl";
    return event;
}

inline RunEvent madeNoSignal(int step, std::vector<std::string> examples = {}) {
    return madeAlarm(
        alarm_keys::kNoSignal, step,
        "Nothing can be learned: for 10 steps more than 80 % of the groups had equal rewards for all "
        "completions.",
        std::move(examples));
}

// Four samples with a grey picture each: grades 0, 1, 2, 0.
inline void makeDataset(const std::filesystem::path& folder) {
    makeFolders(folder / "images");
    Task task{"severity", TaskKind::Grading, "Severity", "How severe is it?", {}, {}};
    for (int grade = 0; grade < 3; ++grade) {
        TaskClass item;
        item.id = item.name = fmt::format("class{}", grade);
        item.grade = grade;
        task.classes.push_back(item);
    }
    Json json = taskToJson(task);
    json["format"] = 1;
    writeFileAtomic(folder / "task.json", jsonPretty(json));
    std::string lines;
    for (int i = 0; i < 4; ++i) {
        Sample sample;
        sample.id = fmt::format("s{:06}", i);
        sample.patient = fmt::format("p{}", i);
        const std::string file = fmt::format("images/{}.png", i);
        QImage picture(8, 6, QImage::Format_Grayscale8);
        picture.fill(40 * (i + 1));
        picture.save(QString::fromStdString((folder / file).string()));
        sample.images.push_back({file, 8, 6, {}, {}});
        sample.target.grade = i % 3;
        sample.target.label = fmt::format("class{}", i % 3);
        lines += sampleLine(sample);
    }
    writeFileAtomic(folder / "samples.jsonl", lines);
}

// One sample, s000000, with a box.
inline void makeBoxDataset(const std::filesystem::path& folder) {
    makeDataset(folder);
    Task lesion{"lesion", TaskKind::Localisation, "Lesion", "Where is it?", {}, {}};
    lesion.classes.resize(1);
    lesion.classes[0].id = lesion.classes[0].name = "lesion";
    Json json = taskToJson(lesion);
    json["format"] = 1;
    writeFileAtomic(folder / "task.json", jsonPretty(json));
    Sample sample;
    sample.id = std::string("s000000");
    sample.patient = std::string("p0");
    sample.images.push_back({"images/0.png", 8, 6, {}, {}});
    sample.target.boxes = {{1, 1, 5, 5}};
    writeFileAtomic(folder / "samples.jsonl", sampleLine(sample));
}

inline CompletionRecord madeAnswer(int step, int sample, int k, int grade, double total,
                                   const std::string& think = "a dark mass") {
    CompletionRecord record;
    record.step = step;
    record.sample = fmt::format("s{:06}", sample);
    record.k = k;
    record.think = think;
    record.answer = std::to_string(grade);
    record.text = fmt::format("<think>{}</think><answer>{}</answer>", think, grade);
    record.rewards = {{"format", 1, 0.5, "in order"}, {"fuzzy_grade", total - 0.5, total - 0.5, "near"}};
    record.total = total;
    record.advantage = 0;
    record.length = 20;
    return record;
}

inline Json madeMetrics(int step) {
    Json line = {{"step", step}, {"stage", "main"}, {"time", 1000.0 + 2 * step}};
    if (step > 0) {
        line["reward/mean"] = 0.5 + 0.01 * step;
        line["rewards/format/mean"] = 1.0;
        line["rewards/fuzzy_grade/mean"] = 0.01 * step;
        line["groups/no_signal"] = 0.25;
        line["kl"] = 0.001 * step;
        line["completion/mean_tokens"] = 30;
        line["completion/truncated"] = 0;
        line["entropy"] = 0.4;
        line["time/rollout_s"] = 1.5;
        line["time/update_s"] = 0.5;
        line["memory/peak_bytes"] = 412e6;
    }
    if (step % 10 == 0) {
        const double accuracy = 0.3 + 0.01 * step;
        line["heldout/accuracy"] = accuracy;
        line["heldout/accuracy_low"] = accuracy - 0.07;
        line["heldout/accuracy_high"] = accuracy + 0.07;
        line["heldout/majority"] = 0.28;
        line["image_gain"] = 0.005 * step;
    }
    return line;
}

inline RunInfo madeRunInfo() {
    RunInfo info = sampleRunInfo();
    info.datasets["main"] = {"d1", "../../data"};
    return info;
}

// A run of `steps` steps with eight answers each; the dataset's folder is FOLDER/../../data.
inline void makeRun(const std::filesystem::path& folder, int steps) {
    RunInfo info = madeRunInfo();
    info.name = folder.filename().string();
    createRun(folder, info);
    RunWriter writer(folder);
    writer.event({1000, 0, EventKind::Started, "Started", ""});
    for (int step = 0; step <= steps; ++step) {
        if (step > 0)
            for (int i = 0; i < 8; ++i)
                writer.completion(madeAnswer(step, i / 2, i % 2, i % 3, 0.5 + 0.1 * i), {});
        writer.metrics(madeMetrics(step));
    }
}

struct Sign {
    std::int64_t beat = 7;
    std::int64_t pid = ::getpid();
    int step = 5;
    Phase phase = Phase::Rollout;
    std::int64_t serial = 0;
    bool otherBoot = false;
};

// A heartbeat as a running engine's (this process stands for it), or a dead one's with another pid.
inline void writeSign(const std::filesystem::path& run, const Sign& sign) {
    std::ifstream boot("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(boot, id);
    std::ifstream stat(fmt::format("/proc/{}/stat", sign.pid));
    std::string text((std::istreambuf_iterator<char>(stat)), std::istreambuf_iterator<char>());
    std::int64_t start = 0;
    if (const auto bracket = text.rfind(')'); bracket != std::string::npos) {
        std::istringstream fields(text.substr(bracket + 1));
        std::string field;
        for (int number = 3; number <= 22; ++number)
            fields >> field;
        start = std::stoll(field);
    }
    const Json json = {{"format", 1},
                       {"beat", sign.beat},
                       {"pid", sign.pid},
                       {"process_start", start},
                       {"boot_id", sign.otherBoot ? "another-boot" : id},
                       {"step", sign.step},
                       {"phase", phaseName(sign.phase)},
                       {"serial", sign.serial}};
    writeFileAtomic(RunPaths{run}.heartbeat(), jsonLine(json) + "\n", false);
}
inline constexpr std::int64_t kDeadPid = 0x3fffffff; // above every pid the kernel gives

} // namespace vrft::test
