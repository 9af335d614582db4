// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the engine measures, and on which processor or device.
#include "core/run/run_folder.h"
#include "tests/app/engine/engine_commands.h"
#include "tests/training/trainer/tiny_run.h"
#include "training/machine.h"

#include <fstream>
#include <iterator>

using namespace vrft;
namespace fs = std::filesystem;
using test::checkRefused;
using test::checkUsage;
using test::initCommand;
using test::kShort;
using test::run;
using test::writeRecipe;
using Result = test::ProgramResult;

TEST_CASE("the engine gives up kernels of OpenBLAS that are older than the processor") {
    test::TempFolder folder;
    const Result result = run(folder, "doctor --json");
    REQUIRE_MESSAGE(result.code == 0, result.err);
    const std::string blas = result.document().at("blas").get<std::string>();
    const std::string kernels = blas.starts_with("OpenBLAS ") ? blas.substr(9, blas.find(" (") - 9) : "";
    std::ifstream file("/proc/cpuinfo");
    const std::string cpu{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(cpu.empty());
    const VectorUnits units{cpu.find(" avx2 ") != std::string::npos,
                            cpu.find(" avx512vl ") != std::string::npos};
    CHECK(betterBlasKernels(kernels, units).empty());
}

TEST_CASE("bench times every part of a step") {
    test::TempFolder folder;
    const Result result =
        run(folder, fmt::format("bench --policy '{}' --dataset '{}' --recipe '{}' --steps 2 --json",
                                test::world<30>().policy.string(), test::world<30>().brightness.string(),
                                writeRecipe(folder, kShort)));
    REQUIRE_MESSAGE(result.code == 0, result.err);
    const Json document = result.document();
    double sum = 0;
    for (const Json& phase : document.at("phases"))
        sum += phase.at("wall_s").get<double>();
    CHECK(document.at("phases").size() == 6);
    CHECK(document.at("wall_s").get<double>() == doctest::Approx(sum));
    CHECK(document.at("gemm_gflops").get<double>() > 0);
    CHECK(document.at("prompts") == 2);
}

TEST_CASE("bench-shape measures a policy of given sizes with random weights") {
    test::TempFolder folder;
    const fs::path shapes = fs::path(VRFT_SOURCE_DIR) / "tests/bench/shapes";
    const auto measure = [&](const std::string& more) {
        return run(folder,
                   fmt::format("bench-shape --shape '{}' --policy '{}' --completions 2 --prompt-tokens 12 "
                               "--new-tokens 4 --repeats 1 --lora-rank 2 --json {}",
                               (shapes / "small.json").string(), test::world<30>().policy.string(), more));
    };
    const Json figures = measure("--device cpu").document();
    CHECK(figures.at("device") == "cpu");
    CHECK(figures.at("parameters").get<std::int64_t>() > 5'000'000);
    for (const char* key : {"prefill_s", "decode_s_per_token", "decode_share_of_floor", "update_s"})
        CHECK(figures.at(key).get<double>() > 0);
    CHECK(measure("--device cuda:999").code == 1);
}

TEST_CASE("a device that isn't there is refused; an unknown one is wrong usage") {
    test::TempFolder folder;
    const auto& world = test::world<30>();
    const std::string evaluate = fmt::format("eval --policy '{}' --dataset '{}' --max-samples 2 --device ",
                                             world.policy.string(), world.brightness.string());
    checkRefused(run(folder, evaluate + "cuda:999"), "cuda:999");
    checkUsage(run(folder, evaluate + "gpu"), "vrftaug-engine eval", "auto, cpu or cuda:N");
    CHECK(run(folder, evaluate + "cpu").code == 0);
    checkRefused(
        run(folder, initCommand(folder / "run", writeRecipe(folder, kShort), world.brightness, world.policy) +
                        " --device cuda:999"),
        "cuda:999");
    CHECK_FALSE(fs::exists(folder / "run"));

    const fs::path made = folder / "made";
    const std::string init = initCommand(made, writeRecipe(folder, kShort), world.brightness, world.policy);
    CHECK(run(folder, init + " --device cpu --ranks 2").code == 0);
    CHECK(readRun(made).machine.device == "cpu");
    CHECK(readRun(made).machine.ranks == 2);
    checkRefused(run(folder, fmt::format("train '{}' --device cuda:999", made.string())), "cuda:999");
    Json moved = readJsonFile(made / "run.json"); // made on another machine
    moved["machine"]["device"] = "cuda:999";
    writeFileAtomic(made / "run.json", jsonPretty(moved), false);
    checkRefused(run(folder, fmt::format("train '{}'", made.string())), "machine.device");
    CHECK(run(folder, fmt::format("train '{}' --device cpu", made.string())).code == 0);
}

TEST_CASE("bench takes given token ids in place of a dataset") {
    test::TempFolder folder;
    const auto bench = [&](const std::string& lines) {
        writeFileAtomic(folder / "p.jsonl", lines);
        return run(folder, fmt::format("bench --policy '{}' --prompts '{}' --recipe '{}' --steps 1 --json",
                                       test::world<30>().policy.string(), (folder / "p.jsonl").string(),
                                       writeRecipe(folder, kShort)));
    };
    const Result result = bench("{\"ids\":[40,41,42,43,44]}\n{\"ids\":[50,51,52,53,54]}\n");
    REQUIRE_MESSAGE(result.code == 0, result.err);
    const Json document = result.document();
    CHECK(document.at("prompt_tokens") == 5);
    CHECK(document.at("phases").size() == 6);
    CHECK(document.at("peak_bytes").get<std::int64_t>() > document.at("start_bytes").get<std::int64_t>());
    checkRefused(bench("{\"ids\":[40]}\n{\"ids\":[1000000]}\n"), "p.jsonl line 2");
    checkRefused(bench("{\"ids\":\"a\"}\n"), "p.jsonl line 1");
    checkRefused(bench(""), "no prompts");
    CHECK(run(folder, fmt::format("bench --policy '{}'", test::world<30>().policy.string())).code == 2);
}
