// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/importer.h"

#include "core/error.h"
#include "core/files.h"
#include "core/store/workspace.h"
#include "imaging/dicom/inspect.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBatchFiles = 1000;
constexpr std::uint64_t kBatchBytes = 256ULL << 20;

ImportState stateOf(ImportOutcome outcome) {
    switch (outcome) {
    case ImportOutcome::Stored:
        return ImportState::Stored;
    case ImportOutcome::Present:
        return ImportState::Present;
    case ImportOutcome::Conflict:
        break;
    }
    return ImportState::Conflict;
}

} // namespace

std::string_view importStateName(ImportState state) {
    static constexpr std::array<std::string_view, 5> kNames{"stored", "present", "conflict", "unreadable",
                                                            "not_dicom"};
    return kNames[static_cast<std::size_t>(state)];
}

Json ImportLedger::toJson() const {
    Json json = {{"found", found}};
    for (std::size_t i = 0; i < counts.size(); ++i)
        json[std::string(importStateName(static_cast<ImportState>(i)))] = counts[i];
    return json;
}

Importer::Importer(Workspace& workspace, ImportSettings settings)
    : workspace_(workspace)
    , settings_(std::move(settings)) {}

void Importer::count(ImportRow row) {
    ledger_.found += 1;
    ledger_.counts[static_cast<std::size_t>(row.state)] += 1;
    if (!row.reason.empty() && settings_.onRow) settings_.onRow(row);
}

void Importer::addFile(const fs::path& file) {
    const std::string source = file.string();
    std::string bytes;
    try {
        bytes = readTextFile(file);
    } catch (const Error& error) {
        return count({source, ImportState::Unreadable, error.summary()});
    }
    take(source, bytes, settings_.link ? source : std::string(), PatientIdentity::Known);
}

void Importer::add(const std::string& source, std::string bytes, PatientIdentity identity) {
    take(source, bytes, {}, identity);
}

void Importer::take(const std::string& source, std::string_view bytes, const std::string& linkedPath,
                    PatientIdentity identity) {
    if (!looksLikeDicom(bytes))
        return count(
            {source, ImportState::NotDicom, bytes.empty() ? "the file is empty" : "not a DICOM file"});
    HeaderRead read;
    try {
        read = readDicomHeader(bytes, source);
    } catch (const Error& error) {
        const bool other = error.code() == ErrorCode::Unsupported;
        return count({source, other ? ImportState::NotDicom : ImportState::Unreadable, error.summary()});
    }
    Instance& instance = read.record.instance;
    if (identity == PatientIdentity::Assumed) read.record.patient.identity = identity;
    instance.source = source;
    // Another file of that UID in this batch is decided by the store only after the batch: compare here.
    if (const auto other = batchContent_.find(instance.sopUid); other != batchContent_.end()) flush();
    const auto known = workspace_.studies().find(instance.sopUid);
    if (known && known->instance.contentHash != instance.contentHash)
        return count(
            {source, ImportState::Conflict,
             fmt::format("another file of this image is stored already ({})", known->instance.source)});
    if (known)
        instance.storedPath = known->instance.storedPath;
    else if (!linkedPath.empty())
        instance.storedPath = linkedPath;
    else
        instance.storedPath =
            workspace_.storeFile({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    batchContent_[instance.sopUid] = instance.contentHash;
    batchBytes_ += bytes.size();
    batch_.push_back(std::move(read.record));
    notes_.push_back(std::move(read.note));
    if (batch_.size() >= kBatchFiles || batchBytes_ >= kBatchBytes) flush();
}

void Importer::flush() {
    if (batch_.empty()) return;
    const ImportReport report = workspace_.studies().importInstances(batch_, settings_.linking);
    for (std::size_t i = 0; i < batch_.size(); ++i) {
        const ImportState state = stateOf(report.outcomes[i]);
        count({batch_[i].instance.source, state,
               state == ImportState::Conflict ? "another file of this image is stored already" : notes_[i]});
    }
    for (const GroupMove& move : report.moves)
        ledger_.notes.push_back(
            fmt::format("two patients turned out to be one: a group moved from {} to {} in plan {}",
                        splitName(move.from), splitName(move.to), move.plan));
    batch_.clear();
    notes_.clear();
    batchContent_.clear();
    batchBytes_ = 0;
    if (settings_.onProgress) settings_.onProgress(ledger_);
}

ImportLedger Importer::finish() {
    flush();
    return std::move(ledger_);
}

} // namespace vrft
