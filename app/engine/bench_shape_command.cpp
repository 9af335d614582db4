// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/commands.h"
#include "app/engine/device_option.h"
#include "app/engine/policy_place.h"
#include "training/device.h"
#include "training/machine.h"
#include "training/trainer/shape_benchmark.h"

#include <fmt/format.h>

namespace vrft::engine {

namespace {

struct ShapeArguments {
    std::string shape;
    std::string policy;
    std::string base = "fp32";
    std::string device = "auto";
    int threads = 1;
    ShapeOptions options;
};

Json measure(const ShapeArguments& arguments) {
    setThreads(arguments.threads);
    const MachineReport machine = describeMachine();
    requireFastBlas(machine);
    const PolicyOptions placed = optionsFor(arguments.device);
    const DeviceSpeed speed = measureDevice(placed.device);
    const std::unique_ptr<Policy> policy =
        makeShape(arguments.shape, policyPlace(arguments.policy).place, placed,
                  arguments.base == "bf16" ? torch::kBFloat16 : torch::kFloat32);
    const ShapeTimes times = measureShape(*policy, arguments.options, placed.device);
    const double floor_s = (times.weightBytes + times.keyBytes) / speed.copyBytesPerSecond;
    return {{"shape", arguments.shape},
            {"base", arguments.base},
            {"device", placed.device.str()},
            {"libtorch", machine.libtorch},
            {"parameters", times.parameters},
            {"prompt_tokens", arguments.options.promptTokens},
            {"completions", arguments.options.completions},
            {"new_tokens", arguments.options.newTokens},
            {"lora_rank", arguments.options.loraRank},
            {"weight_bytes", times.weightBytes},
            {"key_bytes", times.keyBytes},
            {"copy_bytes_per_second", speed.copyBytesPerSecond},
            {"gemm_gflops", speed.floatGflops},
            {"gemm_bf16_gflops", speed.halfGflops},
            {"prefill_s", times.prefill_s},
            {"decode_s_per_token", times.decode_s},
            {"decode_tokens_per_second", arguments.options.completions / times.decode_s},
            {"decode_floor_s_per_token", floor_s},
            {"decode_share_of_floor", floor_s / times.decode_s},
            {"update_s", times.update_s},
            {"kernels_problem", policy->gpuProblem()},
            {"peak_device_bytes",
             placed.device.is_cuda() ? Json(cudaBytes(placed.device.index()).peak) : Json()}};
}

void say(const cli::Output& output, const Json& json) {
    output.say(fmt::format("{} · LibTorch {} · {:.0f} GB/s copy, {:.0f} GFLOP/s single, {:.0f} bfloat16",
                           json.at("device").get<std::string>(), json.at("libtorch").get<std::string>(),
                           json.at("copy_bytes_per_second").get<double>() / 1e9,
                           json.at("gemm_gflops").get<double>(), json.at("gemm_bf16_gflops").get<double>()));
    output.say(fmt::format("{} random parameters, {} completions of {} tokens upon a prompt of {}",
                           json.at("parameters").get<std::int64_t>(), json.at("completions").get<int>(),
                           json.at("new_tokens").get<int>(), json.at("prompt_tokens").get<int>()));
    output.say(fmt::format("prompt     {:.1f} ms", 1000 * json.at("prefill_s").get<double>()));
    output.say(fmt::format(
        "decode     {:.2f} ms a token, {:.0f} tokens/s, {:.0f} % of what the copy speed allows",
        1000 * json.at("decode_s_per_token").get<double>(), json.at("decode_tokens_per_second").get<double>(),
        100 * json.at("decode_share_of_floor").get<double>()));
    if (const auto problem = json.at("kernels_problem").get<std::string>(); !problem.empty())
        output.say(fmt::format("The program's own kernels aren't used: {}", problem));
    output.say(fmt::format("update     {:.1f} ms", 1000 * json.at("update_s").get<double>()));
}

} // namespace

void addBenchShapeCommand(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "bench-shape",
                                        "Sampling and one update of a policy of given sizes with random "
                                        "weights, beside the device's copy speed");
    auto arguments = std::make_shared<ShapeArguments>();
    command->add_option("--shape", arguments->shape, "A config.json with the sizes")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_option("--policy", arguments->policy, "Policy folder whose tokenizer is used")->required();
    const auto number = [&](const char* option, int& value, const char* what) {
        command->add_option(option, value, what)->capture_default_str()->check(cli::wholeNumber(1, 100'000));
    };
    number("--completions", arguments->options.completions, "Completions of the one prompt");
    number("--prompt-tokens", arguments->options.promptTokens, "Length of the prompt");
    number("--new-tokens", arguments->options.newTokens, "Longest completion");
    number("--lora-rank", arguments->options.loraRank, "Rank of the adapters that are trained");
    number("--repeats", arguments->options.repeats, "Measurements, the fastest counts");
    number("--threads", arguments->threads, "Threads to measure with");
    command->add_option("--base", arguments->base, "Type of the weights: fp32, bf16")
        ->capture_default_str()
        ->check(cli::oneOf({"fp32", "bf16"}));
    addDeviceOption(*command, arguments->device, "Where to measure");
    command->callback([&output, arguments] {
        const Json json = measure(*arguments);
        if (output.json) return output.document(json);
        say(output, json);
    });
}

} // namespace vrft::engine
