// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/machine.h"

#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QThread>
#include <fstream>
#include <set>
#include <sstream>

namespace vrft::ui {

namespace {

std::string contentOf(const char* file) {
    std::ifstream stream(file);
    std::stringstream content;
    content << stream.rdbuf();
    return content.str();
}

} // namespace

Machine machineFrom(const std::string& cpuinfo, const std::string& meminfo, int usableCores) {
    Machine machine;
    machine.cores = std::max(1, usableCores);
    std::set<std::pair<std::string, std::string>> cores; // package, core
    std::string package;
    std::istringstream processors(cpuinfo);
    for (std::string line; std::getline(processors, line);) {
        const auto colon = line.find(':');
        if (colon == std::string::npos) continue;
        const std::string value = line.substr(colon + 1);
        if (line.starts_with("physical id")) package = value;
        if (line.starts_with("core id")) cores.emplace(package, value);
    }
    // Some machines (virtual ones, ARM) don't tell; then each is taken for a core of its own.
    machine.physicalCores =
        cores.empty() ? machine.cores : std::min(static_cast<int>(cores.size()), machine.cores);
    std::istringstream memory(meminfo);
    for (std::string line; std::getline(memory, line);)
        if (line.starts_with("MemTotal:"))
            machine.memoryBytes = std::strtoull(line.c_str() + 9, nullptr, 10) * 1024;
    return machine;
}

const Machine& thisMachine() {
    static const Machine machine =
        machineFrom(contentOf("/proc/cpuinfo"), contentOf("/proc/meminfo"), QThread::idealThreadCount());
    return machine;
}

namespace {

struct MachineTexts {
    Q_DECLARE_TR_FUNCTIONS(MachineTexts)
};

} // namespace

QString machineWords(const Machine& machine) {
    const QString cores = machine.cores == 1 ? MachineTexts::tr("1 core")
                                             : MachineTexts::tr("%1 cores").arg(grouped(machine.cores));
    if (machine.memoryBytes == 0) return cores;
    return MachineTexts::tr("%1, %2").arg(cores, memoryText(static_cast<double>(machine.memoryBytes)));
}

} // namespace vrft::ui
