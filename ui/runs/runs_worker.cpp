// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_worker.h"

#include "core/error.h"
#include "core/run/queue.h"
#include "core/run/run_edits.h"
#include "ui/runs/engine_launch.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"
#include "ui/workspace/log.h"
#include "ui/workspace/thread_share.h"

#include <QCoreApplication>
#include <csignal>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

constexpr int kLook_ms = 1000;
constexpr int kSoon_ms = 80;
// From an engine's start to its first sign of life: on a busy machine longer, while its process is there.
constexpr qint64 kStarting_ms = 4000;
constexpr qint64 kSlowStart_ms = 60'000;
constexpr std::size_t kExamples = 3;
constexpr std::size_t kStepAnswers = 64;

int rankOf(RunState state) {
    if (engineHolds(state)) return 0;
    if (state == RunState::Gone) return 1;
    if (state == RunState::Waiting) return 2;
    return state == RunState::New ? 3 : 4;
}

} // namespace

RunsWorker::RunsWorker() = default;

void RunsWorker::begin() {
    workInBatches();
    timer_ = new QTimer(this);
    soon_ = new QTimer(this);
    soon_->setSingleShot(true);
    files_ = new QFileSystemWatcher(this);
    connect(timer_, &QTimer::timeout, this, &RunsWorker::look);
    connect(soon_, &QTimer::timeout, this, &RunsWorker::look);
    const auto soon = [this] {
        if (!soon_->isActive()) soon_->start(kSoon_ms);
    };
    connect(files_, &QFileSystemWatcher::fileChanged, this, soon);
    connect(files_, &QFileSystemWatcher::directoryChanged, this, soon);
    timer_->start(kLook_ms);
}

void RunsWorker::setFolder(const fs::path& runs) {
    if (runs == runs_) return;
    runs_ = runs;
    open_.reset();
    chosen_.clear();
    watches_.clear();
    listed_.reset();
    look();
}

void RunsWorker::choose(const QString& run) {
    open_.reset();
    chosen_ = run;
    if (RunWatch* watch = find(run)) {
        open_ = std::make_unique<OpenRun>(*watch);
        open_->poll(false);
        tell();
        if (open_->poll()) tell();
    }
    watchFiles();
}

// A picture of a long run weighs megabytes: while the window hasn't come to take one, there is no newer one,
// so that a window that is held up isn't buried in them.
void RunsWorker::tell() {
    *taken_ = false;
    Q_EMIT shown(open_->picture());
    QMetaObject::invokeMethod(
        qApp, [taken = taken_] { *taken = true; }, Qt::QueuedConnection); // after those that listen there
}

RunWatch* RunsWorker::find(const QString& run) {
    const auto found = watches_.find(utf8(run));
    return found == watches_.end() ? nullptr : found->second.get();
}

void RunsWorker::findRuns() {
    std::error_code code;
    std::set<std::string> there;
    if (!runs_.empty())
        for (const auto& entry : fs::directory_iterator(runs_, code)) {
            const std::string name = entry.path().filename().string();
            if (name.starts_with('.') || !fs::exists(RunPaths{entry.path()}.info(), code)) continue;
            there.insert(name);
            if (!watches_.contains(name)) watches_.emplace(name, std::make_unique<RunWatch>(entry.path()));
        }
    std::erase_if(watches_, [&](const auto& item) {
        if (there.contains(item.first)) return false;
        if (utf8(chosen_) == item.first) open_.reset();
        return true;
    });
}

void RunsWorker::look() {
    if (timer_ == nullptr) return;
    findRuns();
    std::vector<std::string> queue;
    try {
        if (!runs_.empty()) queue = queuedRuns(runs_);
    } catch (const Error& error) {
        startTrouble_ = harmlessLine(qs(error.what()), 600);
    }
    for (auto& [name, watch] : watches_)
        watch->poll(std::find(queue.begin(), queue.end(), name) != queue.end());
    tellApart();
    list(queue);
    if (!open_ && !chosen_.isEmpty() && find(chosen_) != nullptr) return choose(chosen_);
    if (open_ && *taken_ && open_->poll()) tell();
    watchFiles();
}

void RunsWorker::tellApart() {
    std::vector<RunWatch*> told;
    std::vector<RunTraits> traits;
    for (auto& [name, watch] : watches_)
        if (watch->info()) {
            told.push_back(watch.get());
            traits.push_back(runTraits(*watch->info(), watch->line().name));
        }
    const std::vector<RunDifference> differences = runDifferences(traits);
    for (std::size_t i = 0; i < told.size(); ++i)
        told[i]->setApart(differences[i]);
}

void RunsWorker::list(const std::vector<std::string>& queue) {
    auto picture = std::make_shared<RunsPicture>();
    std::error_code code;
    picture->folderThere = !runs_.empty() && fs::exists(runs_, code);
    for (const auto& [name, watch] : watches_)
        picture->lines.push_back(watch->line());
    const auto place = [&](const RunLine& line) {
        return std::find(queue.begin(), queue.end(), utf8(line.id)) - queue.begin();
    };
    std::sort(picture->lines.begin(), picture->lines.end(), [&](const RunLine& a, const RunLine& b) {
        if (rankOf(a.state) != rankOf(b.state)) return rankOf(a.state) < rankOf(b.state);
        if (a.state == RunState::Waiting) return place(a) < place(b);
        if (a.created != b.created) return a.created > b.created;
        return a.id > b.id;
    });
    for (const RunLine& line : picture->lines)
        picture->openAlarms += line.openAlarms;
    picture->queueTrouble = queueTrouble(queue);
    for (const RunLine& line : picture->lines)
        if (engineHolds(line.state)) {
            const auto paused = line.state == RunState::Paused;
            picture->now =
                paused ? tr("%1 · paused in step %2").arg(run_words::wholeName(line), grouped(line.step + 1))
                       : tr("%1 · step %2 of %3")
                             .arg(run_words::wholeName(line), grouped(line.step), grouped(line.totalSteps));
            if (!paused && open_ && open_->picture() && open_->picture()->line.id == line.id &&
                open_->picture()->left_s)
                picture->now += tr(" · %1 left").arg(durationText(*open_->picture()->left_s));
            break;
        }
    const bool same = listed_ && listed_->lines == picture->lines &&
                      listed_->folderThere == picture->folderThere && listed_->now == picture->now &&
                      listed_->queueTrouble == picture->queueTrouble;
    if (same) return;
    if (listed_) logChanges(*listed_, *picture);
    listed_ = picture;
    Q_EMIT listed(listed_);
}

// Runs that wait while no engine works the queue off: the engine couldn't start, or was killed.
QString RunsWorker::queueTrouble(const std::vector<std::string>& queue) {
    const bool waiting = std::any_of(watches_.begin(), watches_.end(), [](const auto& item) {
        return item.second->line().state == RunState::Waiting;
    });
    const bool busy = std::any_of(watches_.begin(), watches_.end(),
                                  [](const auto& item) { return engineHolds(item.second->line().state); });
    if (!waiting || busy || queue.empty() || queueWorked(queueFile(runs_))) {
        idle_.invalidate();
        if (!waiting) startTrouble_.clear();
        return startTrouble_;
    }
    if (!idle_.isValid()) idle_.start();
    const bool starting = launched_ > 0 && ::kill(static_cast<pid_t>(launched_), 0) == 0;
    if (idle_.elapsed() < (starting ? kSlowStart_ms : kStarting_ms)) return {};
    const QString said = endOfLog(runs_ / "queue.log").trimmed().section(QLatin1Char('\n'), -1);
    return said.isEmpty() ? tr("Runs wait, and no engine works the queue off.")
                          : tr("Runs wait, and no engine works the queue off. It said last: %1")
                                .arg(harmlessLine(said, 300));
}

void RunsWorker::watchFiles() {
    QStringList wanted;
    std::error_code code;
    if (!runs_.empty() && fs::exists(runs_, code)) wanted << qs(runs_.string());
    for (const auto& [name, watch] : watches_)
        if (engineHolds(watch->line().state) || watch->line().state == RunState::Waiting)
            wanted << qs(watch->folder().string());
    if (open_) {
        const RunPaths paths{open_->watch().folder()};
        for (const fs::path& file : {paths.metrics(), paths.events()})
            if (fs::exists(file, code)) wanted << qs(file.string());
    }
    const QStringList before = files_->files() + files_->directories();
    const QSet<QString> now(wanted.begin(), wanted.end());
    const QSet<QString> old(before.begin(), before.end());
    if (now == old) return;
    if (const auto gone = old - now; !gone.isEmpty()) files_->removePaths({gone.begin(), gone.end()});
    if (const auto come = now - old; !come.isEmpty()) files_->addPaths({come.begin(), come.end()});
}

void RunsWorker::guarded(const std::function<void()>& act) {
    try {
        act();
    } catch (const std::exception& error) {
        tellTrouble(harmlessLine(qs(error.what()), 600));
    }
    look();
}

void RunsWorker::start(const QString& run) {
    guarded([&] {
        if (find(run) == nullptr) findRuns(); // made a moment ago
        idle_.invalidate();
        launched_ = launchRun(runs_, utf8(run));
    });
}

void RunsWorker::startQueue() {
    guarded([&] {
        idle_.invalidate();
        launched_ = vrft::ui::startQueue(runs_);
    });
}

void RunsWorker::want(const QString& run, Want want) {
    guarded([&] {
        const RunWatch* watch = find(run);
        if (watch == nullptr) return;
        qCInfo(trainingLog).noquote() << "run" << run << "is asked to" << qs(wantName(want));
        if (watch->line().state != RunState::Waiting) requestWant(watch->folder(), want);
        if (want == Want::Stop) withdrawRuns(runs_, {utf8(run)});
    });
}

void RunsWorker::startStudy(const fs::path& study, const QStringList& openRuns) {
    guarded([&] {
        findRuns(); // made a moment ago
        std::vector<std::string> names;
        for (const QString& run : openRuns)
            if (find(run) != nullptr) names.push_back(utf8(run));
        idle_.invalidate();
        if (!names.empty()) launched_ = launchStudy(runs_, study, names);
    });
}

void RunsWorker::stopRuns(const QStringList& runs) {
    guarded([&] {
        std::vector<std::string> names;
        for (const QString& run : runs)
            names.push_back(utf8(run));
        withdrawRuns(runs_, names); // before the one that is trained ends, or the next would begin
        for (const QString& run : runs) {
            const RunWatch* watch = find(run);
            if (watch != nullptr && engineHolds(watch->line().state))
                requestWant(watch->folder(), Want::Stop);
        }
    });
}

void RunsWorker::endAndStart(const QString& run) {
    guarded([&] {
        const RunWatch* watch = find(run);
        if (watch == nullptr) return;
        // Asked again: the process may have ended, and its number may be another's now.
        const auto beat = readHeartbeatOrNone(watch->folder());
        if (beat && watch->line().state == RunState::Silent && processRuns(*beat)) {
            qCWarning(trainingLog).noquote()
                << "engine of run" << run << "is silent: its process" << beat->pid << "is ended";
            ::kill(static_cast<pid_t>(beat->pid), SIGKILL);
            for (int i = 0; i < 50 && processRuns(*beat); ++i)
                QThread::msleep(20);
        }
        idle_.invalidate();
        launched_ = launchRun(runs_, utf8(run));
    });
}

void RunsWorker::dismiss(const QString& run, const RunAlarm& alarm, const QString& reader) {
    guarded([&] {
        RunWatch* watch = find(run);
        if (watch == nullptr) return;
        addDismissal(watch->folder(), {utf8(alarm.key), alarm.toStep, utf8(reader), wallTime()});
        watch->forgetDismissals();
    });
}

void RunsWorker::rename(const QString& run, const QString& name) {
    guarded([&] {
        if (const RunWatch* watch = find(run)) renameRun(watch->folder(), utf8(name));
    });
}

void RunsWorker::weigh(const QString& run) {
    if (const RunWatch* watch = find(run))
        Q_EMIT weighed(run, static_cast<double>(folderBytes(watch->folder())));
}

void RunsWorker::moveToTrash(const QString& run) {
    guarded([&] {
        look(); // what it does now, not a second ago
        const RunWatch* watch = find(run);
        if (watch == nullptr) return;
        const RunLine line = watch->line();
        if (!canBeTrashed(line.state))
            throw Error(
                ErrorCode::Locked,
                utf8(tr("%1 isn’t moved to the Trash: %2").arg(line.name, run_words::state(line.state))),
                watch->folder().string(), utf8(tr("Stop it first")));
        withdrawRuns(runs_, {utf8(run)}); // an engine that comes to it would miss it
        trashRun(runs_.parent_path(), utf8(run));
        Q_EMIT trashed(run, line.name);
    });
}

void RunsWorker::readStep(const QString& run, int step) {
    const RunWatch* watch = find(run);
    if (watch == nullptr || !open_ || chosen_ != run) return;
    RunAnswers answers;
    try {
        answers = shownAnswers(recordsOfStep(watch->folder(), step), open_->books(), kStepAnswers);
    } catch (const std::exception& error) {
        answers.trouble = harmlessLine(qs(error.what()), 600);
    }
    answers.step = step;
    Q_EMIT stepRead(run, std::make_shared<const RunAnswers>(std::move(answers)));
}

void RunsWorker::readExamples(const QString& run, const RunAlarm& alarm) {
    const RunWatch* watch = find(run);
    if (watch == nullptr || !open_ || chosen_ != run) return;
    RunAnswers answers;
    try {
        answers.all = alarm.examples.empty()
                          ? examplesOf(recordsOfStep(watch->folder(), alarm.toStep), open_->books(),
                                       alarm.key == QStringLiteral("no signal"), kExamples)
                          : namedAnswers(completionsOfStep(watch->folder(), alarm.toStep), alarm.examples,
                                         open_->books());
    } catch (const std::exception& error) {
        answers.trouble = harmlessLine(qs(error.what()), 600);
    }
    answers.step = alarm.toStep;
    Q_EMIT examplesRead(run, alarm.key, std::make_shared<const RunAnswers>(std::move(answers)));
}

void RunsWorker::readLog(const QString& run) {
    const RunWatch* watch = find(run);
    if (watch == nullptr) return;
    QString text = endOfLog(watch->folder() / "engine.log");
    if (text.isEmpty()) text = endOfLog(runs_ / "queue.log");
    Q_EMIT logRead(run, text);
}

} // namespace vrft::ui
