// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/importer.h"

#include "core/error.h"
#include "core/store/stored_files.h"
#include "imaging/dicom/inspect.h"

#include <fmt/format.h>

namespace vrft {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kBatchFiles = 1000;
constexpr std::uint64_t kBatchBytes = 256ULL << 20;
constexpr auto kBatchAge = std::chrono::seconds(3);
// The first batch comes early: a study is there to look at while the rest arrives.
constexpr auto kFirstBatchAge = std::chrono::milliseconds(300);
constexpr std::int64_t kLooksBeforeLearning = 500;
constexpr int kUidsAtOnce = 20'000;
constexpr auto kTellEvery = std::chrono::milliseconds(200);

} // namespace

Json ImportLedger::toJson() const {
    Json json = {{"found", found}};
    for (std::size_t i = 0; i < counts.size(); ++i)
        json[std::string(importStateName(static_cast<ImportState>(i)))] = counts[i];
    return json;
}

Importer::Importer(WorkspaceAccess workspace, ImportSettings settings)
    : workspace_(std::move(workspace))
    , settings_(std::move(settings))
    , own_(settings_.import == 0)
    , batchBegan_(Clock::now())
    , told_(Clock::now()) {
    if (own_)
        settings_.import =
            workspace_.with([&](Workspace& store) { return store.imports().begin(settings_.request); });
    ledger_.import = settings_.import;
}

void Importer::add(const std::string& source, std::string bytes, PatientIdentity identity) {
    HeaderRead read;
    try {
        read = readDicomHeader(bytes, source);
    } catch (const Error& error) {
        return add(ImportRow{source, ImportState::Unreadable, error.summary()});
    }
    if (identity == PatientIdentity::Assumed) read.record.patient.identity = identity;
    std::span<const std::uint8_t> rest(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    add(std::move(read.record), {source, ImportState::Stored, read.note},
        [&rest] { return std::exchange(rest, {}); }, {});
}

void Importer::add(ImportRow row) {
    place(std::move(row), std::nullopt, 0);
}

void Importer::add(InstanceRecord record, ImportRow row,
                   const std::function<std::span<const std::uint8_t>()>& content,
                   const std::string& linkedPath) {
    Instance& instance = record.instance;
    instance.source = row.source;
    // Another file of that UID in this batch is decided by the store only after the batch: compare here.
    if (batchUids_.contains(instance.sopUid)) commit();
    const auto known = this->known(instance.sopUid);
    if (known && known->instance.contentHash != instance.contentHash) {
        row.state = ImportState::Conflict;
        row.reason = fmt::format("another file of this image is stored already ({})", known->instance.source);
        return place(std::move(row), std::nullopt, 0);
    }
    std::uint64_t bytes = 0;
    if (known) {
        instance.storedPath = known->instance.storedPath;
    } else if (!content) {
        instance.storedPath = linkedPath;
    } else {
        try {
            instance.storedPath = workspace_.files().put(
                [&] {
                    const auto chunk = content();
                    bytes += chunk.size();
                    return chunk;
                },
                instance.contentHash);
        } catch (const SourceTrouble& trouble) {
            return place({row.source, ImportState::Unreadable, trouble.reason}, std::nullopt, 0);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Mismatch) throw;
            return place({row.source, ImportState::Unreadable, error.summary()}, std::nullopt, 0);
        }
    }
    place(std::move(row), std::move(record), bytes);
}

std::optional<InstanceRow> Importer::known(const std::string& sopUid) {
    if (++num_looks_ == kLooksBeforeLearning) learnUids();
    if (num_looks_ >= kLooksBeforeLearning && uidHashes_.insert(std::hash<std::string>()(sopUid)).second)
        return std::nullopt;
    return workspace_.with([&](Workspace& store) {
        return store.studies().has(sopUid) ? store.studies().find(sopUid) : std::nullopt;
    });
}

// In slices: edits come in between.
void Importer::learnUids() {
    for (const std::string& uid : batchUids_)
        uidHashes_.insert(std::hash<std::string>()(uid));
    std::int64_t last = 0;
    while (true) {
        const auto uids =
            workspace_.with([&](Workspace& store) { return store.studies().uidsAfter(last, kUidsAtOnce); });
        if (uids.empty()) return;
        for (const std::string& uid : uids)
            uidHashes_.insert(std::hash<std::string>()(uid));
    }
}

void Importer::place(ImportRow row, std::optional<InstanceRecord> record, std::uint64_t bytes) {
    if (record) {
        batchUids_.insert(record->instance.sopUid);
        batch_.push_back(std::move(*record));
        rowOf_.push_back(rows_.size());
        batchBytes_ += bytes;
    }
    rows_.push_back(std::move(row));
    const auto age = Clock::now() - batchBegan_;
    if (rows_.size() >= kBatchFiles || batchBytes_ >= kBatchBytes || age > kBatchAge ||
        (num_batches_ == 0 && age > kFirstBatchAge))
        commit();
    else
        tellProgress(false);
}

void Importer::commit() {
    if (rows_.empty()) return;
    workspace_.files().sync(); // here, not in the transaction: that one holds up whoever edits meanwhile
    const ImportReport report = workspace_.with([&](Workspace& store) {
        return store.imports().add(settings_.import, rows_, batch_, rowOf_, settings_.linking);
    });
    for (const ImportRow& row : rows_) {
        ledger_.found += 1;
        ledger_.counts[static_cast<std::size_t>(row.state)] += 1;
        if (!row.reason.empty() && settings_.onRow) settings_.onRow(row);
    }
    for (const GroupMove& move : report.moves)
        ledger_.notes.push_back(
            fmt::format("two patients turned out to be one: a group moved from {} to {} in plan {}",
                        splitName(move.from), splitName(move.to), move.plan));
    rows_.clear();
    batch_.clear();
    rowOf_.clear();
    batchUids_.clear();
    batchBytes_ = 0;
    num_batches_ += 1;
    batchBegan_ = Clock::now();
    tellProgress(true);
}

void Importer::tellProgress(bool always) {
    if (!settings_.onProgress || (!always && Clock::now() - told_ < kTellEvery)) return;
    told_ = Clock::now();
    ImportLedger now = ledger_;
    now.found += static_cast<std::int64_t>(rows_.size());
    settings_.onProgress(now);
}

ImportLedger Importer::finish() {
    commit();
    if (own_)
        workspace_.with([&](Workspace& store) { store.imports().finish(settings_.import, ImportEnd::Done); });
    return std::move(ledger_);
}

} // namespace vrft
