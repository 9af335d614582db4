// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What of a run must not depend on whether it was interrupted, and a comparison of two.
#pragma once

#include "core/files.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_folder.h"
#include "core/run/run_reader.h"

#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string>

namespace vrft::test {

// Everything of a run that must be equal after any interruption: effective metrics without times, effective
// completions with their token records, the newest checkpoint's bytes, the final figures.
inline std::map<std::string, std::string> essence(const std::filesystem::path& run) {
    std::map<std::string, std::string> all;
    MetricsLog metrics(run);
    while (metrics.poll() > 0) {
    }
    for (const MetricsRecord& record : metrics.effective()) {
        std::string text;
        for (const auto& [key, value] : record.values)
            if (!key.starts_with("time/") && key != "tokens_per_second" && !key.starts_with("memory/"))
                text += fmt::format("{}={:a};", key, value);
        all[fmt::format("metrics/{}/{}", record.step, record.stage)] += text;
    }
    forEachCompletion(run, [&](const LocatedCompletion& item, bool superseded) {
        if (superseded) return true;
        Json json = completionToJson(item.record);
        if (item.record.tokens) {
            std::string tokens;
            for (const TokenRecord& token : readTokens(run, item.place.number, *item.record.tokens))
                tokens += fmt::format("{}:{:a}:{:a} ", token.id, token.logProb, token.entropy);
            json["tokens"] = tokens;
        }
        all[fmt::format("completion/{}/{}", item.record.stage, item.record.id())] += jsonLine(json);
        return true;
    });
    if (const CheckpointSearch newest = newestValid(run); newest.found)
        for (const CheckpointFile& file : newest.found->manifest.files)
            all[fmt::format("checkpoint/{}/{}", newest.found->step(), file.name)] = file.sha256;
    if (std::filesystem::exists(RunPaths{run}.finalEvaluation()))
        all["final"] = readTextFile(RunPaths{run}.finalEvaluation());
    return all;
}

// The keys that differ, for a message.
inline std::string differences(const std::map<std::string, std::string>& a,
                               const std::map<std::string, std::string>& b) {
    std::set<std::string> keys;
    for (const auto& [key, value] : a)
        if (!b.contains(key) || b.at(key) != value) keys.insert(key);
    for (const auto& [key, value] : b)
        if (!a.contains(key)) keys.insert(key);
    std::string text;
    for (const std::string& key : keys)
        if (text.size() < 400) text += key + " ";
    return text;
}

// Equal rollouts and equal weights at the end. An evaluation on stop is an extra one, and may find another
// best step.
inline bool sameTraining(const std::map<std::string, std::string>& a,
                         const std::map<std::string, std::string>& b) {
    const auto training = [](const std::map<std::string, std::string>& all) {
        std::map<std::string, std::string> kept;
        for (const auto& [key, value] : all) {
            const bool rollout = key.starts_with("completion/") &&
                                 key.find("/heldout/") == std::string::npos &&
                                 key.find("/image_gain/") == std::string::npos;
            if (rollout || key.ends_with(".safetensors")) kept.emplace(key, value);
        }
        return kept;
    };
    return training(a) == training(b);
}

} // namespace vrft::test
