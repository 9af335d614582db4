// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/window/engines.h"

#include "core/files.h"
#include "core/run/run_folder.h"

#include <QProcess>
#include <charconv>
#include <csignal>
#include <fstream>
#include <thread>

namespace vrft::test {

namespace fs = std::filesystem;

std::vector<pid_t> EnginesOf::processes() const {
    std::vector<pid_t> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        pid_t id = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), id).ptr != name.data() + name.size())
            continue;
        std::ifstream file(entry.path() / "cmdline");
        std::string words;
        std::getline(file, words, '\0');
        if (fs::path(words).filename() != "vrftaug-engine") continue;
        while (std::getline(file, words, '\0'))
            if (words.starts_with(folder_.string() + "/")) {
                found.push_back(id);
                break;
            }
    }
    return found;
}

void EnginesOf::endAll() const {
    for (int round = 0; round < 100; ++round) {
        const std::vector<pid_t> left = processes();
        if (left.empty()) return;
        for (const pid_t id : left)
            ::kill(id, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

fs::path trainTwin(const fs::path& run) {
    const fs::path twin = run.parent_path() / (run.filename().string() + "-twin");
    makeFolders(twin);
    fs::copy_file(RunPaths{run}.info(), RunPaths{twin}.info());
    QProcess engine;
    engine.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    engine.setStandardOutputFile(QProcess::nullDevice());
    engine.start(qEnvironmentVariable("VRFT_ENGINE_PROGRAM"),
                 {QStringLiteral("train"), QString::fromStdString(twin.string())});
    const bool ended = engine.waitForFinished(300'000);
    return ended && engine.exitCode() == 0 ? twin : fs::path();
}

} // namespace vrft::test
