// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// vrftaug [WORKSPACE]: the workstation. Arguments and wiring only.
#include "core/error.h"
#include "ui/shell/log_file.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/viewer/worker_frame_source.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QCommandLineParser>
#include <cstdio>
#include <optional>

namespace {

void describe(QCommandLineParser& arguments) {
    arguments.setApplicationDescription(
        QStringLiteral("Studies, labels and reinforcement fine-tuning on one machine. For research only, not "
                       "for diagnosis."));
    arguments.addHelpOption();
    arguments.addVersionOption();
    arguments.addPositionalArgument(
        QStringLiteral("WORKSPACE"),
        QStringLiteral("Folder of the workspace; else the last one, the first time the sample."),
        QStringLiteral("[WORKSPACE]"));
}

// Qt aborts where it finds no display.
bool hasDisplay(const QStringList& arguments) {
    return arguments.contains(QStringLiteral("-platform")) || qEnvironmentVariableIsSet("QT_QPA_PLATFORM") ||
           qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
}

// What needs no window: help, version, and words where there can't be one. Nothing: go on.
std::optional<int> withoutWindow(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QStringList given = QCoreApplication::arguments();
    QCommandLineParser arguments;
    describe(arguments);
    arguments.parse(given);
    if (arguments.isSet(QStringLiteral("help")) || arguments.isSet(QStringLiteral("version")))
        arguments.process(application); // ends the program
    if (hasDisplay(given)) return std::nullopt;
    std::fprintf(stderr, "vrftaug: there is no display (DISPLAY isn't set). Start it on a desktop, or use "
                         "vrftaug-data and vrftaug-engine, which need none\n");
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication::setOrganizationName(QStringLiteral("vrftaug"));
    QCoreApplication::setApplicationName(QStringLiteral("workstation"));
    QCoreApplication::setApplicationVersion(QStringLiteral(VRFT_VERSION));
    if (const auto end = withoutWindow(argc, argv)) return *end;
    QApplication application(argc, argv);
    QCommandLineParser arguments;
    describe(arguments);
    arguments.process(application);

    namespace ui = vrft::ui;
    ui::LogFile::install(ui::LogFile::defaultFolder());
    try {
        ui::speak(ui::preferences::language());
        ui::Themes themes;
        themes.choose(ui::preferences::themeChoice());
        themes.setTextSize_percent(ui::preferences::textSize_percent());
        ui::WorkerFrameSource frames(ui::makeDecoder(),
                                     static_cast<std::uint64_t>(ui::preferences::imageMemory_mb()) << 20);
        ui::MainWindow window(themes, frames);
        window.show();
        const QStringList named = arguments.positionalArguments();
        const QString last = ui::preferences::lastWorkspace();
        if (!named.isEmpty())
            window.openWorkspace(ui::utf8(named.first()), false);
        else if (!last.isEmpty())
            window.openWorkspace(ui::utf8(last), false);
        else
            window.openSample();
        return QApplication::exec();
    } catch (const vrft::Error& error) {
        std::fprintf(stderr, "vrftaug: %s\n", error.what());
        return 1;
    }
}
