// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/device_probe.h"

#include "ui/shell/engine_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/machine.h"
#include "ui/workspace/program_job.h"

#include <QPointer>
#include <QThreadPool>
#include <QTimer>

namespace vrft::ui {

namespace {

constexpr int kQuiet_ms = 3000; // the window comes first

// What the engine said, once in the program's life.
std::optional<Json>& knownBefore() {
    static std::optional<Json> known;
    return known;
}

} // namespace

const std::optional<Json>& DeviceProbe::report() {
    return knownBefore();
}

void DeviceProbe::start() {
    if (const auto& before = knownBefore()) {
        tell(*before);
        return;
    }
    QThreadPool::globalInstance()->start([self = QPointer<DeviceProbe>(this)] {
        const QString words = machineWords(thisMachine());
        QMetaObject::invokeMethod(
            qApp,
            [self, words] {
                if (self) Q_EMIT self->known(words, tr("This computer: Settings"));
            },
            Qt::QueuedConnection);
    });
    QTimer::singleShot(kQuiet_ms, this, &DeviceProbe::askEngine);
}

void DeviceProbe::tell(const Json& report) {
    const QString words = machineWords(thisMachine());
    const bool gpu = report.is_object() && report.contains("cuda") && report["cuda"] == true;
    Q_EMIT known(gpu ? tr("GPU · %1").arg(words) : words, engineWords(report).join(QStringLiteral(" · ")));
}

void DeviceProbe::askEngine() {
    job_ = new ProgramJob(engineProgram(), {QStringLiteral("doctor")}, this);
    connect(job_, &ProgramJob::finished, this, [this](const Json& report) {
        knownBefore() = report;
        tell(report);
        job_->deleteLater();
    });
    job_->start();
}

} // namespace vrft::ui
