// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The room's thread: fills the index of traces while runs grow, in short slices, and answers questions
// between them.
//
// No call waits, but for `close`. A question that was asked again meanwhile isn't answered. A damaged index
// is made anew. Reads run folders and datasets; never the store, whose thread is another
// (workspace_thread.h). Errors: `trouble`, in words, and values in the answers. Ownership: owns its thread.
// Thread rule: call from the thread it lives in.
#pragma once

#include "ui/traces/trace.h"

#include <QObject>
#include <QThread>
#include <QTimer>
#include <atomic>
#include <filesystem>
#include <memory>
#include <vector>

namespace vrft::ui {

class TraceThread : public QObject {
    Q_OBJECT
public:
    explicit TraceThread(QObject* parent = nullptr);
    ~TraceThread() override;

    void open(const std::filesystem::path& workspace);
    void close(); // waits for the slice in work
    bool isOpen() const { return open_; }

    // The index is followed once a second while set, else rarely.
    void setWatching(bool watching);

    void list(const TraceQuery& query);                     // answered by `listed`
    void readRows(int page, std::vector<std::int64_t> ids); // by `rows`
    void read(const TraceRow& row);                         // by `trace`
    void readId(std::int64_t id);                           // likewise
    void find(const TracePlace& place);                     // by `found`
    // As core/traces/verdict_list.h has it; answered by `exported`.
    void exportVerdicts(std::vector<TraceVerdict> verdicts, const std::filesystem::path& file);

Q_SIGNALS:
    void runs(vrft::ui::RunEntries runs); // when something changed
    void upToDate();                      // the index has all that is written
    void listed(const vrft::ui::TraceQuery& query, const vrft::ui::TraceListing& listing);
    // `num`: in the queue; `ids`: those of them with the query's words.
    void counted(const vrft::ui::TraceQuery& query, vrft::ui::TraceQueue queue, std::int64_t num,
                 const std::vector<std::int64_t>& ids);
    void rows(int page, const std::vector<vrft::ui::ListedTrace>& rows);
    void trace(vrft::ui::TracePointer trace);
    // `row` is empty where the index doesn't know the place; `runIsGone`: nor the run.
    void found(const vrft::TracePlace& place, const std::optional<vrft::TraceRow>& row, bool runIsGone);
    void exported(const QString& file, int num);
    void trouble(const QString& text);

private:
    struct Desk; // index, search, reader: on the thread alone
    void post(std::function<void(Desk&)> work);
    void openThere();
    void startOver(const QString& why);
    void follow();
    void tellRuns(Desk& desk);
    void listThere(Desk& desk, const TraceQuery& query, int serial);
    struct Count; // of the queues that are counted later
    void countOn(std::shared_ptr<Count> count);

    QThread thread_;
    QObject* there_;
    QTimer* clock_; // lives there
    bool open_ = false;
    std::filesystem::path workspace_; // there
    std::unique_ptr<Desk> desk_;      // there
    std::atomic<int> listSerial_ = 0;
    std::atomic<int> readSerial_ = 0;
    std::atomic<bool> ending_ = false;
};

} // namespace vrft::ui
