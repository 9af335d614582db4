// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Evaluations as text for terminals: figures, classes, confusion, calibration.
//
// Thread rule: pure functions.
#pragma once

#include "core/json.h"

#include <string>
#include <vector>

namespace vrft::engine {

// Of what `eval` gives (formats.md §6): one evaluation, or several of {"evaluations":[..]} as columns. What
// doesn't apply is left out.
std::vector<std::string> evaluationWords(const Json& document);

} // namespace vrft::engine
