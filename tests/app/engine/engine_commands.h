// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Commands of the engine as its tests write them.
#pragma once

#include "core/files.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

#include <filesystem>
#include <fmt/format.h>
#include <string>

namespace vrft::test {

inline ProgramResult run(const TempFolder& folder, const std::string& arguments) {
    return runProgram("vrftaug-engine", folder, arguments);
}

inline std::string initCommand(const std::filesystem::path& run, const std::string& recipe,
                               const std::filesystem::path& dataset, const std::filesystem::path& policy) {
    return fmt::format("init '{}' --recipe '{}' --dataset '{}' --policy '{}'", run.string(), recipe,
                       dataset.string(), policy.string());
}

inline std::string writeRecipe(const TempFolder& folder, const std::string& text) {
    writeFileAtomic(folder / "recipe.json", text, false);
    return (folder / "recipe.json").string();
}

inline constexpr const char* kShort = R"({"format":1,"preset":"rft","stages":[{"name":"main","steps":3}],
    "sampling":{"prompts_per_step":2,"completions":4,"temperature":1.0,"max_new_tokens":24},
    "evaluation":{"every":2,"max_samples":6,"image_gain_samples":4}})";

} // namespace vrft::test
