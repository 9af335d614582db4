// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/commands.h"
#include "core/run/tensorboard.h"

#include <fmt/format.h>

namespace vrft::engine {

void addTensorboardCommand(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "tensorboard",
                                        "The figures of runs as event files, for TensorBoard and what reads "
                                        "its files: a folder a run, written anew each time");
    auto runs = std::make_shared<std::vector<std::string>>();
    auto out = std::make_shared<std::string>();
    auto options = std::make_shared<TensorboardOptions>();
    command->add_option("RUN", *runs, "Run folders")->required();
    command->add_option("--out", *out, "Folder that TensorBoard is given as --logdir")->required();
    command
        ->add_option("--answers", options->answers,
                     "Held-out images whose answers are shown at every evaluation, as text")
        ->capture_default_str()
        ->check(cli::wholeNumber(0, 1000));
    command->callback([&output, runs, out, options] {
        const std::vector<std::filesystem::path> folders(runs->begin(), runs->end());
        const TensorboardExport written = exportTensorboard(folders, *out, *options);
        if (!output.json)
            return output.say(fmt::format("Wrote {} values and {} answers of {} {} to {}", written.scalars,
                                          written.texts, folders.size(), folders.size() == 1 ? "run" : "runs",
                                          *out));
        Json files = Json::array();
        for (const std::filesystem::path& file : written.files)
            files.push_back(file.string());
        output.document(
            {{"files", std::move(files)}, {"values", written.scalars}, {"answers", written.texts}});
    });
}

} // namespace vrft::engine
