// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How threads that work beside the window share its processor cores: where there are too few, the window's
// own thread comes first.
//
// Qt's thread priorities say nothing to Linux' ordinary scheduling, so this asks it directly. Where that is
// refused the thread goes on as it was. Thread rule: each function speaks of the thread that calls it.
#pragma once

namespace vrft::ui {

// For a thread that works on end and whose results nobody waits for at the moment: a tenth of a share.
// Programs started from it would inherit that.
void workInBackground();

// For a thread that answers by and by: it doesn't interrupt others when it wakes, its share is whole.
// Programs started from it inherit that.
void workInBatches();

} // namespace vrft::ui
