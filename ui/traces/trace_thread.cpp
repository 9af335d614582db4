// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_thread.h"

#include "core/error.h"
#include "core/files.h"
#include "core/traces/trace_index.h"
#include "core/traces/verdict_list.h"
#include "ui/traces/trace_reader.h"
#include "ui/traces/trace_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"
#include "ui/workspace/thread_share.h"
#include "ui/workspace/workspace_thread.h"

#include <QMetaObject>
#include <chrono>
#include <unordered_set>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds kSlice{20};
constexpr int kWatching_ms = 1000;
constexpr int kResting_ms = 10'000;
constexpr double kLeastSureShare = 0.1;
constexpr std::int64_t kMostCountedLater = 2000; // each reads its text
constexpr std::size_t kCountedAtOnce = 50;

// What is written of a run, cheaply.
struct Stamp {
    fs::file_time_type info; // run.json: a run may get another name
    int files = 0;
    std::uintmax_t bytes = 0; // of the last one
    std::uintmax_t test = 0;  // of the test answers
    bool operator==(const Stamp&) const = default;
};

Stamp stampOf(const fs::path& run) {
    const RunPaths paths{run};
    const std::vector<int> numbers = paths.completionNumbers();
    std::error_code code;
    const auto info = fs::last_write_time(paths.info(), code);
    Stamp stamp{info};
    if (const std::uintmax_t test = fs::file_size(paths.finalCompletions(), code); !code) stamp.test = test;
    if (numbers.empty()) return stamp;
    stamp.files = numbers.back();
    stamp.bytes = fs::file_size(paths.completions(numbers.back()), code);
    return stamp;
}

TraceFilter filterOf(const TraceScope& scope) {
    TraceFilter filter;
    filter.run = scope.run;
    switch (scope.of) {
    case TraceScope::Of::Step:
        filter.firstStep = filter.lastStep = scope.step;
        filter.stage = scope.stage;
        [[fallthrough]];
    case TraceScope::Of::Heldout:
        filter.kind = CompletionKind::Heldout;
        filter.k = 0;
        break;
    case TraceScope::Of::Training:
        filter.kind = CompletionKind::Rollout;
        break;
    case TraceScope::Of::Test:
        filter.kind = CompletionKind::Test;
        break;
    case TraceScope::Of::All:
        break;
    }
    return filter;
}

std::optional<CompletionKind> kindFromName(const std::string& name) {
    for (const CompletionKind kind :
         {CompletionKind::Rollout, CompletionKind::Heldout, CompletionKind::ImageGain, CompletionKind::Test})
        if (completionKindName(kind) == name) return kind;
    return std::nullopt;
}

TraceFilter filterOf(const TracePlace& place) {
    TraceFilter filter;
    filter.run = place.run;
    filter.stage = place.stage;
    filter.firstStep = filter.lastStep = place.step;
    filter.kind = kindFromName(place.kind);
    filter.sample = place.sample;
    filter.k = place.k;
    return filter;
}

} // namespace

struct TraceThread::Desk {
    explicit Desk(const fs::path& workspace)
        : index(workspace)
        , search(workspace)
        , book(workspace / "runs")
        , reader(book, search) {}

    TraceIndex index;
    TraceSearch search;
    RunBook book;
    TraceReader reader;
    std::map<std::string, std::pair<Stamp, RunEntry>> entries;
    RunEntries told;
    bool behind = true;                    // there may be more to take in
    std::map<std::int64_t, bool> doubtful; // by id
    std::map<std::int64_t, bool> disagree; // by id, of `readings`
    std::shared_ptr<const Readings> readings;
    std::chrono::steady_clock::time_point toldAt{};

    // One filter for each stage of the scope, for what an answer is worth differs.
    template <typename Use>
    void forEachStage(const TraceScope& scope, Use use) {
        TraceFilter filter = filterOf(scope);
        if (!filter.stage.empty()) return use(filter, book.rightFrom(scope.run, filter.stage));
        const auto& info = book.run(scope.run).info;
        if (!info) return use(filter, 1.0);
        for (const Stage& stage : info->recipe.stages) {
            filter.stage = stage.name;
            use(filter, book.rightFrom(scope.run, stage.name));
        }
    }
};

// Which traces have the words searched for.
struct Matches {
    bool all = true; // nothing is searched for
    std::unordered_set<std::int64_t> ids;

    std::vector<std::int64_t> of(std::vector<std::int64_t> list) const {
        if (!all) std::erase_if(list, [this](std::int64_t id) { return !ids.contains(id); });
        return list;
    }
};

struct TraceThread::Count {
    TraceQuery query;
    Matches matches;
    std::vector<std::int64_t> ids;
    std::size_t done = 0;
    std::vector<std::int64_t> doubtful;
    std::vector<std::int64_t> disagree;
    int serial = 0;
};

TraceThread::TraceThread(QObject* parent)
    : QObject(parent)
    , there_(new QObject)
    , clock_(new QTimer(there_)) {
    thread_.setObjectName(QStringLiteral("traces"));
    clock_->setInterval(kResting_ms);
    there_->moveToThread(&thread_);
    connect(clock_, &QTimer::timeout, there_, [this] { follow(); });
    connect(&thread_, &QThread::finished, there_, &QObject::deleteLater);
    connect(&thread_, &QThread::started, there_, [] { workInBackground(); });
    thread_.start();
}

TraceThread::~TraceThread() {
    close();
    thread_.quit();
    thread_.wait();
}

void TraceThread::open(const fs::path& workspace) {
    close();
    open_ = true;
    ending_ = false;
    QMetaObject::invokeMethod(
        there_,
        [this, workspace] {
            workspace_ = workspace;
            openThere();
        },
        Qt::QueuedConnection);
}

void TraceThread::close() {
    ending_ = true;
    open_ = false;
    QMetaObject::invokeMethod(
        there_,
        [this] {
            clock_->stop();
            desk_.reset();
        },
        Qt::BlockingQueuedConnection);
}

void TraceThread::openThere() {
    try {
        desk_ = std::make_unique<Desk>(workspace_);
    } catch (const Error& error) {
        Q_EMIT trouble(troubleOf(error).text());
        return;
    }
    clock_->start();
    follow();
}

void TraceThread::startOver(const QString& why) {
    desk_.reset();
    for (const char* end : {"", "-wal", "-shm"}) {
        std::error_code code;
        fs::remove((workspace_ / "index.sqlite").string() + end, code);
    }
    Q_EMIT trouble(tr("The index of traces was damaged and is being made anew. Nothing is lost: it is read "
                      "from the runs. %1")
                       .arg(why));
    openThere();
}

void TraceThread::post(std::function<void(Desk&)> work) {
    QMetaObject::invokeMethod(
        there_,
        [this, work = std::move(work)] {
            if (!desk_ || ending_) return;
            try {
                work(*desk_);
            } catch (const Error& error) {
                if (error.code() == ErrorCode::InvalidFormat)
                    startOver(troubleOf(error).text());
                else
                    Q_EMIT trouble(troubleOf(error).text());
            }
        },
        Qt::QueuedConnection);
}

void TraceThread::setWatching(bool watching) {
    QMetaObject::invokeMethod(
        there_,
        [this, watching] {
            clock_->setInterval(watching ? kWatching_ms : kResting_ms);
            if (watching && desk_) follow();
        },
        Qt::QueuedConnection);
}

// A slice; questions that came meanwhile go before the next.
void TraceThread::follow() {
    post([this](Desk& desk) {
        const bool more = desk.index.follow(kSlice);
        if (more) desk.behind = true;
        const auto now = std::chrono::steady_clock::now();
        if (!more || now - desk.toldAt > std::chrono::seconds(1)) {
            desk.toldAt = now;
            tellRuns(desk);
        }
        if (more) return follow();
        if (std::exchange(desk.behind, false)) Q_EMIT upToDate();
    });
}

void TraceThread::tellRuns(Desk& desk) {
    auto list = std::make_shared<std::vector<RunEntry>>();
    for (const std::string& name : runNames(workspace_)) {
        const Stamp stamp = stampOf(desk.book.folder(name));
        auto& [before, entry] = desk.entries[name];
        if (entry.run.empty() || before != stamp || desk.behind) {
            if (before.info != stamp.info) desk.book.forget(name);
            const RunBook::Run& run = desk.book.run(name);
            entry.run = name;
            entry.name = shortRunName(run.info ? run.info->name : name);
            entry.trouble = run.trouble;
            entry.steps = desk.search.heldoutSteps(name);
            entry.datasets.clear();
            if (run.info)
                for (const auto& [stage, dataset] : run.info->datasets)
                    entry.datasets.push_back(dataset.hash);
            TraceFilter all;
            all.run = name;
            all.supersededToo = true;
            entry.num_traces = desk.search.count(all);
            entry.num_torn = desk.search.skippedLines(name);
            TraceFilter test;
            test.run = name;
            test.kind = CompletionKind::Test;
            const std::vector<TraceRow> first = desk.search.find(test, TraceOrder::Step, 1);
            entry.testStep = first.empty() ? std::nullopt : std::optional(first.front().step);
            before = stamp;
        }
        if (entry.num_traces > 0 || !entry.trouble.isEmpty()) list->push_back(entry);
    }
    std::reverse(list->begin(), list->end()); // the newest first
    std::vector<RunTraits> traits;
    for (const RunEntry& entry : *list) {
        const auto& info = desk.book.run(entry.run).info;
        traits.push_back(info ? runTraits(*info, entry.name) : RunTraits{});
    }
    const std::vector<RunDifference> differences = runDifferences(traits);
    for (std::size_t i = 0; i < list->size(); ++i)
        (*list)[i].apart = differences[i].all;
    if (desk.told && *desk.told == *list) return;
    desk.told = list;
    Q_EMIT runs(list);
}

void TraceThread::list(const TraceQuery& query) {
    const int serial = ++listSerial_;
    post([this, query, serial](Desk& desk) {
        if (serial == listSerial_) listThere(desk, query, serial);
    });
}

void TraceThread::listThere(Desk& desk, const TraceQuery& query, int serial) {
    const TraceScope& scope = query.scope;
    const bool one = scope.of == TraceScope::Of::Step || scope.of == TraceScope::Of::Test;
    const TraceOrder order = one ? TraceOrder::Step : TraceOrder::LatestFirst;
    TraceListing listing;
    const std::vector<std::int64_t> all = desk.search.ids(filterOf(scope), order);
    std::unordered_set<std::int64_t> unjudged(all.begin(), all.end());
    std::vector<std::int64_t> judged; // in the scope
    for (const TracePlace& place : query.judged)
        for (const std::int64_t id : desk.search.ids(filterOf(place)))
            if (unjudged.erase(id) == 1) judged.push_back(id);
    std::vector<std::int64_t> unreviewed;
    std::copy_if(all.begin(), all.end(), std::back_inserter(unreviewed),
                 [&](std::int64_t id) { return unjudged.contains(id); });
    std::vector<std::int64_t> wrong;
    desk.forEachStage(scope, [&](TraceFilter filter, double rightFrom) {
        filter.scoreBelow = rightFrom;
        const auto some = desk.search.ids(filter, TraceOrder::WorstFirst);
        wrong.insert(wrong.end(), some.begin(), some.end());
    });
    listing.leastSure = desk.search.entropyOfLeastSure(filterOf(scope), kLeastSureShare);
    std::vector<std::int64_t> leastSure;
    if (listing.leastSure) {
        TraceFilter filter = filterOf(scope);
        filter.entropyFrom = listing.leastSure;
        leastSure = desk.search.ids(filter, TraceOrder::LeastSureFirst);
    }
    listing.total = static_cast<std::int64_t>(all.size());
    listing.reviewed = listing.total - static_cast<std::int64_t>(unreviewed.size());
    listing.counts = {std::ssize(unreviewed), std::ssize(wrong), -1, std::ssize(leastSure), -1,
                      std::ssize(judged)};
    Matches matches;
    if (query.searchesAll()) {
        TraceFilter filter;
        filter.words = utf8(query.words);
        listing.ids = desk.search.ids(filter, TraceOrder::LatestFirst);
    } else {
        if (!query.words.isEmpty()) {
            TraceFilter filter = filterOf(scope);
            filter.words = utf8(query.words);
            const std::vector<std::int64_t> found = desk.search.ids(filter);
            matches = {false, {found.begin(), found.end()}};
        }
        switch (query.queue) {
        case TraceQueue::Unreviewed:
            listing.ids = matches.of(std::move(unreviewed));
            break;
        case TraceQueue::Wrong:
            listing.ids = matches.of(std::move(wrong));
            break;
        case TraceQueue::LeastSure:
            listing.ids = matches.of(std::move(leastSure));
            break;
        case TraceQueue::Judged:
            listing.ids = matches.of(std::move(judged));
            break;
        case TraceQueue::Disagree:
        case TraceQueue::Doubtful:
            break; // countOn
        }
    }
    Q_EMIT listed(query, listing);
    if (listing.total > kMostCountedLater) return;
    auto count = std::make_shared<Count>();
    count->query = query;
    count->matches = std::move(matches);
    count->ids = all;
    count->serial = serial;
    countOn(std::move(count));
}

// A few texts at a time.
void TraceThread::countOn(std::shared_ptr<Count> count) {
    post([this, count](Desk& desk) {
        if (count->serial != listSerial_) return;
        const TraceQuery& query = count->query;
        if (desk.readings != query.readings) {
            desk.readings = query.readings;
            desk.disagree.clear();
        }
        const std::size_t to = std::min(count->ids.size(), count->done + kCountedAtOnce);
        for (std::size_t i = count->done; i < to; ++i) {
            const std::int64_t id = count->ids[i];
            const auto [doubtful, newDoubt] = desk.doubtful.try_emplace(id, false);
            const auto [disagree, newReading] = desk.disagree.try_emplace(id, false);
            if (newDoubt || newReading)
                for (const TraceRow& row : desk.search.rows(std::span(&id, 1))) {
                    if (newDoubt) doubtful->second = desk.reader.doubtful(row);
                    if (newReading && query.readings)
                        disagree->second = desk.reader.disagrees(row, *query.readings);
                }
            if (doubtful->second) count->doubtful.push_back(id);
            if (disagree->second) count->disagree.push_back(id);
        }
        count->done = to;
        if (to < count->ids.size()) return countOn(count);
        const auto tell = [&](TraceQueue queue, const std::vector<std::int64_t>& ids) {
            Q_EMIT counted(query, queue, std::ssize(ids), count->matches.of(ids));
        };
        tell(TraceQueue::Doubtful, count->doubtful);
        if (query.readings) tell(TraceQueue::Disagree, count->disagree);
    });
}

void TraceThread::readRows(int page, std::vector<std::int64_t> ids) {
    post([this, page, ids = std::move(ids)](Desk& desk) {
        std::vector<ListedTrace> list;
        for (const std::int64_t id : ids) {
            const std::vector<TraceRow> row = desk.search.rows(std::span(&id, 1));
            list.push_back(row.empty() ? ListedTrace() : desk.reader.listed(row.front()));
        }
        Q_EMIT rows(page, list);
    });
}

void TraceThread::read(const TraceRow& row) {
    const int serial = ++readSerial_;
    post([this, row, serial](Desk& desk) {
        if (serial == readSerial_) Q_EMIT trace(desk.reader.read(row));
    });
}

void TraceThread::readId(std::int64_t id) {
    const int serial = ++readSerial_;
    post([this, id, serial](Desk& desk) {
        if (serial != readSerial_) return;
        const std::vector<TraceRow> row = desk.search.rows(std::span(&id, 1));
        if (!row.empty()) Q_EMIT trace(desk.reader.read(row.front()));
    });
}

void TraceThread::find(const TracePlace& place) {
    post([this, place](Desk& desk) {
        std::vector<TraceRow> rows = desk.search.find(filterOf(place));
        if (rows.empty()) {
            TraceFilter filter = filterOf(place);
            filter.supersededToo = true;
            rows = desk.search.find(filter);
        }
        Q_EMIT found(place, rows.empty() ? std::nullopt : std::optional(rows.back()),
                     rows.empty() && !isRun(desk.book.folder(place.run)));
    });
}

void TraceThread::exportVerdicts(std::vector<TraceVerdict> verdicts, const fs::path& file) {
    post([this, verdicts = std::move(verdicts), file](Desk& desk) {
        writeFileAtomic(file, verdictsToCsv(verdicts, desk.search, workspace_));
        Q_EMIT exported(qs(file.string()), static_cast<int>(verdicts.size()));
    });
}

} // namespace vrft::ui
