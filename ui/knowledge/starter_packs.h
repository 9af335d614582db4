// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The starter packs that are part of the program (core/knowledge/starter_pack.h says what a pack is).
//
// Errors: Error. Thread rule: any.
#pragma once

#include "core/knowledge/starter_pack.h"

#include <vector>

namespace vrft::ui {

std::vector<StarterPack> readPacks();

} // namespace vrft::ui
