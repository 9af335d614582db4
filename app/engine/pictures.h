// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a run looks like without a window: its curves as SVG and some of its traces as one HTML page.
//
// Text of a policy is data: it is escaped, never interpreted. The page holds its images inside and asks no
// network. Thread rule: pure functions that read a run and its datasets.
#pragma once

#include <filesystem>
#include <string>

namespace vrft::engine {

// Held-out score with its interval and the majority answer, and the mean reward (of a supervised run the
// loss), over the steps.
std::string curvesSvg(const std::filesystem::path& run);

// The greedy answers of `count` held-out samples at the best checkpoint, or the newest without one, beside
// what the policy saw, each reward with its reason.
std::string tracesHtml(const std::filesystem::path& run, int count);

} // namespace vrft::engine
