// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a run can do as its recipe says but is hardly meant to: rewards that cancel out or pay a trick, an
// objective that is another one in effect. In words, for `init` and `dry-run`; the rewards editor of the
// window judges by the same made-up answers.
//
// Refuses nothing and asks no external reward. Thread rule: pure functions.
#pragma once

#include "core/dataset/dataset.h"
#include "core/run/run_folder.h"

#include <map>
#include <string>
#include <vector>

namespace vrft {

struct RecipeWarning {
    std::string key;   // "rewards", "objective"
    std::string stage; // of rewards; else empty
    std::string text;  // a sentence, or several
};

// `datasets`: by the names of the stages. A stage whose rewards are in order has no warning.
std::vector<RecipeWarning> recipeWarnings(const RunInfo& info,
                                          const std::map<std::string, const Dataset*>& datasets);

// [{"key","stage":null|NAME,"text"}]
Json recipeWarningsToJson(const std::vector<RecipeWarning>& warnings);

// "rewards of stage main: The weights cancel out: the reference answer earns 0."
std::string recipeWarningLine(const RecipeWarning& warning);

} // namespace vrft
