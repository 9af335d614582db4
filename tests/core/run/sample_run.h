// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A run.json good enough for the tests of the growing files.
#pragma once

#include "core/run/run_folder.h"

namespace vrft::test {

inline RunInfo sampleRunInfo() {
    RunInfo info;
    info.id = "20260102-030405-test";
    info.name = "test";
    info.recipe = presetRecipe("rft+fuzzy", {TaskKind::Grading, false, false, 40, 3});
    info.knowledge = {"abc", "0 (none): nothing seen"};
    info.promptTemplate = "the whole template";
    info.datasets["main"] = {"d1", "../../datasets/x-d1"};
    info.policy = {"p1", "../../policies/base", 340000};
    info.versions = {"0.1.0", "c0ffee", "1.13.0", "openblas"};
    info.machine = {"a cpu", 1, "cpu"};
    info.created = 1767323045.25;
    return info;
}

inline std::filesystem::path sampleRun(const std::filesystem::path& folder) {
    createRun(folder, sampleRunInfo());
    return folder;
}

} // namespace vrft::test
