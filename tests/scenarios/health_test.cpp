// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Faults planted in runs of the sample's tiny policies: each raises its own alarm within 20 steps, or two
// held-out checks. Healthy runs raise none. Shuffled labels are caught before anything is trained.
//
// VRFT_HEALTH_SEEDS=5 makes the soak of the healthy runs, of 100 steps or VRFT_HEALTH_STEPS; VRFT_HEALTH_SEED
// says where seeds begin.
#include "core/dataset/dataset.h"
#include "core/files.h"
#include "core/random.h"
#include "core/run/control.h"
#include "core/run/run_reader.h"
#include "core/vision_input/image.h"
#include "tests/support/program.h"
#include "tests/support/saved_dataset.h"

#include <array>
#include <csignal>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace vrft;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

int numberFrom(const char* variable, int fallback) {
    const char* text = std::getenv(variable);
    return text == nullptr ? fallback : std::atoi(text);
}

// The sample's workspace, made once.
struct World {
    World() {
        const ProgramResult made =
            runProgram("vrftaug-data", folder, fmt::format("sample '{}' --json", (folder / "ws").string()));
        REQUIRE(made.code == 0);
        const Json places = made.document();
        for (const auto& [name, place] : places.at("datasets").items())
            datasets[name] = place.get<std::string>();
        for (const auto& [name, place] : places.at("policies").items())
            policies[name] = place.get<std::string>();
    }
    TempFolder folder;
    std::map<std::string, fs::path> datasets;
    std::map<std::string, fs::path> policies;
};

World& world() {
    static World made;
    return made;
}

// A dataset of the sample, changed and frozen anew.
fs::path changed(const std::string& dataset, const std::string& name,
                 const std::function<void(Dataset&, const fs::path&)>& change) {
    const fs::path folder = world().folder / name;
    Dataset data = readDataset(world().datasets.at(dataset));
    fs::create_directories(folder);
    fs::copy(data.folder / "images", folder / "images", fs::copy_options::recursive);
    data.folder = folder;
    change(data, folder);
    sortSamples(data.samples);
    test::saveDataset(data, folder);
    return folder;
}

// A recipe cut down to what an alarm needs.
Json small(const std::string& preset) {
    return {{"format", 1},
            {"preset", preset},
            {"sampling", {{"prompts_per_step", 4}, {"completions", 6}}},
            {"evaluation", {{"every", 5}, {"max_samples", 64}, {"image_gain_samples", 32}}},
            {"checkpoint", {{"every_steps", 1000}, {"every_s", 1e6}}}};
}

fs::path makeRun(const std::string& name, const fs::path& dataset, const std::string& policy,
                 const Json& recipe, int steps, int seed = 1) {
    const fs::path run = world().folder / "runs" / name;
    fs::create_directories(run.parent_path());
    const fs::path file = world().folder / (name + ".json");
    writeFileAtomic(file, jsonPretty(recipe), false);
    const ProgramResult made = runProgram(
        "vrftaug-engine", world().folder,
        fmt::format(
            "init '{}' --recipe '{}' --dataset '{}' --policy '{}' --steps {} --seed {} --token-files last-1",
            run.string(), file.string(), dataset.string(), world().policies.at(policy).string(), steps,
            seed));
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    return run;
}

void train(const fs::path& run) {
    const ProgramResult trained =
        runProgram("vrftaug-engine", world().folder, fmt::format("train '{}' --json", run.string()));
    CAPTURE(trained.err);
    REQUIRE(trained.code == 0);
}

Json healthOf(const fs::path& run) {
    const ProgramResult asked =
        runProgram("vrftaug-engine", world().folder, fmt::format("health '{}' --json", run.string()));
    CAPTURE(asked.err);
    REQUIRE(asked.code == 0);
    return asked.document();
}

std::string listed(const Json& alarms) {
    std::string text;
    for (const Json& alarm : alarms)
        text +=
            fmt::format("step {}: {} | ", alarm.at("step").get<int>(), alarm.at("text").get<std::string>());
    return text;
}

// There is an alarm `key` by `step`, none before it where `first` says so, and it says what a reader needs;
// the engine told the same while it trained.
void checkAlarm(const fs::path& run, const std::string& key, int step, bool first = true) {
    const Json health = healthOf(run);
    const Json& alarms = health.at("alarms");
    MESSAGE(run.filename().string() << ": " << listed(alarms));
    const auto found = std::find_if(alarms.begin(), alarms.end(), [&](const Json& alarm) {
        return alarm.contains("alarm") && alarm["alarm"].at("key") == key;
    });
    REQUIRE(found != alarms.end());
    CHECK((!first || found->at("step") == alarms.front().at("step")));
    const Json& alarm = *found;
    CHECK(alarm.at("step").get<int>() <= step);
    CHECK_FALSE(alarm.at("do").get<std::string>().empty());
    const auto examples = alarm.at("alarm").at("examples").get<std::vector<std::string>>();
    CHECK(examples.size() == 3);
    for (const std::string& id : examples) {
        const auto records = completionsOfStep(run, alarm.at("step").get<int>());
        CHECK(std::any_of(records.begin(), records.end(),
                          [&](const CompletionRecord& record) { return record.id() == id; }));
    }
    EventLog events(run);
    events.poll();
    Json told = Json::array();
    for (const EventRecord& record : events.records())
        if (record.event.facts) {
            Json event = eventToJson(record.event);
            event.erase("time");
            told.push_back(std::move(event));
        }
    Json again = Json::array();
    for (const Json& one : alarms) {
        Json event = one;
        event.erase("time");
        if (event.contains("alarm")) again.push_back(std::move(event));
    }
    CHECK(jsonLine(told) == jsonLine(again));
}

Json labelsBefore(const std::string& name, const fs::path& dataset, const std::string& policy) {
    const fs::path file = world().folder / "dry.json";
    writeFileAtomic(file, jsonPretty(small("rft")), false);
    const ProgramResult tried =
        runProgram("vrftaug-engine", world().folder,
                   fmt::format("dry-run '{}' --recipe '{}' --dataset '{}' --policy '{}' --steps 20 --json",
                               (world().folder / "runs" / name).string(), file.string(), dataset.string(),
                               world().policies.at(policy).string()));
    CAPTURE(tried.err);
    REQUIRE(tried.code == 0);
    const Json labels = tried.document().at("labels").at(0);
    MESSAGE(name << ": " << labels.dump());
    return labels;
}

// The labels of the samples of one split go to others of it.
void shuffleLabels(Dataset& data, const fs::path&) {
    for (const Split split : kSplits) {
        std::vector<Sample*> samples;
        std::vector<Target> targets;
        for (Sample& sample : data.samples)
            if (sample.split == split) {
                samples.push_back(&sample);
                targets.push_back(sample.target);
            }
        CounterRandom random(11);
        shuffle(std::span<Target>(targets), random);
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i]->target = targets[i];
    }
}

} // namespace

TEST_CASE("a constant reward teaches nothing") {
    Json recipe = small("rft+fuzzy");
    recipe["stages"] = Json::array(
        {{{"name", "main"},
          {"rewards", Json::array({{{"name", "overlong"}, {"weight", 1}, {"max", 4096}, {"buffer", 1}}})}}});
    const fs::path run = makeRun("constant", world().datasets.at("severity"), "severity-start", recipe, 12);
    train(run);
    checkAlarm(run, "no signal", 20);
}

TEST_CASE("images dropped: answers that don't depend on them") {
    const fs::path data = changed("severity", "dropped", [](Dataset& dataset, const fs::path& folder) {
        const Image grey{48, 48, 1, std::vector<std::uint8_t>(48 * 48, 128)};
        const std::string file = imageFile(imageHash(grey));
        writeFileAtomic(folder / file, encodePng(grey), false);
        for (Sample& sample : dataset.samples) {
            sample.images.front().file = file;
            sample.images.front().width = sample.images.front().height = 48;
            sample.target.boxes.clear();
        }
    });
    Json recipe = small("rft+fuzzy");
    recipe["optimiser"] = {{"lr", 1e-4}}; // what is noise alone moves the policy far
    const fs::path run = makeRun("dropped", data, "severity-start", recipe, 10);
    train(run);
    checkAlarm(run, "image ignored", 10, false); // what was never an image makes it say odd things first
}

TEST_CASE("images shuffled: answers that fit none of them") {
    const fs::path data = changed("severity", "images-shuffled", shuffleLabels);
    const fs::path run = makeRun("images-shuffled", data, "severity-start", small("rft+fuzzy"), 10);
    train(run);
    checkAlarm(run, "image ignored", 10);
}

TEST_CASE("one class only: the policy answers always the same") {
    const fs::path data = changed("malignancy", "one-class", [](Dataset& dataset, const fs::path&) {
        int kept = 0;
        std::erase_if(dataset.samples, [&](const Sample& sample) {
            return sample.split == Split::Train && sample.target.label != "malignant" && ++kept > 1;
        });
    });
    // At five times the preset's learning rate seeds 1 to 3 are told at steps 14, 14 and 16; at 1e-3 at 20,
    // 13 and 17, which leaves no room. A train split of truly one class is refused by init.
    Json recipe = small("rft");
    recipe["optimiser"] = {{"lr", 1.5e-3}};
    const fs::path run = makeRun("one-class", data, "malignancy-start", recipe, 20, 2);
    train(run);
    checkAlarm(run, "one answer", 20, false); // it moves far, and its reasoning drifts, on the way there
}

TEST_CASE("a learning rate a hundred times too high") {
    Json recipe = small("rft+fuzzy");
    recipe["optimiser"] = {{"lr", 0.03}};
    const fs::path run = makeRun("fast", world().datasets.at("severity"), "severity-start", recipe, 6);
    train(run);
    checkAlarm(run, "far from the start", 20);
}

TEST_CASE("without a KL weight the reasoning drifts") {
    // Twice the preset's learning rate. At the preset's own the truth is at .78 to .86 after 20 steps, which
    // is the limit; at 1e-3 one seed in five falls apart altogether: the held-out score falls too, and
    // answers that can't be read are the alarm. At this one the truth is .59 to .65 then, while the score has
    // risen.
    Json recipe = small("rft+fuzzy");
    recipe["objective"] = {{"kl", 0}};
    recipe["optimiser"] = {{"lr", 6e-4}};
    for (const int seed : {1, 2, 3}) {
        CAPTURE(seed);
        const fs::path run = makeRun(fmt::format("no-kl-{}", seed), world().datasets.at("severity"),
                                     "severity-start", recipe, 25, seed);
        train(run);
        MetricsLog metrics(run);
        metrics.poll();
        std::optional<double> start;
        std::optional<int> fall; // the first check below the limit
        for (const MetricsRecord& line : metrics.effective()) {
            const auto truth = line.values.find("heldout/attributes_truth");
            if (truth == line.values.end()) continue;
            if (!start) start = truth->second;
            if (!fall && truth->second < *start - HealthThresholds().truthFall) fall = line.step;
        }
        REQUIRE(fall);
        checkAlarm(run, "reasoning drifts", *fall + 2 * recipe["evaluation"]["every"].get<int>());
    }
}

TEST_CASE("answers cut off at ten tokens") {
    Json recipe = small("rft+fuzzy");
    recipe["sampling"]["max_new_tokens"] = 10;
    const fs::path run = makeRun("cut", world().datasets.at("severity"), "severity-start", recipe, 6);
    train(run);
    checkAlarm(run, "cut off", 20);
    CHECK(healthOf(run).at("alarms").size() == 1); // what it makes isn't told beside it
}

namespace {

// A run's engine at work, with some steps done.
class WorkingEngine {
public:
    explicit WorkingEngine(const std::string& name)
        : run(makeRun(name, world().datasets.at("severity"), "severity-start", small("rft+fuzzy"), 1000)) {
        const std::string program = (fs::path(VRFT_BIN_DIR) / "vrftaug-engine").string();
        process_ = ::fork();
        if (process_ == 0) {
            for (std::FILE* stream : {stdout, stderr})
                if (std::freopen("/dev/null", "w", stream) == nullptr) ::_exit(126);
            ::execl(program.c_str(), program.c_str(), "train", run.c_str(), "--json",
                    static_cast<char*>(nullptr));
            ::_exit(127);
        }
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(5);
        MetricsLog metrics(run);
        while (metrics.records().size() < 2 && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            metrics.poll();
        }
    }
    ~WorkingEngine() { kill(); }
    WorkingEngine(const WorkingEngine&) = delete;
    WorkingEngine& operator=(const WorkingEngine&) = delete;

    void signal(int number) const { ::kill(process_, number); }
    void kill() {
        if (process_ <= 0) return;
        signal(SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }
    const fs::path run;

private:
    pid_t process_ = 0;
};

// The one alarm of the run, of its engine.
std::string engineAlarm(const fs::path& run) {
    const Json alarms = healthOf(run).at("alarms");
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].at("alarm").at("key") == "engine");
    CHECK(alarms[0].at("alarm").at("examples").size() == 3);
    return alarms[0].at("text");
}

} // namespace

TEST_CASE("an engine that was killed is missed") {
    WorkingEngine engine("killed");
    CHECK(healthOf(engine.run).at("alarms").empty()); // while it works
    engine.kill();
    CHECK(engineAlarm(engine.run).find("is gone") != std::string::npos);
}

TEST_CASE("an engine that hangs is silent") {
    WorkingEngine engine("hung");
    engine.signal(SIGSTOP);
    CHECK(healthOf(engine.run).at("alarms").empty()); // it may be slow
    const auto end =
        std::chrono::steady_clock::now() + HeartbeatWatcher::kDeadAfter + std::chrono::seconds(15);
    while (healthOf(engine.run).at("alarms").empty() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    const std::string text = engineAlarm(engine.run);
    CHECK(text.find("is silent") != std::string::npos);
    CHECK(text.find("is there") != std::string::npos);
    engine.signal(SIGCONT);
    const auto back = std::chrono::steady_clock::now() + std::chrono::seconds(15);
    while (!healthOf(engine.run).at("alarms").empty() && std::chrono::steady_clock::now() < back)
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    CHECK(healthOf(engine.run).at("alarms").empty());
    engine.signal(SIGSTOP);
    engine.kill();
    CHECK(engineAlarm(engine.run).find("is gone") != std::string::npos);
}

TEST_CASE("healthy runs raise no alarm") {
    const bool soak = std::getenv("VRFT_HEALTH_SEEDS") != nullptr;
    const int seeds = numberFrom("VRFT_HEALTH_SEEDS", 1);
    const int steps = numberFrom("VRFT_HEALTH_STEPS", soak ? 100 : 20);
    const int first = numberFrom("VRFT_HEALTH_SEED", 1);
    struct Healthy {
        const char* name;
        const char* dataset;
        const char* policy;
        const char* preset;
    };
    constexpr std::array<Healthy, 5> kHealthy = {{{"severity", "severity", "severity-start", "rft+fuzzy"},
                                                  {"malignancy", "malignancy", "malignancy-start", "rft"},
                                                  {"lesion", "lesion", "base", "rft"},
                                                  {"sft", "severity", "severity-start", "sft"},
                                                  {"vrft-aug", "severity", "severity-start", "vrft-aug"}}};
    int numRuns = 0;
    for (int seed = first; seed < first + seeds; ++seed) {
        for (const Healthy& healthy : kHealthy) {
            Json recipe = {{"format", 1}, {"preset", healthy.preset}}; // as users start them
            if (!soak) {
                recipe = small(healthy.preset);
                recipe["evaluation"] = {{"every", 10}, {"max_samples", 128}, {"image_gain_samples", 32}};
            }
            const fs::path run =
                makeRun(fmt::format("healthy-{}-{}", healthy.name, seed),
                        world().datasets.at(healthy.dataset), healthy.policy, recipe, steps, seed);
            train(run);
            const Json health = healthOf(run);
            INFO(healthy.name, ", seed ", seed, ": ", listed(health.at("alarms")));
            CHECK(health.at("alarms").empty());
            CHECK(health.at("step") == steps);
            ++numRuns;
        }
    }
    MESSAGE(fmt::format("{} healthy runs", numRuns));
}

TEST_CASE("shuffled labels are caught by the dry run, true ones aren't") {
    for (const auto& [dataset, policy] :
         {std::pair("severity", "severity-start"), {"malignancy", "malignancy-start"}, {"lesion", "base"}}) {
        const Json sound = labelsBefore(dataset, world().datasets.at(dataset), policy);
        CHECK(sound.at("shuffled") == false);
        CHECK(sound.at("p").get<double>() <= 0.005);
        const fs::path data = changed(dataset, std::string(dataset) + "-shuffled", shuffleLabels);
        CHECK(labelsBefore(std::string(dataset) + "-s", data, policy).at("shuffled") == true);
    }
}
