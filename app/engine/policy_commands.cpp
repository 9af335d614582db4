// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/commands.h"
#include "app/engine/device_option.h"
#include "app/engine/policy_place.h"
#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/policies/policy_files.h"
#include "core/random.h"
#include "core/run/run_folder.h"
#include "core/vision_input/image.h"
#include "training/checkpoint/tensor_io.h"
#include "training/machine.h"
#include "training/policy_source.h"
#include "training/trainer/cold_start.h"

#include <fmt/format.h>
#include <iostream>
#include <iterator>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

std::string standardInput() {
    return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

// A chat file's images are relative to the file.
Chat readChat(const fs::path& file) {
    Chat chat = chatFromJson(readJsonFile(file), file.string());
    for (ChatMessage& message : chat)
        for (ChatPart& part : message.content)
            if (part.kind == ChatPart::Kind::Image && fs::path(part.path).is_relative())
                part.path = (file.parent_path() / part.path).string();
    return chat;
}

struct GenerateArguments {
    std::string policy;
    std::string prompt;
    std::string device = "auto";
    int samples = 1;
    std::uint64_t seed = 1;
    SamplingOptions sampling;
};

Json generate(const GenerateArguments& arguments) {
    if (!arguments.sampling.greedy && !(arguments.sampling.temperature > 0))
        throw CLI::ValidationError("--temperature", "must be above 0; --greedy gives the likeliest answer");
    const std::unique_ptr<Policy> policy =
        loadPolicyOrRun(policyPlace(arguments.policy).place, optionsFor(arguments.device));
    const PromptInput prompt = policy->encodePrompt(readChat(arguments.prompt));
    GenerationRequest request;
    request.prompt = &prompt;
    for (int k = 0; k < arguments.samples; ++k)
        request.seeds.push_back(seedFromText(fmt::format("rollout/{}/0/generate/{}", arguments.seed, k)));
    const auto completions = policy->generate(std::span(&request, 1), arguments.sampling).front();
    Json list = Json::array();
    for (const Completion& completion : completions)
        list.push_back({{"text", policy->tokenizer().decode(completion.ids)},
                        {"length", completion.ids.size()},
                        {"truncated", completion.truncated},
                        {"ids", completion.ids},
                        {"log_probabilities", completion.logProbs}});
    return {{"prompt_tokens", prompt.ids.size()},
            {"image_tokens", prompt.imageRows.size()},
            {"completions", list}};
}

void addGenerate(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "generate", "Answers of a policy to one chat");
    auto arguments = std::make_shared<GenerateArguments>();
    command->add_option("--policy", arguments->policy, "Policy folder, or a run")->required();
    command->add_option("--prompt", arguments->prompt, "P.json: a chat; image paths are relative to the file")
        ->required();
    command->add_option("--samples", arguments->samples, "Number of completions")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 4096));
    command
        ->add_option("--temperature", arguments->sampling.temperature,
                     "Above 1 more varied answers, below 1 likelier ones")
        ->capture_default_str();
    command->add_option("--seed", arguments->seed, "Seed of the sampling")->capture_default_str();
    command->add_option("--max-tokens", arguments->sampling.maxNewTokens, "Longest completion, tokens")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 1'000'000));
    command->add_option("--top-k", arguments->sampling.topK, "Only the k likeliest tokens (0: off)")
        ->capture_default_str();
    command
        ->add_option("--top-p", arguments->sampling.topP, "Only the likeliest tokens that make up this share")
        ->capture_default_str();
    command
        ->add_option("--min-p", arguments->sampling.minP,
                     "Only tokens at least this share as likely as the likeliest")
        ->capture_default_str();
    command->add_flag("--greedy", arguments->sampling.greedy, "Always the likeliest token");
    addDeviceOption(*command, arguments->device);
    command->callback([&output, arguments] {
        const Json result = generate(*arguments);
        if (output.json) return output.document(result);
        for (const Json& completion : result["completions"])
            output.say(completion["text"].get<std::string>());
    });
}

void addForward(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "forward",
                                        "Logits, positions and image features of one chat, as safetensors");
    auto policy = std::make_shared<std::string>();
    auto prompt = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    auto device = std::make_shared<std::string>("auto");
    command->add_option("--policy", *policy, "Policy folder, or a run")->required();
    command->add_option("--prompt", *prompt, "P.json: a chat")->required();
    addDeviceOption(*command, *device);
    command
        ->add_option("--out", *out,
                     "X.safetensors: logits [tokens, vocabulary], input_ids, position_ids, image_features")
        ->required();
    command->callback([&output, policy, prompt, out, device] {
        const torch::NoGradGuard noGrad;
        const std::unique_ptr<Policy> loaded =
            loadPolicyOrRun(policyPlace(*policy).place, optionsFor(*device));
        const PromptInput input = loaded->encodePrompt(readChat(*prompt));
        const ForwardResult result = loaded->forward(input);
        const std::vector<std::pair<std::string, torch::Tensor>> tensors = {
            {"logits", result.logits_TV},
            {"input_ids", torch::tensor(std::vector<std::int64_t>(input.ids.begin(), input.ids.end()))},
            {"position_ids", result.positions_3T},
            {"image_features", result.imageFeatures_MD}};
        writeTensors(*out, tensors);
        if (!output.json)
            return output.say(fmt::format("Wrote {}: {} tokens, {} of them of images", *out, input.ids.size(),
                                          input.imageRows.size()));
        output.document(
            {{"out", *out}, {"tokens", input.ids.size()}, {"image_tokens", input.imageRows.size()}});
    });
}

void addTokenize(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "tokenize", "Text on stdin to ids as JSON, and back");
    auto policy = std::make_shared<std::string>();
    auto decode = std::make_shared<bool>(false);
    command->add_option("--policy", *policy, "Policy folder, or a run")->required();
    command->add_flag("--decode", *decode, "Ids as a JSON list on stdin to text");
    command->callback([&output, policy, decode] {
        const fs::path place = policyPlace(*policy).place;
        const Tokenizer tokenizer = Tokenizer::load(basePolicyOf(place));
        if (!*decode) {
            std::cout << Json(tokenizer.encode(standardInput())).dump() << '\n';
            return;
        }
        const Json ids = parseJson(standardInput(), "standard input");
        if (!ids.is_array() ||
            !std::all_of(ids.begin(), ids.end(), [](const Json& id) { return id.is_number_integer(); }))
            throw Error(ErrorCode::InvalidFormat, "a JSON list of whole numbers is needed", "standard input");
        const std::string text = tokenizer.decode(ids.get<std::vector<int>>(), false);
        if (output.json) return output.document({{"text", text}});
        std::cout << text;
    });
}

// A made-up picture in a file of its own, so that an export's vision tower is looked at too.
class ProbeImage {
public:
    explicit ProbeImage(const fs::path& beside)
        : file_(beside.string() + ".probe.png") {
        constexpr int kSide = 112;
        Image image{kSide, kSide, 3, {}};
        CounterRandom random(7);
        for (int i = 0; i < kSide * kSide * 3; ++i)
            image.pixels.push_back(static_cast<std::uint8_t>(random.uniform() * 256));
        writeFileAtomic(file_, encodePng(image), false);
    }
    ~ProbeImage() {
        std::error_code ignored;
        fs::remove(file_, ignored);
    }
    ProbeImage(const ProbeImage&) = delete;
    ProbeImage& operator=(const ProbeImage&) = delete;
    std::string path() const { return file_.string(); }

private:
    fs::path file_;
};

// What was exported must compute what the run's policy computes, on a fixed prompt with a picture: the same
// bits, or, where an adapter went into the weights, logits within 1e-4 or 1e-5 of the largest (fp32 adds in
// another order). An export that doesn't is deleted.
void verifyExport(const Policy& policy, const Policy& reloaded, bool merged, const fs::path& folder) {
    const ProbeImage probe(folder);
    const Chat chat = {
        {"user", {imagePart(probe.path()), textPart("Is the exported policy the trained one?")}}};
    const torch::NoGradGuard noGrad;
    const torch::Tensor before = policy.forward(policy.encodePrompt(chat)).logits_TV;
    const torch::Tensor after = reloaded.forward(reloaded.encodePrompt(chat)).logits_TV;
    const double difference = (before - after).abs().max().item<double>();
    const double allowed = merged ? std::max(1e-4, 1e-5 * before.abs().max().item<double>()) : 0;
    if (difference <= allowed) return;
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    throw Error(
        ErrorCode::Mismatch,
        fmt::format("what was exported computes other logits than the run's, by {:.3g}, and was deleted",
                    difference),
        folder.string(), "Check the disk and export again");
}

// The base as the run computed with it; a PEFT adapter's as it is stored.
BaseWeights baseOf(const fs::path& run) {
    return isPeftAdapter(run) ? BaseWeights::Stored : readRun(run).recipe.trainable.base;
}

struct ExportArguments {
    std::string run;
    std::string out;
    bool merge = false;
    std::string peftNames;
};

// The adapter alone, as PEFT reads it over the run's start policy.
Json exportAdapter(const ExportArguments& arguments, const Policy& policy) {
    const fs::path base = basePolicyOf(arguments.run);
    policy.saveAdapter(arguments.out, base.string(),
                       arguments.peftNames == "old" ? PeftNames::Old : PeftNames::New);
    PolicyOptions options;
    options.base = baseOf(arguments.run);
    const std::unique_ptr<Policy> reloaded = Policy::load(base, options);
    reloaded->loadAdapter(arguments.out);
    verifyExport(policy, *reloaded, false, arguments.out);
    std::int64_t parameters = 0;
    for (const NamedParameter& parameter : reloaded->trainableParameters())
        parameters += parameter.tensor.numel();
    const bool rounded = options.base == BaseWeights::Half && describePolicy(base).weightType != "BF16";
    return {{"adapter", arguments.out},
            {"base", base.string()},
            {"parameters", parameters},
            {"base_rounded_to_bf16", rounded},
            {"verified", true}};
}

Json exportWhole(const ExportArguments& arguments, const Policy& policy, bool merged) {
    policy.save(arguments.out);
    verifyExport(policy, *Policy::load(arguments.out), merged, arguments.out);
    const PolicyFolderInfo info = inspectPolicyFolder(arguments.out);
    return {
        {"policy", arguments.out}, {"hash", info.hash}, {"parameters", info.parameters}, {"verified", true}};
}

void addExport(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(
        app, output, "export",
        "A run's policy as a folder of its own, or the adapter it trained; verified by reloading");
    auto arguments = std::make_shared<ExportArguments>();
    command->add_option("RUN", arguments->run, "Run folder; or a PEFT adapter's")->required();
    command->add_option("--out", arguments->out, "New folder")->required();
    auto* merge = command->add_flag("--merge", arguments->merge,
                                    "Whole weights with the adapter in them (full fine-tuning always exports "
                                    "whole weights)");
    command
        ->add_option("--peft-names", arguments->peftNames,
                     "Tensor names of an adapter: new (transformers from 4.52 on, the default) or old")
        ->check(CLI::IsMember({"new", "old"}))
        ->excludes(merge);
    command->callback([&output, arguments] {
        const bool lora = isPeftAdapter(arguments->run) ||
                          readRun(arguments->run).recipe.trainable.kind == TrainableKind::Lora;
        if (!lora && !arguments->peftNames.empty())
            throw Error(ErrorCode::InvalidArgument, "this run trained whole weights and has no adapter",
                        arguments->run, "Leave --peft-names out");
        const std::unique_ptr<Policy> policy = loadPolicyOrRun(arguments->run);
        if (lora && !policy->hasLora())
            throw Error(ErrorCode::NotFound, "this run has no checkpoint yet", arguments->run,
                        "Train it first");
        const bool adapter = lora && !arguments->merge;
        const Json report =
            adapter ? exportAdapter(*arguments, *policy) : exportWhole(*arguments, *policy, lora);
        if (output.json) return output.document(report);
        output.say(fmt::format("Wrote the {} to {} ({} parameters, verified by reloading)",
                               adapter ? "adapter" : "policy", arguments->out,
                               report.at("parameters").get<std::int64_t>()));
        if (report.value("base_rounded_to_bf16", false))
            output.say("It was trained upon the base rounded to bf16: load the base so "
                       "(dtype=torch.bfloat16), or its "
                       "answers differ a little.");
    });
}

void addColdStart(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "cold-start",
                                        "Makes a policy by supervised warm-up on training samples");
    auto datasets = std::make_shared<std::vector<std::string>>();
    auto config = std::make_shared<std::string>();
    auto from = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    auto threads = std::make_shared<int>(1);
    auto device = std::make_shared<std::string>("cpu");
    addDeviceOption(*command, *device);
    command->add_option("--dataset", *datasets, "Dataset folders; only their train split is read")
        ->required();
    command->add_option("--config", *config, "What to train: model, tokenizer, tasks, steps")->required();
    command->add_option("--from", *from, "Policy to start from: a folder, a run, or a name in the workspace");
    command->add_option("--out", *out, "New policy folder")->required();
    command->add_option("--threads", *threads, "Threads of the training")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 1024));
    command->callback([&output, datasets, config, from, out, threads, device] {
        setThreads(*threads);
        const MachineReport machine = describeMachine();
        requireFastBlas(machine);
        ColdStartRequest cold;
        for (const std::string& dataset : *datasets)
            cold.datasets.emplace_back(dataset);
        cold.config = *config;
        if (!from->empty()) cold.from = policyPlace(*from, cold.datasets).place;
        cold.out = *out;
        cold.device = *device;
        cold.progress = [&output](int step, int steps, double loss) {
            output.progress(fmt::format("step {} of {}, loss {:.3f}", step, steps, loss));
        };
        const Json report = coldStart(cold);
        output.endProgress();
        if (output.json) return output.document(report);
        output.say(fmt::format("Wrote the policy to {}: {} parameters, loss {:.3f}", *out,
                               report.at("parameters").get<std::int64_t>(), report.at("loss").get<double>()));
        output.say(fmt::format("{} images were learned from, {} of them with a class drawn at random "
                               "(labelled and random_labels of the configuration)",
                               report.at("labelled").get<std::int64_t>(),
                               report.at("false_labels").get<std::int64_t>()));
    });
}

} // namespace

void addPolicyCommands(CLI::App& app, cli::Output& output) {
    addGenerate(app, output);
    addForward(app, output);
    addTokenize(app, output);
    addExport(app, output);
    addColdStart(app, output);
}

} // namespace vrft::engine
