// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/review_model.h"

#include "core/store/datasets_table.h"
#include "core/store/journal.h"
#include "core/store/studies_table.h"
#include "core/store/workspace.h"
#include "ui/traces/trace_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/class_names.h"

#include <unordered_set>

namespace vrft::ui {

namespace {

// The last evaluation, else everything.
TraceScope latestScope(const RunEntry& run) {
    TraceScope scope;
    scope.run = run.run;
    scope.of = run.steps.empty() ? TraceScope::Of::All : TraceScope::Of::Step;
    if (!run.steps.empty()) {
        scope.step = run.steps.back().step;
        scope.stage = run.steps.back().stage;
    }
    return scope;
}

} // namespace

ReviewModel::ReviewModel(WorkspaceThread& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace) {
    list_.setJudged([this](const TraceRow& row) { return judged(row); });
    connect(&workspace_, &WorkspaceThread::opened, this, &ReviewModel::openWorkspace);
    connect(&workspace_, &WorkspaceThread::tasks, this,
            [this](std::shared_ptr<const std::vector<Task>> tasks) {
                tasks_ = std::move(tasks);
                if (trace_) Q_EMIT readingsChanged();
            });
    connect(&thread_, &TraceThread::runs, this, &ReviewModel::takeRuns);
    connect(&thread_, &TraceThread::upToDate, this, [this] {
        ready_ = true;
        if (run() == nullptr) takeRuns(runs_); // the one chosen isn't there
        Q_EMIT runsChanged();
        if (waitingFor_) thread_.find(*waitingFor_);
        if (!trace_ && list_.ids().empty()) ask();
    });
    connect(&thread_, &TraceThread::listed, this, &ReviewModel::takeListing);
    connect(&thread_, &TraceThread::counted, this,
            [this](const TraceQuery& query, TraceQueue queue, std::int64_t num,
                   const std::vector<std::int64_t>& ids) {
                if (query.scope != query_.scope) return;
                listing_.counts[static_cast<std::size_t>(queue)] = num;
                if (query_.queue == queue && query.asksAs(query_) && !query.searchesAll()) takeIds(ids);
                Q_EMIT countsChanged();
            });
    connect(&thread_, &TraceThread::exported, this, &ReviewModel::exported);
    connect(&list_, &TraceList::pageWanted, &thread_, &TraceThread::readRows);
    connect(&thread_, &TraceThread::rows, &list_, &TraceList::setRows);
    connect(&thread_, &TraceThread::trace, this, &ReviewModel::takeTrace);
    connect(&thread_, &TraceThread::found, this, &ReviewModel::takeFound);
    connect(&thread_, &TraceThread::trouble, this, &ReviewModel::trouble);
}

void ReviewModel::openWorkspace(const QString& folder) {
    close();
    thread_.open(std::filesystem::path(utf8(folder)));
    const auto begin = std::exchange(begin_, std::nullopt);
    if (!begin || begin->scope.run.empty()) return;
    chosenByHand_ = true;
    query_.scope = begin->scope;
    query_.queue = begin->queue;
    readVerdicts(begin->scope.run);
    Q_EMIT scopeChanged();
    if (begin->trace) open(*begin->trace);
    ask();
}

ReviewState ReviewModel::state() const {
    return {query_.scope, query_.queue, trace_ ? std::optional(placeOf(trace_->row)) : std::nullopt, blind_};
}

void ReviewModel::beginWith(const ReviewState& state) {
    begin_ = state;
}

void ReviewModel::close() {
    thread_.close();
    runs_ = std::make_shared<std::vector<RunEntry>>();
    ready_ = false;
    query_ = {};
    listing_ = {};
    trace_.reset();
    wanted_.reset();
    waitingFor_.reset();
    image_.reset();
    verdicts_.clear();
    verdictsOf_.clear();
    readings_.reset();
    listedFor_.reset();
    judgedHere_ = 0;
    openFirst_ = true;
    chosenByHand_ = false;
    list_.setIds({});
    tellBadge();
    Q_EMIT runsChanged();
    Q_EMIT listChanged();
    Q_EMIT countsChanged();
    Q_EMIT traceChanged();
    Q_EMIT imageChanged();
    Q_EMIT verdictChanged();
}

const RunEntry* ReviewModel::run() const {
    for (const RunEntry& entry : *runs_)
        if (entry.run == query_.scope.run) return &entry;
    return nullptr;
}

void ReviewModel::takeRuns(RunEntries runs) {
    const RunEntry* before = run();
    const std::int64_t num_before = before == nullptr ? -1 : before->num_traces;
    runs_ = std::move(runs);
    const RunEntry* now = run();
    const bool free = now == nullptr ? ready_ || !chosenByHand_ : !ready_ && !chosenByHand_;
    if (!runs_->empty() && free) {
        showNewest(); // while the index is being read the newest so far
    } else if (now != nullptr && now->num_traces != num_before) {
        ask(); // what is looked at stays; the counts follow
    }
    Q_EMIT runsChanged();
    tellBadge();
}

// The newest run with held-out answers, else the newest.
void ReviewModel::showNewest() {
    const auto evaluated = std::find_if(runs_->begin(), runs_->end(),
                                        [](const RunEntry& entry) { return !entry.steps.empty(); });
    showLatest(evaluated == runs_->end() ? runs_->front() : *evaluated);
}

void ReviewModel::comeIntoView() {
    if (!chosenByHand_ && !runs_->empty()) showNewest();
}

void ReviewModel::chooseRun(const std::string& run) {
    const auto entry =
        std::find_if(runs_->begin(), runs_->end(), [&](const RunEntry& item) { return item.run == run; });
    chosenByHand_ = true;
    if (entry != runs_->end() && run != query_.scope.run) showLatest(*entry);
}

void ReviewModel::showLatest(const RunEntry& entry) {
    const TraceScope scope = latestScope(entry);
    if (scope == query_.scope) return ask();
    query_.scope = scope;
    query_.everywhere = false;
    openFirst_ = true;
    readings_.reset();
    readVerdicts(entry.run); // first: a list without them would open what is judged already
    readReadings();
    Q_EMIT scopeChanged();
}

void ReviewModel::chooseScope(const TraceScope& scope) {
    if (scope == query_.scope) return;
    chosenByHand_ = true;
    query_.scope = scope;
    query_.everywhere = false;
    openFirst_ = true;
    Q_EMIT scopeChanged();
    ask();
}

void ReviewModel::chooseQueue(TraceQueue queue) {
    query_.queue = queue;
    query_.everywhere = false;
    openFirst_ = true;
    Q_EMIT scopeChanged();
    ask();
}

void ReviewModel::search(const QString& words) {
    if (words.trimmed() == query_.words) return;
    query_.words = words.trimmed();
    if (query_.words.isEmpty()) query_.everywhere = false;
    chosenByHand_ = true;
    openFirst_ = true;
    ask();
}

void ReviewModel::searchEverywhere(bool everywhere) {
    if (everywhere == query_.everywhere) return;
    query_.everywhere = everywhere;
    openFirst_ = true;
    ask();
}

bool ReviewModel::listed() const {
    return listedFor_ && listedFor_->asksAs(query_);
}

void ReviewModel::refresh() {
    listedFor_.reset();
    openFirst_ = true;
    ask();
}

std::vector<TracePlace> ReviewModel::judgedPlaces() const {
    std::vector<TracePlace> places;
    for (const auto& [place, byReader] : verdicts_)
        if (place.run == query_.scope.run && byReader.contains(utf8(reader_))) places.push_back(place);
    std::stable_sort(places.begin(), places.end(), [this](const TracePlace& a, const TracePlace& b) {
        const std::string reader = utf8(reader_);
        return verdicts_.at(a).at(reader).time > verdicts_.at(b).at(reader).time;
    });
    return places;
}

void ReviewModel::ask() {
    // Reading the verdicts asks: a list without them would offer what is judged already.
    if (!verdictsOf_.contains(query_.scope.run)) return;
    query_.judged = judgedPlaces();
    query_.readings = readings_;
    thread_.list(query_);
}

void ReviewModel::takeListing(const TraceQuery& query, const TraceListing& listing) {
    if (!query.asksAs(query_)) return;
    const auto before = std::exchange(listing_, listing).counts;
    if (listedFor_ && listedFor_->scope == query.scope)
        for (const TraceQueue queue : {TraceQueue::Disagree, TraceQueue::Doubtful})
            listing_.counts[static_cast<std::size_t>(queue)] = before[static_cast<std::size_t>(queue)];
    judgedHere_ = 0;
    list_.setRunShown(query.searchesAll() ||
                      (query.scope.of != TraceScope::Of::Step && query.scope.of != TraceScope::Of::Test));
    if (query.searchesAll() || !countedLater(query.queue))
        takeIds(listing.ids);
    else if (!listed())
        list_.setIds({}); // until they are counted
    Q_EMIT countsChanged();
    tellBadge();
}

// What has been judged meanwhile stays in the list it was judged in, until another is asked for; so does the
// trace looked at.
void ReviewModel::takeIds(const std::vector<std::int64_t>& ids) {
    const std::unordered_set<std::int64_t> here(list_.ids().begin(), list_.ids().end());
    const bool shrunk =
        listed() && query_.queue == TraceQueue::Unreviewed && !query_.searchesAll() &&
        std::all_of(ids.begin(), ids.end(), [&](std::int64_t id) { return here.contains(id); });
    if (!shrunk) list_.setIds(ids);
    listedFor_ = query_;
    Q_EMIT listChanged();
    const bool none = !trace_ && !wanted_; // one that is being read isn't pushed aside
    if ((openFirst_ || none) && row() < 0 && !waitingFor_) openRow(0);
    openFirst_ = false;
}

void ReviewModel::tellBadge() {
    const RunEntry* entry = run();
    const bool test = query_.scope.of == TraceScope::Of::Test; // nothing waits for a verdict there
    const auto count = test ? 0 : static_cast<int>(listing_.total - reviewed());
    const QString waiting = tr("Answers without a verdict of yours: %1").arg(grouped(count));
    Q_EMIT unreviewedChanged(count,
                             blind_ || entry == nullptr
                                 ? waiting
                                 : tr("%1 (run %2, %3)").arg(waiting, entry->name, scopeWords(query_.scope)));
}

std::int64_t ReviewModel::reviewed() const {
    return listing_.reviewed + judgedHere_;
}

int ReviewModel::row() const {
    if (wanted_) return list_.rowOf(*wanted_);
    return trace_ ? list_.rowOf(trace_->row.id) : -1;
}

void ReviewModel::openRow(int row) {
    if (row < 0 || row >= list_.rowCount()) return;
    const std::int64_t id = list_.ids()[static_cast<std::size_t>(row)];
    if (trace_ && trace_->row.id == id && !wanted_) return;
    waitingFor_.reset(); // what a hand opens comes before a link
    wanted_ = id;
    thread_.readId(id);
}

void ReviewModel::open(const TraceRow& row) {
    waitingFor_.reset();
    wanted_ = row.id;
    thread_.read(row);
}

void ReviewModel::open(const TracePlace& place) {
    chosenByHand_ = true;
    waitingFor_ = place;
    thread_.setWatching(true); // what was written just now
    thread_.find(place);
}

bool ReviewModel::canStep(int rows) const {
    const int now = row();
    return now < 0 ? !list_.ids().empty() : now + rows >= 0 && now + rows < list_.rowCount();
}

void ReviewModel::step(int rows) {
    const int now = row();
    openRow(now < 0 ? 0 : now + rows);
}

void ReviewModel::setWatching(bool watching) {
    thread_.setWatching(watching);
    if (watching) readReadings(); // labels are given in other workplaces
}

// Answered by a new list where they are others than those known.
void ReviewModel::readReadings() {
    const RunEntry* entry = run();
    if (entry == nullptr) return;
    workspace_.read(
        this,
        [datasets = entry->datasets](Workspace& workspace) {
            auto readings = std::make_shared<Readings>();
            for (const std::string& hash : datasets)
                for (auto& [sample, annotation] : workspace.datasets().readings(hash))
                    (*readings)[hash][sample].push_back(std::move(annotation));
            return std::shared_ptr<const Readings>(std::move(readings));
        },
        [this, of = entry->run](const std::shared_ptr<const Readings>& readings) {
            if (of != query_.scope.run || (readings_ && *readings_ == *readings)) return;
            readings_ = readings;
            Q_EMIT readingsChanged();
            if (verdictsOf_.contains(of)) ask();
        });
}

QString ReviewModel::renamedWords() const {
    if (!trace_ || !trace_->dataset || !tasks_) return {};
    const Task& frozen = trace_->dataset->task;
    const auto today =
        std::find_if(tasks_->begin(), tasks_->end(), [&](const Task& task) { return task.id == frozen.id; });
    return today == tasks_->end() ? QString() : renamedClasses(frozen, *today);
}

QString ReviewModel::readersWords() const {
    if (!trace_ || !trace_->dataset || trace_->sample == nullptr || !readings_) return {};
    const auto known = readings_->find(trace_->dataset->hash);
    if (known == readings_->end()) return {};
    const auto of = known->second.find(trace_->sample->id);
    if (of == known->second.end()) return {};
    const Task& task = trace_->dataset->task;
    const auto says = [&](const Annotation& reading) {
        if (task.kind == TaskKind::Localisation) return tr("%1 boxes").arg(reading.boxes.size());
        const TaskClass* item = findClass(task, reading.label.value_or(""));
        return item != nullptr ? classWords(*item) : harmless(qs(reading.label.value_or("")));
    };
    const Target& target = trace_->sample->target;
    const bool moved = std::any_of(of->second.begin(), of->second.end(), [&](const Annotation& reading) {
        return task.kind != TaskKind::Localisation && reading.label != target.label;
    });
    if (of->second.size() < 2 && !moved) return {};
    QStringList words;
    for (const Annotation& reading : of->second)
        words << QStringLiteral("%1: %2").arg(harmless(qs(reading.reader)), says(reading));
    return words.join(QStringLiteral(", "));
}

void ReviewModel::exportVerdicts(const std::filesystem::path& file) {
    workspace_.read(
        this, [run = query_.scope.run](Workspace& workspace) { return workspace.verdicts().ofRun(run); },
        [this, file](const std::vector<TraceVerdict>& list) { thread_.exportVerdicts(list, file); });
}

void ReviewModel::takeFound(const TracePlace& place, const std::optional<TraceRow>& row, bool runIsGone) {
    if (!waitingFor_ || *waitingFor_ != place) return;
    if (row) {
        waitingFor_.reset();
        if (row->run != query_.scope.run) {
            query_.words.clear(); // a link leaves the search
            chooseRun(row->run);
        }
        openFirst_ = false;
        open(*row);
    } else if (runIsGone) {
        waitingFor_.reset();
        Q_EMIT trouble(tr("The run “%1” is gone, and its traces with it. Verdicts on them are kept.")
                           .arg(harmless(qs(place.run))));
    } else if (ready_) {
        waitingFor_.reset();
        Q_EMIT trouble(tr("The run “%1” has no answer %2 on sample %3 at step %4.")
                           .arg(harmless(qs(place.run)))
                           .arg(place.k)
                           .arg(harmless(qs(place.sample)))
                           .arg(place.step));
    }
}

void ReviewModel::takeTrace(TracePointer trace) {
    if (wanted_ && *wanted_ != trace->row.id) return;
    wanted_.reset();
    trace_ = std::move(trace);
    image_.reset();
    imageAsked_ = false;
    if (!verdictsOf_.contains(trace_->row.run)) readVerdicts(trace_->row.run);
    Q_EMIT traceChanged();
    Q_EMIT verdictChanged();
    askImage();
}

void ReviewModel::askImage() {
    if (!trace_ || !trace_->dataset || trace_->shown == nullptr) {
        imageAsked_ = true;
        Q_EMIT imageChanged();
        return;
    }
    workspace_.read(
        this,
        [hash = trace_->dataset->hash, sample = trace_->shown->id](Workspace& workspace) {
            std::optional<ImageRef> image = workspace.datasets().origin(hash, sample);
            const auto stored = image ? workspace.studies().find(image->sopUid) : std::nullopt;
            if (!stored || stored->trashed) image.reset();
            return image;
        },
        [this, of = trace_](const std::optional<ImageRef>& image) {
            if (trace_ != of) return;
            image_ = image;
            imageAsked_ = true;
            Q_EMIT imageChanged();
        });
}

void ReviewModel::setReader(const QString& reader) {
    if (reader == reader_) return;
    reader_ = reader;
    list_.retouch();
    Q_EMIT verdictChanged();
    refresh();
}

void ReviewModel::readVerdicts(const std::string& run) {
    workspace_.read(
        this, [run](Workspace& workspace) { return workspace.verdicts().ofRun(run); },
        [this, run](const std::vector<TraceVerdict>& list) {
            verdictsOf_.insert(run);
            std::erase_if(verdicts_, [&](const auto& item) { return item.first.run == run; });
            for (const TraceVerdict& item : list)
                verdicts_[item.trace][item.reader] = item;
            list_.retouch();
            Q_EMIT verdictChanged();
            if (run == query_.scope.run) ask();
        });
}

bool ReviewModel::judged(const TraceRow& row) const {
    const auto at = verdicts_.find(placeOf(row));
    return at != verdicts_.end() && at->second.contains(utf8(reader_));
}

const TraceVerdict* ReviewModel::own() const {
    if (!trace_) return nullptr;
    const auto at = verdicts_.find(placeOf(trace_->row));
    if (at == verdicts_.end()) return nullptr;
    const auto own = at->second.find(utf8(reader_));
    return own == at->second.end() ? nullptr : &own->second;
}

bool ReviewModel::ownIsOfOtherText() const {
    const TraceVerdict* verdict = own();
    return verdict != nullptr && verdict->textHash != trace_->textHash;
}

std::vector<const TraceVerdict*> ReviewModel::others() const {
    std::vector<const TraceVerdict*> list;
    if (own() == nullptr) return list;
    for (const auto& [name, verdict] : verdicts_.at(placeOf(trace_->row)))
        if (name != utf8(reader_)) list.push_back(&verdict);
    return list;
}

QString ReviewModel::actionName() const {
    return tr("Verdict on %1").arg(harmless(qs(trace_->row.sample)));
}

void ReviewModel::judge(Verdict verdict) {
    if (!canJudge()) return;
    const TraceVerdict* before = own();
    if (before != nullptr && before->verdict == verdict && !ownIsOfOtherText()) return;
    TraceVerdict item;
    item.trace = placeOf(trace_->row);
    item.reader = utf8(reader_);
    item.textHash = trace_->textHash;
    item.verdict = verdict;
    if (before != nullptr) item.comment = before->comment;
    put(std::move(item), actionName());
}

void ReviewModel::setComment(const TracePlace& place, const QString& comment) {
    const auto at = verdicts_.find(place);
    if (at == verdicts_.end() || !at->second.contains(utf8(reader_))) return;
    TraceVerdict item = at->second.at(utf8(reader_));
    if (item.comment == utf8(comment)) return;
    item.comment = utf8(comment);
    put(std::move(item), tr("Comment on %1").arg(harmless(qs(place.sample))));
}

void ReviewModel::put(TraceVerdict verdict, const QString& action) {
    chosenByHand_ = true;
    auto& ofTrace = verdicts_[verdict.trace];
    if (!ofTrace.contains(verdict.reader)) ++judgedHere_;
    verdict.time = Journal::now();
    ofTrace[verdict.reader] = verdict;
    workspace_.order(
        [verdict, name = utf8(action)](Workspace& workspace) { workspace.verdicts().put(verdict, name); });
    list_.retouch();
    Q_EMIT verdictChanged();
    Q_EMIT countsChanged();
    tellBadge();
}

void ReviewModel::takeBack() {
    if (own() == nullptr) return;
    const TracePlace place = placeOf(trace_->row);
    verdicts_[place].erase(utf8(reader_));
    --judgedHere_;
    workspace_.order([place, reader = utf8(reader_),
                      name = utf8(tr("No verdict on %1").arg(qs(place.sample)))](Workspace& workspace) {
        workspace.verdicts().remove(place, reader, name);
    });
    list_.retouch();
    Q_EMIT verdictChanged();
    Q_EMIT countsChanged();
    tellBadge();
}

void ReviewModel::verdictStepped(const std::string& key) {
    const TracePlace place = VerdictsTable::placeOfKey(key);
    if (verdictsOf_.contains(place.run)) readVerdicts(place.run);
    if (!trace_ || placeOf(trace_->row) != place) open(place);
}

void ReviewModel::setBlind(bool blind) {
    if (blind == blind_) return;
    blind_ = blind;
    list_.setBlind(blind);
    if (blind && !seenBlind(query_.queue)) chooseQueue(TraceQueue::Unreviewed);
    Q_EMIT blindChanged();
    tellBadge();
}

void ReviewModel::useAsExemplar() {
    if (!canJudge() || !trace_->dataset || !image_) return;
    const QString action = tr("Exemplar from a trace");
    workspace_.read(
        this,
        [task = trace_->dataset->task.id, image = *image_, reader = utf8(reader_)](Workspace& workspace) {
            std::optional<Annotation> own;
            for (const StoredAnnotation& stored : workspace.annotations().ofImage(image))
                if (stored.annotation.task == task && stored.annotation.reader == reader)
                    own = stored.annotation;
            return own;
        },
        [this, of = trace_, action](std::optional<Annotation> own) {
            if (!own) {
                Q_EMIT trouble(tr("You have no label on this image. An exemplar belongs to a label: give one "
                                  "in Studies first."));
                return;
            }
            own->reasoning = utf8(of->reasoning);
            own->time = 0;
            workspace_.put(*own, action);
            Q_EMIT said(tr("The reasoning is now the exemplar of your label"));
        });
}

} // namespace vrft::ui
