// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What runs stand on, read once and kept: run.json, datasets, and of the policy what words and images need.
//
// Doesn't read completions. Errors: values, in words. Ownership: datasets are shared and constant. Thread
// rule: one thread.
#pragma once

#include "core/dataset/dataset.h"
#include "core/prompt/completion.h"
#include "core/run/run_folder.h"
#include "core/text/tokenizer.h"
#include "core/vision_input/preprocess.h"

#include <QImage>
#include <QString>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

namespace vrft::ui {

class RunBook {
public:
    explicit RunBook(std::filesystem::path runsFolder);

    struct Run {
        std::optional<RunInfo> info;
        QString trouble; // why there is none
    };
    const Run& run(const std::string& name);
    void forget(const std::string& name) { read_.erase(name); } // its run.json changed

    struct OfStage {
        std::shared_ptr<const Dataset> dataset;
        QString trouble;
        bool passing = false; // it may be there again
    };
    const OfStage& dataset(const std::string& run, const std::string& stage);
    // The score from which an answer of that stage is right: 1 for classes and grades, for boxes
    // that of a half by their measure.
    double rightFrom(const std::string& run, const std::string& stage);

    struct Policy {
        std::optional<Tokenizer> tokenizer;
        std::optional<PreprocessorConfig> preprocessor;
        BoxUnits units = BoxUnits::Pixels;
        QString trouble;
    };
    const Policy& policy(const std::string& run);

    std::filesystem::path folder(const std::string& run) const { return runs_ / run; }
    // The dataset's image of a sample, small; null where it can't be read.
    QImage thumbnail(const Dataset& dataset, const Sample& sample);

private:
    std::filesystem::path runs_;
    std::map<std::string, Run> read_;
    std::map<std::string, OfStage> datasets_;  // by folder
    std::map<std::string, Policy> policies_;   // by folder
    std::map<std::string, QImage> thumbnails_; // by image file
};

// As Qt draws it.
QImage imageOf(const Image& image);

} // namespace vrft::ui
