// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/data/commands.h"

int main(int argc, char** argv) {
    return vrft::cli::runProgram("vrftaug-data", "Studies, tasks, annotations and datasets, without a window",
                                 argc, argv, [](CLI::App& app, vrft::cli::Output& output) {
                                     vrft::data::addWorkspaceCommands(app, output);
                                     vrft::data::addImportCommands(app, output);
                                     vrft::data::addScanCommand(app);
                                     vrft::data::addPixelCommands(app, output);
                                     vrft::data::addTaskCommands(app, output);
                                     vrft::data::addAnnotateCommands(app, output);
                                     vrft::data::addDatasetCommands(app, output);
                                     vrft::data::addIndexCommand(app, output);
                                     vrft::data::addVerdictCommand(app, output);
                                 });
}
