// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// figure.svg of a study: a forest plot, one panel a dataset and one line a strategy: the mean as a square,
// its 95 % interval over seeds as a line, single seeds as small dots, with the majority baseline and plain
// rft as references.
//
// Plain SVG 1.1 text on a light ground, readable in any browser; the same rows give the same bytes.
// Thread rule: pure.
#pragma once

#include "core/run/study_table.h"

#include <string>
#include <vector>

namespace vrft {

std::string studyFigureSvg(const std::vector<StudyRow>& rows);

} // namespace vrft
