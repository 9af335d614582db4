// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/engine_words.h"

#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>

namespace vrft::ui {

namespace {

struct EngineWords {
    Q_DECLARE_TR_FUNCTIONS(EngineWords)
};

QString textOf(const Json& report, const char* key) {
    const auto found = report.find(key);
    return found != report.end() && found->is_string() ? qs(found->get_ref<const std::string&>()) : QString();
}

std::optional<double> numberOf(const Json& report, const char* key) {
    const auto found = report.find(key);
    return found != report.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

} // namespace

QStringList engineWords(const Json& report) {
    QStringList lines;
    if (!report.is_object()) return lines;
    if (const QString version = textOf(report, "program"); !version.isEmpty())
        lines << EngineWords::tr("Engine %1, LibTorch %2").arg(version, textOf(report, "libtorch"));
    if (const QString cpu = textOf(report, "cpu"); !cpu.isEmpty()) {
        const auto cores = numberOf(report, "cores");
        const auto memory = numberOf(report, "memory_bytes");
        lines << EngineWords::tr("%1, %2 cores, %3 of memory")
                     .arg(cpu, grouped(static_cast<qint64>(cores.value_or(1))),
                          memoryText(memory.value_or(0)));
    }
    if (const auto found = report.find("cuda"); found != report.end() && found->is_boolean())
        lines << (found->get<bool>() ? EngineWords::tr("A GPU can be used")
                                     : EngineWords::tr("No GPU can be used; training runs on the processor"));
    if (const auto speed = numberOf(report, "gemm_gflops"))
        lines << EngineWords::tr("%1 billion multiplications and additions a second").arg(figure(*speed, 0));
    if (const auto found = report.find("advice"); found != report.end() && found->is_array())
        for (const Json& line : *found)
            if (line.is_string()) lines << qs(line.get_ref<const std::string&>());
    return lines;
}

} // namespace vrft::ui
