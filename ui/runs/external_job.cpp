// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/external_job.h"

#include "ui/runs/external_figures.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/program_job.h"

namespace vrft::ui {

void ExternalJob::start(const ExternalOrder& order) {
    if (running()) return;
    work_ = {order.run, true, {}, 0, 2, {}};
    job_ =
        new ProgramJob(engineProgram(),
                       {QStringLiteral("eval"), QStringLiteral("--policy"), qs(order.runFolder.string()),
                        QStringLiteral("--dataset"), qs(order.internal.string()), qs(order.external.string()),
                        QStringLiteral("--split"), QStringLiteral("test"), QStringLiteral("--threads"),
                        QString::number(engineThreads()), QStringLiteral("--out"),
                        qs(externalEvaluation(order.runFolder, order.externalHash).string())},
                       this);
    connect(job_, &ProgramJob::record, this, [this](const Json& record) {
        if (!record.is_object() || record.value("part", Json()) != "progress") return;
        work_.text = harmlessLine(qs(record.value("text", std::string())), 200);
        work_.done = record.value("done", 0);
        work_.of = record.value("of", 2);
        Q_EMIT changed();
    });
    connect(job_, &ProgramJob::finished, this, [this] {
        end({});
        Q_EMIT done(work_.run);
    });
    connect(job_, &ProgramJob::failed, this, &ExternalJob::end);
    job_->start();
    Q_EMIT changed();
}

void ExternalJob::stop() {
    if (!running()) return;
    job_->disconnect(this);
    job_->stop();
    end({});
}

void ExternalJob::end(const QString& trouble) {
    job_->deleteLater();
    job_ = nullptr;
    work_.working = false;
    work_.trouble = harmlessLine(trouble, 600);
    Q_EMIT changed();
}

} // namespace vrft::ui
