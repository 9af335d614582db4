// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/preflight.h"

#include <algorithm>
#include <cmath>

#include "core/stats/boxes.h"
#include "training/evaluate.h"

namespace vrft {

namespace {

constexpr int kMostSamples = 256;
constexpr std::size_t kLeastSamples = 12;
constexpr std::size_t kNeighbours = 10;
constexpr int kPermutations = 999;
constexpr std::size_t kAtOnce = 16; // images through the tower
constexpr int kFewSamples = 5;

// A row an image: the means of its tokens' features, then their deviations over the image, which tell that
// something small stands out.
std::vector<float> featuresOf(const Policy& policy, PromptBook& prompts,
                              const std::vector<const Sample*>& samples,
                              const std::function<void(int, int)>& progress) {
    torch::NoGradGuard noGradients;
    std::vector<float> rows;
    for (std::size_t from = 0; from < samples.size(); from += kAtOnce) {
        progress(static_cast<int>(from), static_cast<int>(samples.size()));
        std::vector<std::shared_ptr<const PromptImage>> images;
        for (std::size_t i = from; i < std::min(from + kAtOnce, samples.size()); ++i)
            images.push_back(prompts.of(*samples[i]).input.images.front());
        for (const torch::Tensor& features_TD : policy.imageFeatures(images)) {
            const torch::Tensor wide_TD = features_TD.to(torch::kCPU, torch::kFloat32);
            const torch::Tensor mean_D = wide_TD.mean(0);
            const torch::Tensor row =
                torch::cat({mean_D, (wide_TD - mean_D).square().mean(0).sqrt()}).contiguous();
            rows.insert(rows.end(), row.data_ptr<float>(), row.data_ptr<float>() + row.numel());
        }
    }
    return rows;
}

std::vector<Box> inShares(const Sample& sample) {
    std::vector<Box> boxes = sample.target.boxes;
    const Size size = sample.images.front().size();
    for (Box& box : boxes) {
        box.x1 /= size.width;
        box.x2 /= size.width;
        box.y1 /= size.height;
        box.y2 /= size.height;
    }
    return boxes;
}

double agreementOf(const Task& task, const Sample& a, const Sample& b) {
    if (task.kind == TaskKind::Localisation) return boxScore(inShares(a), inShares(b));
    if (task.kind == TaskKind::Classification || !a.target.grade || !b.target.grade)
        return a.target.label == b.target.label ? 1 : 0;
    int low = *a.target.grade;
    int high = low;
    for (const TaskClass& one : task.classes) {
        low = std::min(low, one.grade.value_or(low));
        high = std::max(high, one.grade.value_or(high));
    }
    return 1 - std::abs(*a.target.grade - *b.target.grade) / static_cast<double>(std::max(high - low, 1));
}

} // namespace

std::optional<LabelCheck> checkLabels(const Policy& policy, PromptBook& prompts, const std::string& stage,
                                      std::uint64_t seed,
                                      const std::function<void(int done, int of)>& progress) {
    const std::vector<const Sample*> train = prompts.dataset().of(Split::Train);
    std::vector<const Sample*> samples;
    std::vector<std::string> patients;
    for (const std::size_t index : fixedChoice(train.size(), kMostSamples, seed, "preflight")) {
        samples.push_back(train[index]);
        patients.push_back(train[index]->patient);
    }
    if (samples.size() < kLeastSamples) return std::nullopt;
    const std::vector<float> features = featuresOf(policy, prompts, samples, progress);
    const auto nearest = nearestOfOthers(features, features.size() / samples.size(), patients, kNeighbours);
    const Task& task = prompts.dataset().task;
    const std::size_t n = samples.size();
    std::vector<float> agreement(n * n); // asked a million times
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            agreement[i * n + j] = static_cast<float>(agreementOf(task, *samples[i], *samples[j]));
    const auto found = neighbourAgreement(
        nearest, patients, [&](std::size_t i, std::size_t j) { return agreement[i * n + j]; }, kPermutations,
        seed);
    if (!found) return std::nullopt;
    return LabelCheck{stage, static_cast<int>(n), static_cast<int>(std::min(kNeighbours, n - 1)), *found};
}

Json labelsToJson(const LabelCheck& check) {
    return {{"stage", check.stage},
            {"samples", check.samples},
            {"neighbours", check.neighbours},
            {"agreement", check.agreement.observed},
            {"by_chance", check.agreement.byChance},
            {"p", check.agreement.p},
            {"shuffled", check.shuffled()}};
}

Json balanceJson(const Dataset& dataset, const std::string& stage) {
    Json json = {{"stage", stage},   {"classes", Json::array()}, {"commonest", nullptr},
                 {"share", nullptr}, {"missing", Json::array()}, {"few", Json::array()}};
    const auto samples = static_cast<double>(dataset.counts[0].samples);
    std::int64_t most = -1;
    for (const TaskClass& one : dataset.task.classes) {
        Json row = {{"class", one.id}};
        for (std::size_t s = 0; s < kSplits.size(); ++s) {
            const auto count = dataset.counts[s].byClass.find(one.id);
            const std::int64_t of = count == dataset.counts[s].byClass.end() ? 0 : count->second;
            const std::string split(splitName(kSplits[s]));
            row[split] = of;
            if (of == 0) json["missing"].push_back({{"class", one.id}, {"split", split}});
            if (s > 0) continue;
            if (of > 0 && of < kFewSamples) json["few"].push_back(one.id);
            if (of <= most) continue;
            most = of;
            json["commonest"] = one.id;
            json["share"] = samples > 0 ? static_cast<double>(of) / samples : 0;
        }
        json["classes"].push_back(std::move(row));
    }
    return json;
}

} // namespace vrft
