// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where vrftaug-engine is, the program that trains, answers and measures for the window, and how many threads
// it gets: as the user chose in the settings.
//
// Thread rule: any thread, once the application object is there.
#pragma once

#include <QString>
#include <filesystem>

namespace vrft::ui {

// Where VRFT_ENGINE_PROGRAM says (tests), else as chosen, else beside this program.
std::filesystem::path engineProgram();
QString engineProgramChosen(); // empty: none, it is the one beside this program
void setEngineProgramChosen(const QString& file);

int engineThreads(); // for training; the computer's physical cores until another number is chosen
void setEngineThreads(int threads);
inline constexpr int kMostEngineThreads = 256;

} // namespace vrft::ui
