// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where vrftaug-engine is: the program that trains, answers and measures for the window.
//
// Thread rule: any thread, once the application object is there.
#pragma once

#include <filesystem>

namespace vrft::ui {

// Beside this program, or where VRFT_ENGINE_PROGRAM says (tests, an engine with another LibTorch).
std::filesystem::path engineProgram();

} // namespace vrft::ui
