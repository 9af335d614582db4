// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/commands.h"
#include "core/files.h"
#include "training/device.h"
#include "training/machine.h"
#include "training/policy_source.h"
#include "training/trainer/memory_forecast.h"

#include <fmt/format.h>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

// What would be slow or stop a run here, in words; empty when all is well.
std::vector<std::string> advice(const MachineReport& report) {
    std::vector<std::string> lines;
    if (report.referenceBlas)
        lines.emplace_back(
            "LibTorch uses the reference BLAS, about 30 times slower: install libopenblas0-pthread");
    if (!report.cuda)
        lines.emplace_back("No CUDA device is usable: policies of the sample's size train in minutes on one "
                           "core, a 3B policy "
                           "would take weeks here");
    if (report.memoryBytes < (std::uint64_t{4} << 30))
        lines.push_back(fmt::format("Only {:.1f} GB of memory", double(report.memoryBytes) / 1e9));
    return lines;
}

// Each CUDA device with its speed, beside the processor.
Json measuredDevices(const std::vector<CudaDevice>& devices) {
    Json list = devicesToJson(devices);
    for (Json& device : list) {
        const DeviceSpeed speed = measureDevice(findDevice(device.at("name").get<std::string>()));
        device["gemm_gflops"] = speed.floatGflops;
        device["gemm_bf16_gflops"] = speed.halfGflops;
        device["copy_bytes_per_second"] = speed.copyBytesPerSecond;
    }
    return list;
}

std::string sized(std::int64_t bytes) {
    return bytes >= 1'000'000'000 ? fmt::format("{:.1f} GB", double(bytes) / 1e9)
                                  : fmt::format("{:.0f} MB", double(bytes) / 1e6);
}

// What the run will need, before a weight of its policy is read.
void plan(const fs::path& run, const cli::Output& output) {
    const RunInfo info = readRun(run);
    setThreads(info.machine.threads);
    std::map<std::string, Dataset> datasets;
    std::map<std::string, const Dataset*> used;
    for (const auto& [name, recorded] : info.datasets)
        used[name] = &datasets.emplace(name, readDataset(resolveRunPath(run, recorded.path))).first->second;
    MemoryShape shape = memoryShape(info, used, basePolicyOf(resolveRunPath(run, info.policy.path)));
    shape.programBytes = programBytes();
    const MemoryForecast forecast = forecastMemory(shape);
    const auto machine = static_cast<std::int64_t>(describeMachine().memoryBytes);
    const bool fits = forecast.peak() < machine;
    Json json = {{"memory", memoryToJson(forecast)},
                 {"longest_sample", shape.longestSample},
                 {"longest_prompt", shape.promptTokens},
                 {"longest_answer", info.recipe.sampling.maxNewTokens},
                 {"device", info.machine.device},
                 {"machine_bytes", machine},
                 {"fits", fits}};
    if (output.json) return output.document(json);
    output.say(fmt::format("longest    sample {}: a prompt of {} tokens, answers of up to {}",
                           shape.longestSample, shape.promptTokens, info.recipe.sampling.maxNewTokens));
    output.say(fmt::format(
        "there      program {}, weights {} ({}), what is learned {}, prompts and features {}",
        sized(forecast.program), sized(forecast.weights), baseWeightsName(info.recipe.trainable.base),
        sized(forecast.learning), sized(forecast.prompts)));
    output.say(fmt::format("loading    {} at its peak", sized(forecast.load)));
    output.say(fmt::format("rollout    {} at its peak, held-out checks included", sized(forecast.rollout)));
    output.say(fmt::format("update     {} at its peak, the longest prompts and answers{}",
                           sized(forecast.update),
                           shape.checkpointing ? ", with gradient checkpointing" : ""));
    output.say(fmt::format(
        "memory     {} of {} on this machine: {}", sized(forecast.peak()), sized(machine),
        fits ? "enough" : "NOT enough: choose shorter answers, smaller images or adapters on a bf16 base"));
}

void doctor(cli::Output& output) {
    const MachineReport report = describeMachine();
    const MachineSpeed speed = measureMachine();
    const std::vector<std::string> lines = advice(report);
    Json json = machineToJson(report, speed);
    json["devices"] = measuredDevices(cudaDevices());
    json["advice"] = lines;
    if (output.json) return output.document(json);
    // A build outside git knows no commit.
    const bool known = !report.commit.empty() && report.commit != "unknown";
    output.say(
        fmt::format("program    {}{}", report.program, known ? fmt::format(" ({})", report.commit) : ""));
    output.say(fmt::format("processor  {}, {} cores, {:.1f} GB of memory", report.cpu, report.cores,
                           double(report.memoryBytes) / 1e9));
    output.say(fmt::format("LibTorch   {}, {} threads, CUDA {}", report.libtorch, report.threads,
                           report.cuda ? "yes" : "no"));
    output.say(fmt::format("BLAS       {}", report.blas));
    output.say(fmt::format("speed      {:.1f} GFLOP/s matrix product, {:.1f} GB/s copy", speed.gemmGflops,
                           speed.copyBytesPerSecond / 1e9));
    output.say(fmt::format("devices    {}", report.cuda ? "cpu and:" : "cpu"));
    for (const Json& device : json.at("devices"))
        output.say(
            fmt::format("{:<10} {}, {:.1f} GB, {:.0f} GFLOP/s single, {:.0f} bfloat16, {:.0f} GB/s copy",
                        device.at("name").get<std::string>(), device.at("model").get<std::string>(),
                        device.at("memory_bytes").get<double>() / 1e9, device.at("gemm_gflops").get<double>(),
                        device.at("gemm_bf16_gflops").get<double>(),
                        device.at("copy_bytes_per_second").get<double>() / 1e9));
    for (const std::string& line : lines)
        output.say("look at    " + line);
}

} // namespace

void addMachineCommands(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(
        app, output, "doctor", "Device, LibTorch, BLAS, threads, memory; what would be slow and why");
    auto threads = std::make_shared<int>(1);
    command->add_option("--threads", *threads, "Threads to measure with")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 1024));
    auto run = std::make_shared<std::string>();
    command->add_option(
        "--plan", *run,
        "RUN: instead, the memory that training this run will take at its peaks: loading, rollout, "
        "update");
    command->callback([&output, threads, run] {
        if (!run->empty()) return plan(*run, output);
        setThreads(*threads);
        doctor(output);
    });
}

} // namespace vrft::engine
