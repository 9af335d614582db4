// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The boxes reward of one completion with its reason: formats.md §1, Localisation. Internal to core/reward.
// Thread rule: pure function.
#pragma once

#include "core/box.h"
#include "core/reward/answer.h"
#include "core/stats/boxes.h"

#include <span>
#include <string>

namespace vrft {

struct BoxVerdict {
    double score = 0; // 0..1
    std::string reason;
};

// All boxes in the frame of the stored image.
BoxVerdict judgeBoxes(const AnswerReading& answer, const ParsedCompletion& parsed,
                      std::span<const Box> reference, BoxMeasure measure);

} // namespace vrft
