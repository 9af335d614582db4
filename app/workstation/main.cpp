// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// vrftaug [WORKSPACE]: the workstation. Arguments and wiring only.
#include "core/error.h"
#include "core/store/workspace.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/viewer/worker_frame_source.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QCommandLineParser>
#include <cstdio>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("vrftaug"));
    QApplication::setApplicationName(QStringLiteral("workstation"));
    QApplication::setApplicationVersion(QStringLiteral(VRFT_VERSION));
    QCommandLineParser arguments;
    arguments.setApplicationDescription(QApplication::translate(
        "main", "Studies, labels and reinforcement fine-tuning on one machine. For research "
                "only, not for diagnosis."));
    arguments.addHelpOption();
    arguments.addVersionOption();
    arguments.addPositionalArgument(
        QStringLiteral("WORKSPACE"),
        QApplication::translate("main", "Folder of the workspace; else the last one."),
        QStringLiteral("[WORKSPACE]"));
    arguments.process(application);

    namespace ui = vrft::ui;
    try {
        ui::Themes themes;
        themes.choose(ui::preferences::themeChoice());
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
            window.openWorkspace(vrft::Workspace::defaultFolder() / "workspace", true);
        return QApplication::exec();
    } catch (const vrft::Error& error) {
        std::fprintf(stderr, "vrftaug: %s\n", error.what());
        return 1;
    }
}
