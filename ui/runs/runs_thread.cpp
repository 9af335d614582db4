// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_thread.h"

#include "ui/runs/runs_worker.h"

namespace vrft::ui {

RunsThread::RunsThread(QObject* parent)
    : QObject(parent)
    , worker_(new RunsWorker) {
    qRegisterMetaType<RunsPointer>("vrft::ui::RunsPointer");
    qRegisterMetaType<RunPointer>("vrft::ui::RunPointer");
    qRegisterMetaType<AnswersPointer>("vrft::ui::AnswersPointer");
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::started, worker_, &RunsWorker::begin);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    connect(worker_, &RunsWorker::listed, this, &RunsThread::listed);
    connect(worker_, &RunsWorker::shown, this, &RunsThread::shown);
    connect(worker_, &RunsWorker::stepRead, this, &RunsThread::stepRead);
    connect(worker_, &RunsWorker::examplesRead, this, &RunsThread::examplesRead);
    connect(worker_, &RunsWorker::logRead, this, &RunsThread::logRead);
    connect(worker_, &RunsWorker::failed, this, &RunsThread::failed);
    thread_.setObjectName(QStringLiteral("runs"));
    thread_.start();
}

RunsThread::~RunsThread() {
    worker_->disconnect(this);
    thread_.quit();
    thread_.wait();
}

void RunsThread::setFolder(const std::filesystem::path& runs) {
    QMetaObject::invokeMethod(worker_, [w = worker_, runs] { w->setFolder(runs); });
}
void RunsThread::choose(const QString& run) {
    QMetaObject::invokeMethod(worker_, [w = worker_, run] { w->choose(run); });
}
void RunsThread::lookNow() {
    QMetaObject::invokeMethod(worker_, &RunsWorker::look);
}
void RunsThread::start(const QString& run) {
    QMetaObject::invokeMethod(worker_, [w = worker_, run] { w->start(run); });
}
void RunsThread::startQueue() {
    QMetaObject::invokeMethod(worker_, &RunsWorker::startQueue);
}
void RunsThread::want(const QString& run, Want want) {
    QMetaObject::invokeMethod(worker_, [w = worker_, run, want] { w->want(run, want); });
}
void RunsThread::endAndStart(const QString& run) {
    QMetaObject::invokeMethod(worker_, [w = worker_, run] { w->endAndStart(run); });
}
void RunsThread::dismiss(const QString& run, const RunAlarm& alarm, const QString& reader) {
    QMetaObject::invokeMethod(worker_, [w = worker_, run, alarm, reader] { w->dismiss(run, alarm, reader); });
}
void RunsThread::readStep(const QString& run, int step) {
    QMetaObject::invokeMethod(worker_, [w = worker_, run, step] { w->readStep(run, step); });
}
void RunsThread::readExamples(const QString& run, const RunAlarm& alarm) {
    QMetaObject::invokeMethod(worker_, [w = worker_, run, alarm] { w->readExamples(run, alarm); });
}
void RunsThread::readLog(const QString& run) {
    QMetaObject::invokeMethod(worker_, [w = worker_, run] { w->readLog(run); });
}

} // namespace vrft::ui
