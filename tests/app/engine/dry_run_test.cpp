// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// `dry-run` and policies by name, as scripts and the window see them.
#include "core/error.h"
#include "core/policies/policy_files.h"
#include "core/policies/workspace_policies.h"
#include "tests/support/program.h"
#include "tests/training/trainer/tiny_run.h"

#include <algorithm>

using namespace vrft;
namespace fs = std::filesystem;
using test::checkRefused;
using Result = test::ProgramResult;

namespace {

Result run(const test::TempFolder& folder, const std::string& arguments, const std::string& before = {}) {
    return test::runProgram("vrftaug-engine", folder, arguments, before);
}

std::string recipeFile(const test::TempFolder& folder, int completions) {
    writeFileAtomic(folder / "recipe.json",
                    fmt::format(R"({{"format":1,"preset":"rft","stages":[{{"name":"main","steps":3}}],
    "sampling":{{"prompts_per_step":24,"completions":{},"temperature":1.0,"max_new_tokens":24}},
    "evaluation":{{"every":2,"max_samples":6,"image_gain_samples":4}}}})",
                                completions),
                    false);
    return (folder / "recipe.json").string();
}

std::string command(const char* name, const fs::path& run, const std::string& recipe,
                    const std::string& policy) {
    return fmt::format("{} '{}' --recipe '{}' --dataset '{}' --policy '{}' --json", name, run.string(),
                       recipe, test::world<30>().brightness.string(), policy);
}

// A workspace that links to the tiny policy.
fs::path linkedWorkspace(const test::TempFolder& folder, const fs::path& policy) {
    const fs::path workspace = folder / "ws";
    linkPolicy(workspace, "tiny", policy, policyHash(policy));
    return workspace;
}

} // namespace

TEST_CASE("a dry run tells its parts as it goes, then all of them, and leaves nothing") {
    test::TempFolder folder;
    const fs::path place = folder / "ws/runs/r";
    const Result tried =
        run(folder, command("dry-run", place, recipeFile(folder, 4), test::world<30>().policy.string()));
    REQUIRE_MESSAGE(tried.code == 0, tried.err);
    const Json document = tried.document();
    CHECK(document.at("gold").at(0).at("full") == 48);
    CHECK(document.at("answers").at("num_groups") == 24);
    CHECK(document.at("answers").at("groups").size() == 8);
    CHECK(fs::exists(document.at("answers").at("groups").at(0).at("images").at(0).get<std::string>()));
    CHECK(document.at("recipe").at("sampling").at("completions") == 4);
    for (const char* part :
         {"warnings", "gold", "balance", "image_tokens", "labels", "answers", "memory", "time", "disk"}) {
        CAPTURE(part);
        CHECK(document.contains(part));
        CHECK(tried.out.find(fmt::format("{{\"part\":\"{}\"", part)) != std::string::npos);
    }
    CHECK_FALSE(fs::exists(folder / "ws"));
}

TEST_CASE("a dry run says in some lines what it found; everything is for --json") {
    test::TempFolder folder;
    const Result tried =
        run(folder, fmt::format("dry-run '{}' --recipe '{}' --dataset '{}' --policy '{}'",
                                (folder / "r").string(), recipeFile(folder, 4),
                                test::world<30>().brightness.string(), test::world<30>().policy.string()));
    REQUIRE_MESSAGE(tried.code == 0, tried.err);
    CHECK(std::count(tried.out.begin(), tried.out.end(), '\n') < 20);
    CHECK(tried.out.find("48 of 48 reference answers") != std::string::npos);
    std::size_t answers = 0;
    for (std::size_t at = tried.out.find("(reference "); at != std::string::npos;
         at = tried.out.find("(reference ", at + 1))
        ++answers;
    CHECK(answers == 8);
}

TEST_CASE("answers the policy can't say are refused with the remedy, by dry-run, init and train alike") {
    test::TempFolder folder;
    const fs::path muted = folder / "muted";
    fs::copy(test::world<30>().policy, muted, fs::copy_options::recursive);
    const Tokenizer tokenizer = Tokenizer::load(muted);
    Json config = readJsonFile(muted / "generation_config.json");
    for (const char c : {'b', 'r', 'i', 'g', 'h', 't'})
        for (const int id : tokenizer.encode(std::string(1, c)))
            config["suppress_tokens"].push_back(id);
    for (const int id : tokenizer.encode("bright"))
        config["suppress_tokens"].push_back(id);
    writeFileAtomic(muted / "generation_config.json", jsonPretty(config), false);
    const std::string words = "\"bright\" suppressed and can't learn to say it";
    const fs::path place = folder / "ws/runs/r";
    for (const char* name : {"dry-run", "init"}) {
        const Result result = run(folder, command(name, place, recipeFile(folder, 4), muted.string()));
        checkRefused(result, words);
        CHECK(result.err.find("cold-start --from POLICY --dataset DATASET") != std::string::npos);
        CHECK_FALSE(fs::exists(place));
    }
    REQUIRE(
        run(folder, command("init", place, recipeFile(folder, 4), test::world<30>().policy.string())).code ==
        0);
    RunInfo info = readRun(place); // as an earlier version made it
    info.policy = {policyHash(muted), relativeToRun(place, muted), info.policy.parameters};
    writeRun(place, info);
    checkRefused(run(folder, fmt::format("train '{}'", place.string())), words);
}

TEST_CASE(
    "a policy's name in the dataset's workspace is taken by eval and study, and explained by generate") {
    test::TempFolder folder;
    const fs::path workspace = linkedWorkspace(folder, test::world<30>().policy);
    const fs::path dataset = workspace / "datasets/brightness";
    fs::create_directories(dataset.parent_path());
    fs::copy(test::world<30>().brightness, dataset, fs::copy_options::recursive);
    const Result figures =
        run(folder, fmt::format("eval --policy tiny --dataset '{}' --split val --max-samples 2 --json",
                                dataset.string()));
    REQUIRE_MESSAGE(figures.code == 0, figures.err);
    CHECK(figures.document().at("n") == 2);
    checkRefused(run(folder, fmt::format("eval --policy tinny --dataset '{}'", dataset.string())),
                 (workspace / "policies/tinny").string());
    writeFileAtomic(folder / "p.json", R"({"messages":[]})", false);
    checkRefused(
        run(folder, fmt::format("generate --policy tiny --prompt '{}'", (folder / "p.json").string())),
        "This command knows no workspace");
    const Json study = {{"format", 1},
                        {"rows", {"rft"}},
                        {"datasets", {{"brightness", dataset.string()}}},
                        {"policies", {{"brightness", "tiny"}}},
                        {"seeds", {1}},
                        {"steps", 1},
                        {"out", "out"}};
    writeFileAtomic(folder / "study.json", jsonPretty(study), false);
    const std::string start = fmt::format("study '{}'", (folder / "study.json").string());
    const Result done = run(folder, start);
    REQUIRE_MESSAGE(done.code == 0, done.err);
    CHECK(readJsonFile(folder / "out/table.json").at("rows").at(0).at("policy") == "tiny");

    // Started again with other things under the same out, it says which run and what differs.
    Json other = study;
    other["steps"] = 2;
    const fs::path changed = folder / "changed";
    fs::copy(test::world<30>().policy, changed, fs::copy_options::recursive);
    writeFileAtomic(changed / "generation_config.json",
                    readTextFile(changed / "generation_config.json") + "\n", false);
    other["policies"]["brightness"] = changed.string();
    writeFileAtomic(folder / "study.json", jsonPretty(other), false);
    const Result refused = run(folder, start);
    checkRefused(refused, "brightness-rft-s1 was made of something else: policy");
    CHECK(refused.err.find("now changed") != std::string::npos);
    CHECK(refused.err.find("steps 1, now 2") != std::string::npos);
    CHECK(refused.err.find("Choose another \"out\"") != std::string::npos);
}

TEST_CASE("rewards that cancel out are told by a dry run, before all else, and by init, which goes on") {
    test::TempFolder folder;
    const auto recipe = [&](double format, double accuracy, const char* objective) {
        writeFileAtomic(
            folder / "recipe.json",
            fmt::format(R"({{"format":1,"preset":"rft","stages":[{{"name":"main","steps":3,"rewards":[
    {{"name":"format","weight":{}}},{{"name":"accuracy","weight":{}}}]}}],"objective":{{"kind":"{}"}},
    "sampling":{{"prompts_per_step":4,"completions":4,"temperature":1.0,"max_new_tokens":24}},
    "evaluation":{{"every":2,"max_samples":6,"image_gain_samples":4}}}})",
                        format, accuracy, objective),
            false);
        return (folder / "recipe.json").string();
    };
    const std::string policy = test::world<30>().policy.string();
    const std::string nothing = "Every weight is 0: no answer earns more than another.";
    const Result zero = run(folder, command("dry-run", folder / "r", recipe(0, 0, "grpo"), policy));
    REQUIRE_MESSAGE(zero.code == 0, zero.err);
    CHECK(zero.document().at("warnings") ==
          Json::array({{{"key", "rewards"}, {"stage", "main"}, {"text", nothing}}}));
    CHECK(zero.out.find("{\"part\":\"warnings\"") < zero.out.find("{\"part\":\"gold\""));
    const Result words = run(folder, fmt::format("dry-run '{}' --recipe '{}' --dataset '{}' --policy '{}'",
                                                 (folder / "r").string(), recipe(0.5, -0.5, "grpo"),
                                                 test::world<30>().brightness.string(), policy));
    CHECK(words.out.starts_with("rewards    of stage main: The weights cancel out: the reference answer "
                                "earns 0. Being right loses points: the reference answer earns 0, a wrong "
                                "one 0.5."));
    const Result made = run(folder, command("init", folder / "zero", recipe(0, 0, "grpo"), policy));
    REQUIRE(made.code == 0);
    CHECK(made.err == "warning: rewards of stage main: " + nothing + "\n");
    // With one update per rollout every ratio is 1.
    const Result gspo = run(folder, command("init", folder / "gspo", recipe(0.5, 1, "gspo"), policy));
    CHECK(gspo.err.find("warning: objective: With one update per rollout") == 0);
    const Result sound = run(folder, command("init", folder / "sound", recipe(0.5, 1, "grpo"), policy));
    REQUIRE(sound.code == 0);
    CHECK(sound.err.empty());
}

TEST_CASE("Ctrl-C ends a dry run and leaves nothing") {
    test::TempFolder folder;
    const fs::path place = folder / "ws/runs/r";
    fs::create_directories(place.parent_path());
    const Result tried =
        run(folder, command("dry-run", place, recipeFile(folder, 1024), test::world<30>().policy.string()),
            "timeout --preserve-status -s INT 3");
    CHECK(tried.code == 1);
    CHECK(tried.err.find("Nothing was written") != std::string::npos);
    CHECK(fs::is_empty(place.parent_path()));
}

TEST_CASE("a policy linked into the workspace is taken by its name") {
    test::TempFolder folder;
    const fs::path workspace = linkedWorkspace(folder, test::world<30>().policy);
    const fs::path place = workspace / "runs/r";
    const Result made = run(folder, command("init", place, recipeFile(folder, 4), "tiny"));
    REQUIRE_MESSAGE(made.code == 0, made.err);
    CHECK(fs::equivalent(resolveRunPath(place, readRun(place).policy.path), test::world<30>().policy));
    checkRefused(run(folder, command("init", workspace / "runs/s", recipeFile(folder, 4), "other")),
                 "no policy \"other\"");
    checkRefused(run(folder, command("init", workspace / "runs/s", recipeFile(folder, 4), "other")),
                 "There are: tiny");
}

TEST_CASE("a link whose files changed or are gone is refused in words") {
    test::TempFolder folder;
    const fs::path copy = folder / "copy";
    fs::copy(test::world<30>().policy, copy, fs::copy_options::recursive);
    const fs::path workspace = linkedWorkspace(folder, copy);
    const std::string init = command("init", workspace / "runs/r", recipeFile(folder, 4), "tiny");
    writeFileAtomic(copy / "generation_config.json", readTextFile(copy / "generation_config.json") + "\n",
                    false);
    checkRefused(run(folder, init), "aren't those that were added");
    fs::remove_all(copy);
    checkRefused(run(folder, init), "isn't there");
    CHECK_FALSE(fs::exists(workspace / "runs/r"));
}

TEST_CASE("doctor --plan forecasts the peak that training then takes within 10 %, a dry run says the same") {
    const test::TempFolder folder;
    const fs::path place = folder / "planned";
    const std::string recipe = recipeFile(folder, 8);
    const std::string policy = test::world<30>().policy.string();
    const Json tried = run(folder, command("dry-run", place, recipe, policy)).document();
    REQUIRE(run(folder, command("init", place, recipe, policy)).code == 0);
    const Result planned = run(folder, fmt::format("doctor --plan '{}' --json", place.string()));
    REQUIRE(planned.code == 0);
    const Json plan = planned.document();
    REQUIRE(run(folder, fmt::format("train '{}'", place.string())).code == 0);
    double measured = 0;
    MetricsLog log(place);
    while (log.poll() > 0) {
    }
    for (const MetricsRecord& record : log.records())
        if (record.values.contains("memory/peak_bytes"))
            measured = std::max(measured, record.values.at("memory/peak_bytes"));
    const auto forecast = plan.at("memory").at("peak_bytes").get<double>();
    CAPTURE(forecast);
    CAPTURE(measured);
    CHECK(forecast >= 0.9 * measured);
    CHECK(forecast <= 1.1 * measured);
    CHECK(plan.at("fits") == true);
    CHECK(plan.at("longest_answer") == 24);
    const Json& again = tried.at("memory").at("forecast");
    CHECK(std::abs(again.at("peak_bytes").get<double>() - forecast) <= 0.1 * forecast);
    CHECK(plan.at("longest_sample") == tried.at("memory").at("longest_sample"));
    CHECK(plan.at("longest_prompt") == tried.at("memory").at("longest_prompt"));
    checkRefused(run(folder, fmt::format("doctor --plan '{}'", (folder / "none").string())), "none");
    // For people: some lines, the last of which says whether it is enough.
    const Result words = run(folder, fmt::format("doctor --plan '{}'", place.string()));
    CHECK(words.out.find("update ") != std::string::npos);
    CHECK(words.out.find(": enough") != std::string::npos);
}
