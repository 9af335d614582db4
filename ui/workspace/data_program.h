// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where vrftaug-data is: the program that looks at files of unknown origin for the window.
//
// Thread rule: any thread, once the application object is there.
#pragma once

#include <filesystem>

namespace vrft::ui {

// Beside this program, or where VRFT_DATA_PROGRAM says (tests, an unusual installation).
std::filesystem::path dataProgram();

} // namespace vrft::ui
