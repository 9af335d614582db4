// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/usage.h"
#include "app/engine/commands.h"
#include "app/engine/pictures.h"
#include "core/files.h"

namespace vrft::engine {

void addPictureCommand(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "picture",
                                        "A run's curves as SVG and some of its traces as one HTML page");
    auto run = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    auto traces = std::make_shared<int>(24);
    command->add_option("RUN", *run, "Run folder")->required();
    command->add_option("--out", *out, "Folder for curves.svg and traces.html")->required();
    command->add_option("--traces", *traces, "How many samples to show")
        ->capture_default_str()
        ->check(cli::wholeNumber(1, 1000));
    command->callback([&output, run, out, traces] {
        const std::filesystem::path folder = *out;
        const std::string curves = curvesSvg(*run);
        const std::string page = tracesHtml(*run, *traces);
        makeFolders(folder);
        writeFileAtomic(folder / "curves.svg", curves);
        writeFileAtomic(folder / "traces.html", page);
        if (!output.json) return output.say("Wrote curves.svg and traces.html to " + folder.string());
        output.document(
            {{"curves", (folder / "curves.svg").string()}, {"traces", (folder / "traces.html").string()}});
    });
}

} // namespace vrft::engine
