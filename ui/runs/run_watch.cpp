// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_watch.h"

#include "core/error.h"
#include "core/json.h"
#include "ui/runs/evaluation_figures.h"
#include "ui/runs/external_figures.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"

#include <QCoreApplication>
#include <algorithm>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

struct WatchWords {
    Q_DECLARE_TR_FUNCTIONS(WatchWords)
};

std::optional<double> wallTimeOf(const fs::path& file) {
    std::error_code code;
    const auto time = fs::last_write_time(file, code);
    if (code) return std::nullopt;
    const auto system = std::chrono::file_clock::to_sys(time);
    return std::chrono::duration<double>(system.time_since_epoch()).count();
}

std::optional<double> valueOf(const Json& document, const char* key) {
    const auto found = document.find(key);
    if (found == document.end()) return std::nullopt;
    if (found->is_number()) return found->get<double>();
    if (!found->is_object()) return std::nullopt;
    const auto value = found->find("value");
    return value != found->end() && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

} // namespace

RunWatch::RunWatch(fs::path folder, HeartbeatWatcher::Clock clock)
    : folder_(std::move(folder))
    , watcher_(std::move(clock))
    , events_(folder_) {
    line_.id = qs(folder_.filename().string());
    line_.name = shortRunName(utf8(line_.id));
    readInfo();
}

void RunWatch::readInfo() {
    infoTime_ = wallTimeOf(RunPaths{folder_}.info());
    try {
        auto info = std::make_shared<RunInfo>(readRun(folder_));
        line_.name = shortRunName(info->name);
        line_.preset = harmlessLine(qs(info->recipe.preset), 60);
        line_.seed = info->recipe.seed;
        line_.totalSteps = info->recipe.totalSteps();
        line_.created = info->created;
        line_.trouble.clear();
        info_ = std::move(info);
    } catch (const Error& error) {
        line_.state = RunState::Unreadable;
        line_.trouble =
            error.code() == ErrorCode::NewerFormat
                ? WatchWords::tr("A newer version of this program made this run. Open it there, or "
                                 "update this program. Nothing in it was changed.")
                : harmlessLine(qs(error.what()), 1000);
    }
}

RunWatch::Stamp RunWatch::stampOf(bool queued) const {
    const RunPaths paths{folder_};
    std::error_code code;
    Stamp stamp{wallTimeOf(paths.heartbeat()), wallTimeOf(paths.control()),
                wallTimeOf(paths.finalEvaluation()), fs::file_size(paths.events(), code), queued};
    if (code) stamp.events = 0;
    return stamp;
}

void RunWatch::poll(bool queued) {
    if (!info_ || wallTimeOf(RunPaths{folder_}.info()) != infoTime_) readInfo();
    if (!info_) return;
    const Stamp stamp = stampOf(queued);
    const bool ended = line_.state == RunState::Stopped || line_.state == RunState::Finished ||
                       line_.state == RunState::Failed;
    if (ended && dismissed_ && stamp == stamp_) return;
    stamp_ = stamp;
    const std::optional<HeartbeatState> before = std::exchange(beat_, readHeartbeatOrNone(folder_));
    beatSeen_ = beatSeen_ || (before && beat_ && before->beat != beat_->beat);
    lastSign_ = wallTimeOf(RunPaths{folder_}.heartbeat());
    const HeartbeatWatcher::Life life = watcher_.observe(beat_);
    try {
        control_ = readControl(folder_);
    } catch (const Error&) { // the engine raises the alarm
        control_ = {};
    }
    try {
        events_.poll();
    } catch (const Error&) { // the file was cut: what was read stands
    }
    const std::vector<int> saved = checkpointSteps(folder_);
    savedStep_ = saved.empty() ? std::nullopt : std::optional(saved.back());
    line_.state = stateOf(life, queued);
    line_.step = stepOf();
    readHeldOut();
    listAlarms();
}

RunState RunWatch::stateOf(HeartbeatWatcher::Life life, bool queued) {
    std::error_code code;
    if (fs::exists(RunPaths{folder_}.finalEvaluation(), code)) return RunState::Finished;
    using Life = HeartbeatWatcher::Life;
    if (life == Life::None) return queued ? RunState::Waiting : RunState::New;
    if (life != Life::Done && processRuns(*beat_)) {
        if (life == Life::Dead) return RunState::Silent;
        return beat_->phase == Phase::Paused ? RunState::Paused : RunState::Working;
    }
    // Another machine's, or from before a restart: it must be seen to beat.
    if (life != Life::Dead && life != Life::Done && !ofThisBoot(*beat_))
        return beatSeen_ ? RunState::Working : RunState::Unsure;
    if (queued && control_.want == Want::Run && control_.serial > beat_->serial) return RunState::Waiting;
    if (life != Life::Done) return RunState::Gone;
    const auto& records = events_.records();
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        if (record->event.kind == EventKind::Failed) return RunState::Failed;
        if (record->event.kind == EventKind::Stopped || record->event.kind == EventKind::Started ||
            record->event.kind == EventKind::Resumed)
            break;
    }
    return RunState::Stopped;
}

// Steps done: while one is worked on, the heartbeat is one ahead.
int RunWatch::stepOf() const {
    if (line_.state == RunState::Finished) return line_.totalSteps;
    if (!beat_) return 0;
    const bool inside = beat_->phase == Phase::Rollout || beat_->phase == Phase::Reward ||
                        beat_->phase == Phase::Update || beat_->phase == Phase::Paused;
    return std::max(savedStep_.value_or(0), inside ? beat_->step - 1 : beat_->step);
}

// Of the checkpoint the run would be used with: best.json and its evaluation are two small files.
void RunWatch::readHeldOut() {
    try {
        const std::optional<BestCheckpoint> best = readBest(folder_);
        if (!best || heldOutStep_ == best->step) return;
        const fs::path file = RunPaths{folder_}.evaluation(best->step);
        if (!fs::exists(file)) return;
        const Json document = readJsonFile(file);
        line_.heldOut = valueOf(document, "accuracy");
        if (!line_.heldOut) line_.heldOut = valueOf(document, "iou");
        heldOutStep_ = best->step;
    } catch (const Error&) { // no figure in the list then
        line_.heldOut.reset();
    }
}

void RunWatch::listAlarms() {
    if (!dismissed_) dismissed_ = readDismissals(folder_);
    alarms_.clear();
    const auto dismissed = [this](const RunAlarm& alarm) {
        return std::any_of(dismissed_->begin(), dismissed_->end(), [&](const Dismissal& one) {
            return one.alarm == utf8(alarm.key) && alarm.toStep <= one.step;
        });
    };
    const auto& records = events_.records();
    std::optional<std::size_t> lastPaused;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const EventRecord& record = records[i];
        if (record.event.kind == EventKind::Paused) lastPaused = i;
        if (record.superseded || record.event.kind != EventKind::Alarm) continue;
        RunAlarm alarm = run_words::alarm(record.event);
        if (dismissed(alarm)) continue;
        const auto same = std::find_if(alarms_.begin(), alarms_.end(),
                                       [&](const RunAlarm& other) { return other.key == alarm.key; });
        if (same != alarms_.end()) {
            alarm.fromStep = std::min(alarm.fromStep, same->fromStep);
            alarms_.erase(same);
        }
        alarms_.insert(alarms_.begin(), std::move(alarm));
    }
    line_.openAlarms = static_cast<int>(alarms_.size());
    if (line_.state == RunState::Paused && control_.want != Want::Pause && lastPaused)
        alarms_.insert(alarms_.begin(), run_words::alarm(records[*lastPaused].event));
    if (line_.state == RunState::Failed)
        for (auto record = records.rbegin(); record != records.rend(); ++record)
            if (record->event.kind == EventKind::Failed) {
                alarms_.insert(alarms_.begin(), run_words::alarm(record->event));
                break;
            }
    if (line_.state == RunState::Gone || line_.state == RunState::Silent)
        alarms_.insert(alarms_.begin(), run_words::gone(line_, *beat_, line_.state == RunState::Silent,
                                                        silent_s(), savedStep_));
    const bool ended = line_.state == RunState::Stopped || line_.state == RunState::Finished ||
                       line_.state == RunState::Failed;
    line_.openAlarms = ended ? 0 : static_cast<int>(alarms_.size());
}

OpenRun::OpenRun(RunWatch& watch)
    : watch_(watch)
    , log_(watch.folder())
    , latest_(watch.folder())
    , count_(watch.folder()) {}

void OpenRun::readMetrics() {
    if (log_.poll() == 0) return;
    // A resume takes back records that were taken already: the columns begin anew, from the file.
    const bool anew = log_.marks().size() != marks_;
    if (anew && columns_->size() > 0) {
        log_ = MetricsLog(watch_.folder());
        log_.poll();
    }
    const std::vector<MetricsRecord> records = log_.take();
    auto columns = anew ? std::make_shared<MetricColumns>() : std::make_shared<MetricColumns>(*columns_);
    for (const MetricsRecord& record : records)
        if (!record.superseded) columns->add(record);
    if (anew) {
        auto superseded = std::make_shared<MetricColumns>();
        for (const MetricsRecord& record : records)
            if (record.superseded) superseded->add(record);
        std::vector<int> steps;
        for (const ResumeMark& mark : log_.marks())
            steps.push_back(mark.fromStep);
        columns->setResumes(steps, superseded->size() > 0 ? std::move(superseded) : nullptr);
    }
    columns_ = std::move(columns);
    marks_ = log_.marks().size();
}

void OpenRun::openBook() {
    if (bookAsked_ || !watch_.info()) return;
    bookAsked_ = true;
    const RunInfo& info = *watch_.info();
    std::map<fs::path, std::shared_ptr<SampleBook>> read;
    for (const Stage& stage : info.recipe.stages) {
        const auto named = info.datasets.find(stage.dataset);
        if (named == info.datasets.end()) continue;
        const fs::path folder = resolveRunPath(watch_.folder(), named->second.path);
        try {
            std::shared_ptr<SampleBook>& book = read[folder];
            if (!book) book = std::make_shared<SampleBook>(folder);
            books_.add(stage.name, book);
        } catch (const Error& error) {
            bookTrouble_ =
                fs::exists(folder)
                    ? WatchWords::tr("Images and references are missing: %1").arg(qs(error.what()))
                    : WatchWords::tr("The dataset isn’t there any more (%1). Answers stand without images "
                                     "and references.")
                          .arg(qs(folder.string()));
            bookTrouble_ = harmlessLine(bookTrouble_, 600);
        }
    }
}

const Task* OpenRun::task() const {
    const SampleBook* book = watch_.info() ? books_.of(watch_.info()->recipe.stages.back().name) : nullptr;
    return book == nullptr ? nullptr : &book->task();
}

// Looked for again when a file came or went.
void OpenRun::readExternal() {
    const std::optional<double> time = wallTimeOf(RunPaths{watch_.folder()}.evaluations());
    if (time == externalTime_) return;
    externalTime_ = time;
    auto all = readExternalFigures(watch_.folder(), task());
    if (all.empty())
        external_ = nullptr;
    else
        external_ = std::make_shared<const std::vector<ExternalFigures>>(std::move(all));
}

void OpenRun::readFinalScore() {
    if (test_ || watch_.line().state != RunState::Finished) return;
    const Json json = readJsonFile(RunPaths{watch_.folder()}.finalEvaluation());
    test_ = std::make_shared<const TestFigures>(testFigures(json, task()));
    FinalScore score;
    score.overlap = json.value("accuracy", Json()).is_null();
    const auto valueOf = [&score](const Json& figures) -> Json {
        return score.overlap ? figures.value("iou", Json())
                             : figures.value("accuracy", Json::object()).value("value", Json());
    };
    const Json value = valueOf(json);
    if (!value.is_number()) return;
    score.value = value.get<double>();
    score.step = json.value("step", 0);
    if (!score.overlap) {
        const Json& accuracy = json["accuracy"];
        if (accuracy.value("low", Json()).is_number()) score.low = accuracy["low"].get<double>();
        if (accuracy.value("high", Json()).is_number()) score.high = accuracy["high"].get<double>();
    }
    if (const Json start = valueOf(json.value("start", Json::object())); start.is_number())
        score.start = start.get<double>();
    finalScore_ = score;
}

bool OpenRun::poll(bool answers) {
    const RunPointer before = shown_;
    const auto columnsBefore = columns_;
    trouble_.clear();
    bool news = false;
    if (watch_.info()) {
        try {
            readMetrics();
            if (answers) openBook();
            if (answers) readFinalScore(); // names its classes as the book does
            if (answers) readExternal();
            if (answers && (latest_.poll() || !answers_)) {
                auto shown = shownAnswers(latest_.records(), books_, 24);
                shown.trouble = bookTrouble_;
                answers_ = std::make_shared<const RunAnswers>(std::move(shown));
                news = true;
            }
        } catch (const std::exception& error) {
            trouble_ = harmlessLine(qs(error.what()), 600);
        }
    }
    auto picture = std::make_shared<RunPicture>();
    picture->line = watch_.line();
    picture->info = watch_.info();
    if (picture->info)
        if (const SampleBook* last = books_.of(picture->info->recipe.stages.back().name))
            picture->taskKind = last->task().kind;
    picture->metrics = columns_;
    if (watch_.beat()) {
        picture->phase = watch_.beat()->phase;
        picture->phaseStep = watch_.beat()->step;
    }
    picture->lastSign = watch_.lastSign();
    picture->silent_s = watch_.silent_s();
    picture->wanted = watch_.control().want;
    picture->orderPending =
        engineHolds(picture->line.state) && watch_.beat() && watch_.control().serial > watch_.beat()->serial;
    picture->savedStep = watch_.savedStep();
    picture->finalScore = finalScore_;
    picture->test = test_;
    picture->external = external_;
    picture->alarms = watch_.alarms();
    if (columns_->size() > 0) {
        if (picture->line.state != RunState::Finished) picture->line.step = columns_->steps().back();
        picture->secondsAStep = secondsAStep();
        if (const auto memory = columns_->last("memory/peak_bytes")) picture->memory_bytes = memory->second;
    }
    if (picture->secondsAStep && engineHolds(picture->line.state))
        picture->left_s = *picture->secondsAStep * std::max(0, picture->line.totalSteps - picture->line.step);
    const std::size_t torn = log_.skippedLines() + watch_.skippedEvents();
    QStringList notes;
    if (torn > 0)
        notes << (torn == 1 ? WatchWords::tr("1 torn line passed over")
                            : WatchWords::tr("%1 torn lines passed over").arg(torn));
    if (!trouble_.isEmpty()) notes << trouble_;
    picture->notes = notes.join(QStringLiteral(" · "));
    picture->answers = answers_;
    if (answers && (!counted_ || engineHolds(picture->line.state))) counted_ = !count_.poll();
    if (counted_) picture->numAnswers = count_.count();
    const bool same = before && !news && columnsBefore == columns_ && before->line == picture->line &&
                      before->phase == picture->phase && before->phaseStep == picture->phaseStep &&
                      before->wanted == picture->wanted && before->orderPending == picture->orderPending &&
                      before->savedStep == picture->savedStep && before->notes == picture->notes &&
                      before->numAnswers == picture->numAnswers && before->test == picture->test &&
                      before->external == picture->external &&
                      before->alarms.size() == picture->alarms.size() &&
                      (picture->line.state != RunState::Silent || before->silent_s == picture->silent_s);
    if (!same) shown_ = std::move(picture);
    return !same;
}

RunPointer OpenRun::picture() const {
    return shown_;
}

// Over the last steps, evaluations and checkpoints included; pauses and clocks that were set left out.
std::optional<double> OpenRun::secondsAStep() const {
    constexpr std::size_t kSteps = 20;
    constexpr double kPause = 8; // times the lower quartile: of few steps half may hold a pause
    const auto& times = columns_->times();
    const auto& steps = columns_->steps();
    std::vector<double> each;
    for (std::size_t i = times.size(); i-- > 1 && each.size() < kSteps;)
        if (steps[i] > steps[i - 1] && times[i] > times[i - 1])
            each.push_back((times[i] - times[i - 1]) / (steps[i] - steps[i - 1]));
    if (each.empty()) return std::nullopt;
    std::sort(each.begin(), each.end());
    const double limit = each[(each.size() - 1) / 4] * kPause;
    std::erase_if(each, [&](double seconds) { return seconds > limit; });
    double sum = 0;
    for (const double seconds : each)
        sum += seconds;
    return sum / static_cast<double>(each.size());
}

} // namespace vrft::ui
