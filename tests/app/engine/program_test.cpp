// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The engine as scripts see it: a run from init to export, and every bad input as one line of words.
#include "core/error.h"
#include "core/hash.h"
#include "core/run/control.h"
#include "tests/app/engine/engine_commands.h"
#include "tests/training/trainer/tiny_run.h"
#include "training/checkpoint/tensor_io.h"
#include "training/machine.h"

using namespace vrft;
namespace fs = std::filesystem;
using test::checkRefused;
using test::checkUsage;
using test::initCommand;
using test::kShort;
using test::run;
using test::writeRecipe;
using Result = test::ProgramResult;

namespace {

// A copy of the tiny policy with one file changed by `change`.
fs::path brokenPolicy(const test::TempFolder& folder, const std::function<void(const fs::path&)>& change) {
    fs::copy(test::world<30>().policy, folder / "policy", fs::copy_options::recursive);
    change(folder / "policy");
    return folder / "policy";
}

fs::path brokenDataset(const test::TempFolder& folder, const std::string& from, const std::string& to) {
    fs::copy(test::world<30>().brightness, folder / "dataset", fs::copy_options::recursive);
    const fs::path file = folder / "dataset/dataset.json";
    std::string text = readTextFile(file);
    const auto found = text.find(from);
    REQUIRE(found != std::string::npos);
    writeFileAtomic(file, text.replace(found, from.size(), to), false);
    return folder / "dataset";
}

} // namespace

TEST_CASE("wrong usage is 2, help is 0") {
    test::TempFolder folder;
    CHECK(run(folder, "").code == 2);
    CHECK(run(folder, "nonsense").code == 2);
    CHECK(run(folder, "init").code == 2);
    CHECK(run(folder, "--help").code == 0);
    CHECK(run(folder, "doctor --json").document().at("libtorch").is_string());
}

TEST_CASE("values that aren't possible are wrong usage, in one line") {
    test::TempFolder folder;
    checkUsage(run(folder, "init"), "vrftaug-engine init",
               "RUN, --recipe, --dataset and --policy are required");
    const std::string init = "init r --recipe rft --dataset d --policy p ";
    checkUsage(run(folder, init + "--steps abc"), "vrftaug-engine init",
               "\"abc\" is no whole number from 1 to");
    checkUsage(run(folder, init + "--token-files some"), "vrftaug-engine init", "last-N");
    checkUsage(run(folder, "eval --policy p --dataset d --split foo"), "vrftaug-engine eval",
               "\"foo\" is none of train, val and test");
    checkUsage(run(folder, "eval --policy p --dataset d --max-samples -3"), "vrftaug-engine eval",
               "--max-samples");
    checkRefused(run(folder, "work zzz"), "zzz");
    CHECK_FALSE(fs::exists("zzz.lock"));
    const fs::path queue = folder / "queue.json";
    writeFileAtomic(queue, R"({"format":1,"runs":[""]})", false);
    checkRefused(run(folder, fmt::format("work '{}'", queue.string())), "empty path");
    CHECK_FALSE(fs::exists(queue.string() + ".lock"));
}

TEST_CASE("a run goes from init to final figures, pictures, export, pack and back") {
    test::TempFolder folder;
    const fs::path place = folder / "run";
    REQUIRE(run(folder, initCommand(place, writeRecipe(folder, kShort), test::world<30>().brightness,
                                    test::world<30>().policy))
                .code == 0);
    const Result trained = run(folder, fmt::format("train '{}' --json", place.string()));
    REQUIRE_MESSAGE(trained.code == 0, trained.err);
    CHECK(trained.document().at("end") == "finished");
    CHECK(readJsonFile(RunPaths{place}.finalEvaluation()).at("split") == "test");

    CHECK(run(folder, fmt::format("picture '{0}' --out '{0}/pictures'", place.string())).code == 0);
    const std::string page = readTextFile(place / "pictures/traces.html");
    CHECK(page.find("data:image/png;base64,") != std::string::npos);
    CHECK(page.find("<think>") == std::string::npos); // a policy's text never becomes markup

    const Result figures = run(folder, fmt::format("eval --policy '{}' --dataset '{}' --split test --json",
                                                   place.string(), test::world<30>().brightness.string()));
    REQUIRE_MESSAGE(figures.code == 0, figures.err);
    const Json final = readJsonFile(RunPaths{place}.finalEvaluation());
    for (const char* key : {"accuracy", "checkpoint", "step", "intervals", "diversity", "blank_gain"})
        CHECK(figures.document().at(key) == final.at(key));
    // The run has trained its tower, whose features it computes for several images at once: other last
    // digits.
    for (const char* key : {"n", "left_out", "accuracy"})
        CHECK(figures.document().at("calibration").at(key) == final.at("calibration").at(key));
    for (const char* key : {"probability", "ece", "brier"})
        CHECK(figures.document().at("calibration").at(key).get<double>() ==
              doctest::Approx(final.at("calibration").at(key).get<double>()).epsilon(1e-5));
    CHECK(final.at("blank_gain").is_number());
    CHECK(final.at("diversity").at("tokens").get<double>() > 1);
    const std::string dataset = test::world<30>().brightness.string();
    const Result beside =
        run(folder, fmt::format("eval --policy '{}' --dataset '{}' '{}' --split test --json", place.string(),
                                dataset, dataset));
    REQUIRE_MESSAGE(beside.code == 0, beside.err);
    REQUIRE(beside.document().at("evaluations").size() == 2);
    CHECK(beside.out.find(R"("part":"progress")") != std::string::npos);
    CHECK(beside.document().at("evaluations")[1].at("accuracy") == final.at("accuracy"));
    CHECK(beside.document().at("evaluations")[1].at("shared_with_training") == 0);
    for (const char* key : {"image_gain", "blank_gain"})
        CHECK(final.at("intervals").contains(key));
    // Two datasets of one name are told apart by their hashes.
    const fs::path later = folder / "later";
    Dataset other = readDataset(dataset);
    for (const Sample& sample : other.samples)
        for (const SampleImage& image : sample.images) {
            fs::create_directories((later / image.file).parent_path());
            fs::copy_file(other.imagePath(image), later / image.file, fs::copy_options::skip_existing);
        }
    other.samples.pop_back();
    test::saveDataset(other, later);
    const Result columns =
        run(folder, fmt::format("eval --policy '{}' --dataset '{}' '{}' --split val --max-samples 4",
                                place.string(), dataset, later.string()));
    REQUIRE_MESSAGE(columns.code == 0, columns.err);
    for (const fs::path& one : {fs::path(dataset), later})
        CHECK(columns.out.substr(0, columns.out.find('\n'))
                  .find("brightness " + readDataset(one).hash.substr(0, 8)) != std::string::npos);
    const Result table =
        run(folder, fmt::format("eval --policy '{}' --dataset '{}' --split test", place.string(), dataset));
    for (const char* part : {"sensitivity", "specificity", "true \\ answered", "image gain, blank"})
        CHECK_MESSAGE(table.out.find(part) != std::string::npos, part);

    const Result compared = run(folder, fmt::format("compare '{0}' '{0}' --json", place.string()));
    REQUIRE_MESSAGE(compared.code == 0, compared.err);
    const Json pair = compared.document().at("pairs").at(0);
    CHECK(pair.at("n") == 6);
    CHECK(pair.at("both_right").get<int>() + pair.at("both_wrong").get<int>() == 6);
    CHECK(pair.at("verdict") == "not_enough");
    CHECK(compared.document().at("settings").at("differ").empty());
    const Result said = run(folder, fmt::format("compare '{0}' '{0}'", place.string()));
    CHECK(said.out.find("Not enough cases to tell") != std::string::npos);
    checkRefused(run(folder, fmt::format("compare '{}'", place.string())), "one run can't be compared");
    checkRefused(run(folder, fmt::format("compare '{}' '{}'", place.string(), dataset)),
                 "this folder is no run");

    const Result exported = run(
        folder, fmt::format("export '{}' --out '{}' --json", place.string(), (folder / "tuned").string()));
    REQUIRE_MESSAGE(exported.code == 0, exported.err);
    CHECK(exported.document().at("verified") == true);
    checkRefused(
        run(folder, fmt::format("export '{}' --out '{}'", place.string(), (folder / "tuned").string())),
        "tuned");

    checkRefused(
        run(folder, fmt::format("unpack '{}' --into '{}'", place.string(), (folder / "ws").string())),
        "never packed");
    const fs::path packed = folder / "packed";
    REQUIRE(run(folder, fmt::format("pack '{}' --out '{}'", place.string(), packed.string())).code == 0);
    checkRefused(
        run(folder, fmt::format("unpack '{}' --into '{}'", packed.string(), (folder / "ws").string())),
        "no workspace");
    CHECK_FALSE(fs::exists(folder / "ws"));
    fs::create_directories(folder / "ws/runs");
    const Result unpacked =
        run(folder, fmt::format("unpack '{}' --into '{}' --json", packed.string(), (folder / "ws").string()));
    REQUIRE_MESSAGE(unpacked.code == 0, unpacked.err);
    const fs::path back = unpacked.document().at("run").get<std::string>();
    CHECK(readTextFile(RunPaths{back}.metrics()) == readTextFile(RunPaths{place}.metrics()));
    CHECK(fs::exists(resolveRunPath(back, readRun(back).datasets.at("main").path) / "samples.jsonl"));
    CHECK(run(folder, fmt::format("train '{}'", back.string())).code == 0); // everything it needs came along

    for (const int number : RunPaths{back}.completionNumbers())
        fs::remove(RunPaths{back}.completions(number));
    checkRefused(run(folder, fmt::format("picture '{0}' --out '{0}/pictures'", back.string())),
                 "the run's answers aren't there any more");
    const Result left = run(folder, fmt::format("compare '{}' '{}'", place.string(), back.string()));
    const auto heldOut = left.out.find("At the best checkpoint");
    REQUIRE_MESSAGE(heldOut != std::string::npos, left.out);
    CHECK(left.out.substr(heldOut, left.out.find("\n\n", heldOut) - heldOut).find(" -\n") ==
          std::string::npos);

    // One that somebody changed leads nowhere else.
    fs::create_directories(folder / "clean/runs");
    const Json sound = readJsonFile(packed / "run.json");
    const auto refusedWith = [&](const char* pointer, const Json& value, const std::string& words) {
        Json changed = sound;
        changed[Json::json_pointer(pointer)] = value;
        writeFileAtomic(packed / "run.json", jsonPretty(changed), false);
        checkRefused(
            run(folder, fmt::format("unpack '{}' --into '{}'", packed.string(), (folder / "clean").string())),
            words);
    };
    refusedWith("/id", "../../escaped", "name of a folder");
    refusedWith("/datasets/main/path", "packed/../../run", "outside the packed run");
    refusedWith("/policy/path", test::world<30>().policy.string(), "outside the packed run");
    refusedWith("/policy/hash", std::string(64, 'a'), "isn't the one");
    CHECK_FALSE(fs::exists(folder / "escaped"));
    CHECK(fs::is_empty(folder / "clean/runs"));

    Json judged = sound;
    judged["recipe"]["stages"][0]["rewards"].push_back({{"name", "external"},
                                                        {"weight", 1},
                                                        {"command", {"/bin/true", "somebody's"}},
                                                        {"timeout_s", 5},
                                                        {"on_failure", "stop"}});
    writeFileAtomic(packed / "run.json", jsonPretty(judged), false);
    const Result warned =
        run(folder, fmt::format("unpack '{}' --into '{}'", packed.string(), (folder / "clean").string()));
    REQUIRE_MESSAGE(warned.code == 0, warned.err);
    CHECK(warned.out.find("Training it starts a program: /bin/true somebody's") != std::string::npos);
}

TEST_CASE(
    "a trained adapter comes out as PEFT reads it, or merged, and is a policy wherever one is asked for") {
    test::TempFolder folder;
    const fs::path place = folder / "run";
    Json recipe = Json::parse(kShort);
    recipe["trainable"] = {{"kind", "lora"}, {"rank", 4}, {"alpha", 8}, {"targets", "decoder"}};
    recipe["optimiser"] = {{"lr", 0.01}};
    const fs::path& base = test::world<30>().policy;
    const std::string dataset = test::world<30>().brightness.string();
    REQUIRE(run(folder, initCommand(place, writeRecipe(folder, recipe.dump()), dataset, base)).code == 0);
    checkRefused(run(folder, fmt::format("export '{}' --out '{}'", place.string(), (folder / "x").string())),
                 "no checkpoint yet");
    REQUIRE(run(folder, fmt::format("train '{}'", place.string())).code == 0);
    fs::remove(RunPaths{place}.best()); // so that the newest checkpoint counts, not the start
    writeFileAtomic(folder / "chat.json",
                    R"({"messages":[{"role":"user","content":[{"type":"text","text":"What is seen?"}]}]})",
                    false);
    const auto logits = [&](const fs::path& policy) {
        const fs::path out = folder / "logits.safetensors";
        const Result result =
            run(folder, fmt::format("forward --policy '{}' --prompt '{}' --out '{}'", policy.string(),
                                    (folder / "chat.json").string(), out.string()));
        REQUIRE_MESSAGE(result.code == 0, result.err);
        return sha256Hex(readTextFile(out));
    };
    const std::string trained = logits(place);
    CHECK(logits(base) != trained);
    for (const char* names : {"new", "old"}) {
        const fs::path adapter = folder / names;
        const Result out = run(folder, fmt::format("export '{}' --out '{}' --peft-names {} --json",
                                                   place.string(), adapter.string(), names));
        REQUIRE_MESSAGE(out.code == 0, out.err);
        CHECK(out.document().at("verified") == true);
        CHECK(out.document().at("base_rounded_to_bf16") == false);
        const std::string tensors = readTextFile(adapter / "adapter_model.safetensors");
        const bool isNew =
            tensors.find("base_model.model.model.language_model.layers.0.") != std::string::npos;
        CHECK(isNew == (adapter.filename() == "new"));
        CHECK(logits(adapter) == trained);
    }
    // A base that training rounded to bf16, as large policies have it, is rounded again to verify.
    recipe["trainable"]["base"] = "bf16";
    const fs::path half = folder / "half";
    REQUIRE(run(folder, initCommand(half, writeRecipe(folder, recipe.dump()), dataset, base)).code == 0);
    REQUIRE(run(folder, fmt::format("train '{}'", half.string())).code == 0);
    const Result rounded = run(
        folder, fmt::format("export '{}' --out '{}' --json", half.string(), (folder / "halved").string()));
    REQUIRE_MESSAGE(rounded.code == 0, rounded.err);
    CHECK(rounded.document().at("base_rounded_to_bf16") == true);
    CHECK_FALSE(fs::exists(folder / "halved.probe.png"));
    const fs::path merged = folder / "merged";
    const Result whole =
        run(folder, fmt::format("export '{}' --out '{}' --merge", place.string(), merged.string()));
    REQUIRE_MESSAGE(whole.code == 0, whole.err);
    CHECK(fs::exists(merged / "config.json"));
    const Result again = run(folder, fmt::format("export '{}' --out '{}' --merge --json",
                                                 (folder / "new").string(), (folder / "merged2").string()));
    REQUIRE_MESSAGE(again.code == 0, again.err);
    CHECK(readTextFile(folder / "merged2/model.safetensors") == readTextFile(merged / "model.safetensors"));
    const fs::path next = folder / "next"; // begins at the tuned weights
    REQUIRE(run(folder, initCommand(next, "rft", dataset, folder / "old")).code == 0);
    CHECK(readTextFile(next / "policy/model.safetensors") == readTextFile(merged / "model.safetensors"));

    Json config = readJsonFile(folder / "new/adapter_config.json");
    config["base_model_name_or_path"] = "Qwen/Qwen2.5-VL-3B-Instruct";
    writeFileAtomic(folder / "new/adapter_config.json", jsonPretty(config));
    checkRefused(
        run(folder, fmt::format("eval --policy '{}' --dataset '{}'", (folder / "new").string(), dataset)),
        "isn't on this machine");
}

TEST_CASE("a packed run is trained elsewhere and takes the place of the copy that waited") {
    test::TempFolder folder;
    const fs::path place = folder / "ws/runs/r";
    REQUIRE(run(folder, initCommand(place, writeRecipe(folder, kShort), test::world<30>().brightness,
                                    test::world<30>().policy))
                .code == 0);
    requestWant(place, Want::Stop); // stays on this machine
    const std::string packed = (folder / "packed").string();
    REQUIRE(run(folder, fmt::format("pack '{}' --out '{}'", place.string(), packed)).code == 0);
    REQUIRE(run(folder, fmt::format("train '{}'", packed)).code == 0);
    REQUIRE(fs::exists(RunPaths{packed}.finalEvaluation()));
    const std::string unpack = fmt::format("unpack '{}' --into '{}'", packed, (folder / "ws").string());
    REQUIRE(run(folder, unpack).code == 0);
    CHECK(fs::exists(RunPaths{place}.finalEvaluation()));
    CHECK(std::distance(fs::directory_iterator(folder / "ws/runs"), {}) == 1);
    // What went on further here isn't replaced by less.
    fs::remove(RunPaths{packed}.metrics());
    checkRefused(run(folder, unpack), "further");
    checkRefused(run(folder, fmt::format("pack '{0}' --out '{0}/inner'", place.string())), "into itself");
    CHECK(std::distance(fs::directory_iterator(folder / "ws/runs"), {}) == 1);
}

TEST_CASE("a run stands in for a policy, and folders with like names are left alone") {
    test::TempFolder folder;
    const std::string recipe = writeRecipe(folder, kShort);
    const fs::path first = folder / "first";
    REQUIRE(run(folder, initCommand(first, recipe, test::world<30>().brightness, test::world<30>().policy))
                .code == 0);
    REQUIRE(run(folder, fmt::format("train '{}'", first.string())).code == 0);
    for (const char* name : {"next.policy", "packed.tmp", "cold.tmp"})
        writeFileAtomic((fs::create_directory(folder / name), folder / name / "mine"), "precious");
    REQUIRE(run(folder, initCommand(folder / "next", recipe, test::world<30>().brightness, first)).code == 0);
    CHECK(readRun(folder / "next").policy.path == "policy");
    REQUIRE(run(folder,
                fmt::format("pack '{}' --out '{}'", (folder / "next").string(), (folder / "packed").string()))
                .code == 0);
    for (const char* name : {"next.policy", "packed.tmp", "cold.tmp"})
        CHECK(readTextFile(folder / name / "mine") == "precious");
    REQUIRE(run(folder, fmt::format("train '{}'", (folder / "next").string())).code == 0);

    writeFileAtomic(folder / "text", "bright", false);
    CHECK(run(folder, fmt::format("tokenize --policy '{}' <'{}'", first.string(), (folder / "text").string()))
              .code == 0);
    const Json study = {{"format", 1},
                        {"rows", {"rft"}},
                        {"datasets", {{"brightness", test::world<30>().brightness.string()}}},
                        {"policies", {{"brightness", first.string()}}},
                        {"seeds", {1}},
                        {"steps", 1},
                        {"out", "out"}};
    writeFileAtomic(folder / "study.json", jsonPretty(study), false);
    CHECK(run(folder, fmt::format("study '{}'", (folder / "study.json").string())).code == 0);
}

TEST_CASE("two stages: both evaluations of the step between them are kept") {
    test::TempFolder folder;
    const fs::path place = folder / "run";
    const std::string recipe = writeRecipe(folder, R"({"format":1,"preset":"rft+localise",
        "stages":[{"name":"localise","dataset":"localise","steps":2},{"name":"main","steps":1}],
        "sampling":{"prompts_per_step":2,"completions":2,"temperature":1.0,"max_new_tokens":24},
        "evaluation":{"every":2,"max_samples":6,"image_gain_samples":0}})");
    const std::string command =
        initCommand(place, recipe, test::world<30>().brightness, test::world<30>().policy) +
        fmt::format(" --token-files evaluations --dataset 'localise={}'", test::world<30>().spot.string());
    const Result made = run(folder, command);
    REQUIRE_MESSAGE(made.code == 0, made.err);
    CHECK(readJsonFile(place / "run.json").at("token_files") == "evaluations");
    REQUIRE(run(folder, fmt::format("train '{}'", place.string())).code == 0);
    CHECK(readJsonFile(place / "evaluations/step-000002.json").at("stage") == "localise");
    CHECK(readJsonFile(place / "evaluations/step-000002-main.json").at("stage") == "main");
    std::set<std::string> keys;
    forEachCompletion(place, [&](const LocatedCompletion& item, bool) {
        CHECK_MESSAGE(keys.insert(item.record.stage + "/" + item.record.id()).second, item.record.id());
        CHECK(item.record.tokens.has_value() == (item.record.kind != CompletionKind::Rollout));
        return true;
    });
    checkRefused(run(folder, command + " --dataset main=x"), "given twice");
}

TEST_CASE("a study trains every cell once and says what a task refuses") {
    test::TempFolder folder;
    const Json study = {{"format", 1},
                        {"rows", {"rft", "sft", "rft+fuzzy"}},
                        {"datasets", {{"brightness", test::world<30>().brightness.string()}}},
                        {"policies", {{"brightness", test::world<30>().policy.string()}}},
                        {"seeds", {1}},
                        {"steps", 1},
                        {"out", "out"}};
    writeFileAtomic(folder / "study.json", jsonPretty(study), false);
    const std::string command = fmt::format("study '{}' --parallel 2", (folder / "study.json").string());
    const Result first = run(folder, command);
    REQUIRE_MESSAGE(first.code == 0, first.err);
    CHECK(first.err.find("rft+fuzzy") != std::string::npos);
    const Json table = readJsonFile(folder / "out/table.json");
    CHECK(fs::exists(folder / "out/figure.svg"));
    CHECK(jsonLine(table).find("refused") != std::string::npos);
    const Result again = run(folder, command);
    CHECK(again.code == 0);
    CHECK(again.err.find("started") == std::string::npos);
}

TEST_CASE("a queue skips finished runs and names a run that fails") {
    test::TempFolder folder;
    const fs::path place = folder / "run";
    REQUIRE(run(folder, initCommand(place, writeRecipe(folder, kShort), test::world<30>().brightness,
                                    test::world<30>().policy))
                .code == 0);
    writeFileAtomic(folder / "queue.json", R"({"format":1,"runs":["run"]})", false);
    const std::string command = fmt::format("work '{}'", (folder / "queue.json").string());
    CHECK(run(folder, command).code == 0);
    CHECK(fs::exists(RunPaths{place}.finalEvaluation()));
    CHECK(run(folder, command).code == 0);
    fs::remove(RunPaths{place}.finalEvaluation());
    fs::remove_all(RunPaths{place}.checkpoints());
    fs::remove_all(RunPaths{place}.metrics());
    writeFileAtomic(place / "run.json", "{", false);
    REQUIRE(run(folder, initCommand(folder / "second", writeRecipe(folder, kShort),
                                    test::world<30>().brightness, test::world<30>().policy))
                .code == 0);
    writeFileAtomic(folder / "queue.json", R"({"format":1,"runs":["run","nowhere","second"]})", false);
    const Result broken = run(folder, command);
    CHECK(broken.code == 1);
    CHECK(broken.err.find("run.json") != std::string::npos);
    CHECK(broken.err.find("2 of 3 runs failed") != std::string::npos);
    CHECK(fs::exists(RunPaths{folder / "second"}.finalEvaluation()));
}

TEST_CASE("why a run of a queue failed is said where the queue is worked off") {
    test::TempFolder folder;
    fs::copy(test::world<30>().brightness, folder / "dataset", fs::copy_options::recursive);
    REQUIRE(run(folder, initCommand(folder / "run", writeRecipe(folder, kShort), folder / "dataset",
                                    test::world<30>().policy))
                .code == 0);
    fs::rename(folder / "dataset", folder / "elsewhere");
    writeFileAtomic(folder / "queue.json", R"({"format":1,"runs":["run"]})", false);
    const Result broken = run(folder, fmt::format("work '{}'", (folder / "queue.json").string()));
    CHECK(broken.code == 1);
    CHECK(broken.err.find("run failed (code 1): Failed in step 0: the run's dataset main isn't there") !=
          std::string::npos);
    CHECK(broken.err.find("1 of 1 runs failed") != std::string::npos);
}

TEST_CASE("a folder that is no run stays as it is; missing inputs are said in the run's events") {
    test::TempFolder folder;
    fs::create_directory(folder / "plain");
    checkRefused(run(folder, fmt::format("train '{}'", (folder / "plain").string())), "no run");
    CHECK(fs::is_empty(folder / "plain"));
    checkRefused(run(folder, fmt::format("train '{}'", (folder / "nowhere").string())), "no run");

    fs::copy(test::world<30>().brightness, folder / "dataset", fs::copy_options::recursive);
    const fs::path place = folder / "run";
    REQUIRE(run(folder,
                initCommand(place, writeRecipe(folder, kShort), folder / "dataset", test::world<30>().policy))
                .code == 0);
    fs::rename(folder / "dataset", folder / "elsewhere");
    checkRefused(run(folder, fmt::format("train '{}'", place.string())), "--dataset main=DIR");
    EventLog events(place);
    events.poll();
    REQUIRE(!events.records().empty());
    CHECK(events.records().back().event.kind == EventKind::Failed);
    CHECK(run(folder,
              fmt::format("train '{}' --dataset 'main={}'", place.string(), (folder / "elsewhere").string()))
              .code == 0);
}

TEST_CASE("ids come back as the text they were made of") {
    test::TempFolder folder;
    writeFileAtomic(folder / "text", "How bright is it? <|im_end|>", false);
    const std::string tokenize = fmt::format("tokenize --policy '{}'", test::world<30>().policy.string());
    const Result ids = run(folder, tokenize + fmt::format(" <'{}'", (folder / "text").string()));
    REQUIRE(ids.code == 0);
    writeFileAtomic(folder / "ids", ids.out, false);
    const std::string back = tokenize + fmt::format(" --decode <'{}'", (folder / "ids").string());
    CHECK(run(folder, back).out == "How bright is it? <|im_end|>");
    CHECK(run(folder, back + " --json").document() == Json{{"text", "How bright is it? <|im_end|>"}});
}

TEST_CASE("forward writes logits, positions and image features; generate answers") {
    test::TempFolder folder;
    const fs::path image = fs::directory_iterator(test::world<30>().brightness / "images")->path();
    const Json chat = {
        {"messages",
         Json::array({{{"role", "user"},
                       {"content", Json::array({{{"type", "image"}, {"path", image.string()}},
                                                {{"type", "text"}, {"text", "How bright?"}}})}}})}};
    writeFileAtomic(folder / "p.json", jsonPretty(chat), false);
    const std::string common = fmt::format("--policy '{}' --prompt '{}'", test::world<30>().policy.string(),
                                           (folder / "p.json").string());
    REQUIRE(
        run(folder, fmt::format("forward {} --out '{}'", common, (folder / "x.safetensors").string())).code ==
        0);
    std::map<std::string, torch::Tensor> tensors;
    for (auto& [name, tensor] : readTensors(folder / "x.safetensors"))
        tensors[name] = tensor;
    CHECK(tensors.at("logits").size(0) == tensors.at("input_ids").size(0));
    CHECK(tensors.at("position_ids").size(0) == 3);
    CHECK(tensors.at("image_features").size(0) > 0);
    const Result answers = run(folder, fmt::format("generate {} --samples 3 --max-tokens 5 --json", common));
    REQUIRE(answers.code == 0);
    CHECK(answers.document().at("completions").size() == 3);
    CHECK(run(folder, fmt::format("generate {} --samples 3 --max-tokens 5 --json", common)).out ==
          answers.out);
    checkUsage(run(folder, fmt::format("generate {} --temperature 0", common)), "vrftaug-engine generate",
               "--temperature");
    checkUsage(run(folder, fmt::format("generate {} --samples -1", common)), "vrftaug-engine generate",
               "--samples");
}

TEST_CASE("a recipe with an unknown key, top-p or an unknown preset is refused and leaves no run") {
    test::TempFolder folder;
    const fs::path place = folder / "run";
    const auto refused = [&](const std::string& recipe, const std::string& words) {
        checkRefused(
            run(folder, initCommand(place, recipe, test::world<30>().brightness, test::world<30>().policy)),
            words);
        CHECK(!fs::exists(place));
    };
    refused(writeRecipe(folder, R"({"format":1,"preset":"rft","optimizer":{}})"), "optimizer");
    refused(writeRecipe(folder, R"({"format":1,"preset":"rft","sampling":{"top_p":0.9}})"), "top_p");
    refused(writeRecipe(folder, R"({"format":2,"preset":"rft"})"), "newer");
    checkUsage(
        run(folder, initCommand(place, "rft+magic", test::world<30>().brightness, test::world<30>().policy)),
        "vrftaug-engine init", "\"rft+magic\" is neither a preset nor a file");
    refused("rft+fuzzy", "grade");
    refused("rft+localise", "localise");
}

TEST_CASE("a policy folder that misses a file or tensor, holds NaN or doesn't fit its config is refused") {
    const auto refused = [](const std::function<void(const fs::path&)>& change, const std::string& words) {
        test::TempFolder folder;
        const fs::path policy = brokenPolicy(folder, change);
        checkRefused(run(folder, initCommand(folder / "run", "rft", test::world<30>().brightness, policy)),
                     words);
        CHECK(!fs::exists(folder / "run"));
    };
    refused([](const fs::path& policy) { fs::remove(policy / "preprocessor_config.json"); },
            "preprocessor_config.json");
    refused([](const fs::path& policy) { fs::remove(policy / "model.safetensors"); }, "safetensors");
    const auto rewrite =
        [](const fs::path& policy,
           const std::function<void(std::vector<std::pair<std::string, torch::Tensor>>&)>& change) {
            auto tensors = readTensors(policy / "model.safetensors");
            change(tensors);
            writeTensors(policy / "model.safetensors", tensors);
        };
    refused([&](const fs::path& policy) { rewrite(policy, [](auto& tensors) { tensors.pop_back(); }); },
            "missing");
    refused(
        [&](const fs::path& policy) {
            rewrite(policy, [](auto& tensors) { tensors.front().second.view({-1})[0] = std::nan(""); });
        },
        "NaN");
    refused(
        [](const fs::path& policy) {
            Json config = readJsonFile(policy / "config.json");
            config["intermediate_size"] = 48;
            writeFileAtomic(policy / "config.json", jsonPretty(config), false);
        },
        "48");
    refused([](const fs::path& policy) { fs::resize_file(policy / "model.safetensors", 1000); },
            "model.safetensors");
}

TEST_CASE("a dataset of a newer format or with a changed sample is refused") {
    test::TempFolder newer;
    checkRefused(
        run(newer, initCommand(newer / "run", "rft", brokenDataset(newer, "\"format\": 1", "\"format\": 2"),
                               test::world<30>().policy)),
        "newer");
    test::TempFolder changed;
    const fs::path dataset = brokenDataset(changed, "\"name\"", "\"name\"");
    std::string lines = readTextFile(dataset / "samples.jsonl");
    const auto found = lines.find("\"bright\"");
    REQUIRE(found != std::string::npos);
    writeFileAtomic(dataset / "samples.jsonl", lines.replace(found, 8, "\"dark\""), false);
    checkRefused(run(changed, initCommand(changed / "run", "rft", dataset, test::world<30>().policy)),
                 "dataset");
    CHECK(!fs::exists(changed / "run"));
}

TEST_CASE("a second engine on one run and a read-only place are refused") {
    test::TempFolder folder;
    const fs::path place = folder / "run";
    REQUIRE(run(folder, initCommand(place, writeRecipe(folder, kShort), test::world<30>().brightness,
                                    test::world<30>().policy))
                .code == 0);
    {
        const RunLock lock(place);
        checkRefused(run(folder, fmt::format("train '{}'", place.string())), "another engine");
    }
    // /proc takes no folders, root or not.
    checkRefused(run(folder, initCommand("/proc/vrft-run", "rft", test::world<30>().brightness,
                                         test::world<30>().policy)),
                 "/proc");
    checkRefused(
        run(folder, initCommand(place, "rft", test::world<30>().brightness, test::world<30>().policy)),
        place.string());
}
