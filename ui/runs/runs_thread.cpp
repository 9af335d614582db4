// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_thread.h"

namespace vrft::ui {

RunsThread::RunsThread()
    : worker_(new RunsWorker) {
    qRegisterMetaType<RunsPointer>("vrft::ui::RunsPointer");
    qRegisterMetaType<RunPointer>("vrft::ui::RunPointer");
    qRegisterMetaType<AnswersPointer>("vrft::ui::AnswersPointer");
    worker_->moveToThread(&thread_);
    QObject::connect(&thread_, &QThread::started, worker_, &RunsWorker::begin);
    QObject::connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("runs"));
    thread_.start();
}

RunsThread::~RunsThread() {
    worker_->disconnect();
    thread_.quit();
    thread_.wait();
}

} // namespace vrft::ui
