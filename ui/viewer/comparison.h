// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands beside an image for comparison, and how two stacks scroll together.
//
// Thread rule: UI thread (cursors); functions without state.
#pragma once

#include "ui/viewer/stack_cursor.h"

#include <optional>

namespace vrft::ui {

// The series to compare one with: of the same modality in another study of the patient, the latest before it
// (else the next after it), there with the same description if there is one. Nothing where the patient has no
// other study like it.
std::optional<SeriesPlace> priorOf(const Library& library, const SeriesPlace& place);

// Whether the stacks lie in one frame of reference and parallel to each other, so that millimetres mean the
// same.
bool sameSpace(const StackCursor& a, const StackCursor& b);

// The index in `to` that belongs to where `from` is: the nearest place along the normal where they share a
// space, else the same share of the way. -1: one of them is empty.
int linkedIndex(const StackCursor& from, const StackCursor& to);

} // namespace vrft::ui
