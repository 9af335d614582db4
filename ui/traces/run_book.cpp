// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/run_book.h"

#include "core/error.h"
#include "core/policies/model_family.h"
#include "core/vision_input/image.h"
#include "ui/traces/trace_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"
#include "ui/workspace/workspace_thread.h"

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

constexpr int kThumbnail = 80; // device pixels: 40 logical ones at 200 %
constexpr std::size_t kMostThumbnails = 20'000;

const Stage* findStage(const RunInfo& info, const std::string& name) {
    for (const Stage& stage : info.recipe.stages)
        if (stage.name == name) return &stage;
    return nullptr;
}

const RunDataset* datasetOf(const RunInfo& info, const std::string& stageName) {
    const Stage* stage = findStage(info, stageName);
    const auto named = info.datasets.find(stage == nullptr ? std::string() : stage->dataset);
    return named == info.datasets.end() ? nullptr : &named->second;
}

} // namespace

QImage imageOf(const Image& image) {
    const QImage::Format format = image.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888;
    return QImage(image.pixels.data(), image.width, image.height, image.width * image.channels, format)
        .convertToFormat(QImage::Format_RGB32);
}

RunBook::RunBook(fs::path runsFolder)
    : runs_(std::move(runsFolder)) {}

const RunBook::Run& RunBook::run(const std::string& name) {
    const auto [at, fresh] = read_.try_emplace(name);
    if (!fresh && at->second.info) return at->second;
    try {
        at->second = {readRun(folder(name)), {}};
    } catch (const Error& error) {
        at->second = {std::nullopt, troubleOf(error).text()};
    }
    return at->second;
}

const RunBook::OfStage& RunBook::dataset(const std::string& name, const std::string& stageName) {
    const Run& of = run(name);
    const RunDataset* named = of.info ? datasetOf(*of.info, stageName) : nullptr;
    if (named == nullptr) {
        OfStage& unknown = datasets_["\n" + name + "\n" + stageName];
        unknown.trouble = of.info ? TraceText::tr("The run doesn’t say which dataset its stage “%1” uses.")
                                        .arg(stageWords(stageName))
                                  : of.trouble;
        return unknown;
    }
    const fs::path place = resolveRunPath(folder(name), named->path);
    const auto [at, fresh] = datasets_.try_emplace(place.string() + "\n" + named->hash);
    if (!fresh && !at->second.passing) return at->second;
    try {
        auto dataset = std::make_shared<Dataset>(readDataset(place));
        if (dataset->hash != named->hash)
            throw Error(ErrorCode::Mismatch, "another dataset lies where the run's was", place.string(),
                        "Bring the old one back; traces are shown without images");
        at->second = {std::move(dataset), {}, false};
    } catch (const Error& error) {
        at->second = {nullptr, troubleOf(error).text(), error.code() == ErrorCode::NotFound};
    }
    return at->second;
}

double RunBook::rightFrom(const std::string& name, const std::string& stageName) {
    const Run& of = run(name);
    const Stage* stage = of.info ? findStage(*of.info, stageName) : nullptr;
    if (stage == nullptr) return 1;
    double least = 1;
    for (const RewardSpec& reward : stage->rewards) {
        if (reward.name == "accuracy" || reward.name == "fuzzy_grade") return 1;
        if (reward.name == "boxes")
            least = reward.measure == BoxMeasure::Giou ? 0.75 : 0.5; // a half of either
    }
    return least;
}

const RunBook::Policy& RunBook::policy(const std::string& name) {
    const Run& of = run(name);
    const fs::path place = of.info ? resolveRunPath(folder(name), of.info->policy.path) : fs::path();
    const auto [at, fresh] = policies_.try_emplace(place.string());
    Policy& policy = at->second;
    if (!fresh && policy.tokenizer) return policy;
    if (!of.info) {
        policy.trouble = of.trouble;
        return policy;
    }
    try {
        policy.units = policyBoxUnits(place);
        policy.preprocessor = readPreprocessor(place);
        policy.tokenizer = Tokenizer::load(place);
        policy.trouble.clear();
    } catch (const Error& error) {
        policy.trouble = troubleOf(error).text();
    }
    return policy;
}

QImage RunBook::thumbnail(const Dataset& dataset, const Sample& sample) {
    if (sample.images.empty()) return {};
    if (thumbnails_.size() > kMostThumbnails) thumbnails_.clear();
    const fs::path file = dataset.imagePath(sample.images.front());
    const auto [at, fresh] = thumbnails_.try_emplace(file.string());
    if (fresh) {
        try {
            at->second = imageOf(readPng(file))
                             .scaled(kThumbnail, kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        } catch (const Error&) {
            at->second = {}; // the trace itself says why, once it is opened
        }
    }
    return at->second;
}

} // namespace vrft::ui
