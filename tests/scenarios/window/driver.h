// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The victim of the kills: a window in which somebody goes the path from where an earlier one was killed.
#pragma once

#include <filesystem>

namespace vrft::test {

inline constexpr const char* kPathReader = "M. Sato";
inline constexpr int kPathLabels = 3;
inline constexpr int kPathVerdicts = 3;
inline constexpr int kPathSteps = 12;

// To the end of the path: the run finished, three traces judged. Returns the exit code.
int drive(const std::filesystem::path& workspace, const std::filesystem::path& tale);

} // namespace vrft::test
