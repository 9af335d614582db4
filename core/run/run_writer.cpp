// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/run_writer.h"

#include "core/error.h"

#include <charconv>
#include <fmt/format.h>
#include <fstream>

namespace vrft {

namespace fs = std::filesystem;

namespace {

// Opens a file of lines for appending; a torn last line gets its line break, so that it can't swallow the
// next one.
AppendFile openLines(const fs::path& file) {
    AppendFile lines(file);
    if (lines.size() == 0) return lines;
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(-1, std::ios::end);
    const int last = stream.get();
    if (!stream) throw Error(ErrorCode::Io, "can't read the file's end", file.string(), "Check the disk");
    if (last != '\n') lines.append("\n");
    return lines;
}

// Whether completions file and token file of this number can go on. A torn token header can't be mended by
// appending, and a new token file in place of a lost one would give old offsets a false meaning.
bool canContinue(const RunPaths& paths, int number) {
    std::error_code code;
    const fs::path file = paths.tokens(number);
    if (!fs::exists(file, code) || fs::file_size(file) == 0) {
        const fs::path completions = paths.completions(number);
        return !fs::exists(completions, code) || fs::file_size(completions) == 0;
    }
    std::ifstream stream(file, std::ios::binary);
    std::string header(kTokenHeaderBytes, '\0');
    stream.read(header.data(), static_cast<std::streamsize>(header.size()));
    return stream.gcount() == static_cast<std::streamsize>(header.size()) && header == tokenHeader();
}

fs::path needRun(fs::path run) {
    if (!isRun(run))
        throw Error(ErrorCode::NotFound, "this folder is no run: it has no run.json", run.string());
    return run;
}

} // namespace

RunWriter::RunWriter(fs::path run, RunWriterOptions options)
    : paths_{needRun(std::move(run))}
    , options_(options)
    , metrics_(openLines(paths_.metrics()))
    , events_(openLines(paths_.events())) {
    const std::vector<int> numbers = paths_.completionNumbers();
    const std::vector<int> tokenNumbers = paths_.tokenNumbers();
    int number =
        std::max({1, numbers.empty() ? 1 : numbers.back(), tokenNumbers.empty() ? 1 : tokenNumbers.back()});
    if (!canContinue(paths_, number)) {
        if (fs::exists(paths_.completions(number))) openLines(paths_.completions(number)).sync();
        ++number;
    }
    openCompletions(number);
}

void RunWriter::openCompletions(int number) {
    auto completions = std::make_unique<AppendFile>(openLines(paths_.completions(number)));
    auto tokens = std::make_unique<AppendFile>(paths_.tokens(number));
    if (tokens->size() == 0) tokens->append(tokenHeader());
    syncFolder(paths_.folder);
    completions_ = std::move(completions);
    tokens_ = std::move(tokens);
    number_ = number;
}

void RunWriter::rotate() {
    completions_->sync();
    tokens_->sync();
    openCompletions(number_ + 1);
    applyRetention();
}

void RunWriter::applyRetention() const {
    if (options_.retention.kind != TokenRetention::Kind::Last) return;
    for (const int number : paths_.tokenNumbers()) {
        if (number <= number_ - options_.retention.last) fs::remove(paths_.tokens(number));
    }
}

void RunWriter::markResumed(int fromStep, const std::string& text) {
    const double now = wallTime();
    const std::string mark = jsonLine({{"kind", "resumed"}, {"from_step", fromStep}, {"time", now}}) + "\n";
    metrics_.append(mark);
    completions_->append(mark);
    Json event = eventToJson({now, fromStep, EventKind::Resumed, text, ""});
    event["from_step"] = fromStep;
    events_.append(jsonLine(event) + "\n");
    syncedOffsets();
}

void RunWriter::metrics(Json line) {
    if (!line.is_object() || !line.contains("step") || !line["step"].is_number_integer())
        throw Error(ErrorCode::Internal, "a metrics line without a step", metrics_.path().string());
    if (!line.contains("time")) line["time"] = wallTime();
    metrics_.append(jsonLine(line) + "\n");
}

std::optional<TokenSpan> RunWriter::completion(CompletionRecord record, std::span<const TokenRecord> tokens) {
    const bool leftOut = options_.retention.kind == TokenRetention::Kind::Evaluations &&
                         record.kind == CompletionKind::Rollout;
    record.tokens.reset();
    const std::string packed = leftOut ? std::string() : packTokens(tokens);
    const auto lineWithSpan = [&] {
        if (!packed.empty())
            record.tokens = TokenSpan{tokens_->size(), static_cast<std::uint32_t>(tokens.size())};
        return jsonLine(completionToJson(record)) + "\n";
    };
    std::string line = lineWithSpan();
    if (completions_->size() > 0 && completions_->size() + line.size() > options_.rotateBytes) {
        rotate();
        line = lineWithSpan();
    }
    if (!packed.empty()) tokens_->append(packed);
    completions_->append(line);
    return record.tokens;
}

void RunWriter::event(RunEvent event) {
    if (event.time == 0) event.time = wallTime();
    events_.append(jsonLine(eventToJson(event)) + "\n");
}

void RunWriter::evaluation(int step, const Json& document, const std::string& beginningStage) {
    writeEvaluation(paths_.evaluation(step, beginningStage), document);
}
void RunWriter::finalEvaluation(const Json& document) {
    writeEvaluation(paths_.finalEvaluation(), document);
}

void RunWriter::finalCompletions(std::span<const CompletionRecord> records) {
    std::string lines;
    for (CompletionRecord record : records) {
        record.tokens.reset();
        lines += jsonLine(completionToJson(record)) + "\n";
    }
    makeFolders(paths_.evaluations());
    writeFileAtomic(paths_.finalCompletions(), lines);
}

void RunWriter::writeEvaluation(const fs::path& file, const Json& document) const {
    makeFolders(paths_.evaluations());
    Json complete = {{"format", 1}};
    for (const auto& [key, value] : document.items())
        complete[key] = value;
    writeFileAtomic(file, jsonPretty(complete));
}

std::map<std::string, std::uint64_t> RunWriter::syncedOffsets() {
    std::map<std::string, std::uint64_t> offsets;
    for (AppendFile* file : {&metrics_, &events_, completions_.get(), tokens_.get()}) {
        file->sync();
        offsets[file->path().filename().string()] = file->size();
    }
    // Files rotated away were synced when they were closed.
    for (const int number : paths_.completionNumbers()) {
        const fs::path file = paths_.completions(number);
        if (number < number_) offsets[file.filename().string()] = fs::file_size(file);
    }
    for (const int number : paths_.tokenNumbers()) {
        const fs::path file = paths_.tokens(number);
        if (number < number_) offsets[file.filename().string()] = fs::file_size(file);
    }
    return offsets;
}

std::vector<std::string> missingRecords(const fs::path& run,
                                        const std::map<std::string, std::uint64_t>& offsets) {
    std::vector<std::string> missing;
    for (const auto& [name, bytes] : offsets) {
        std::error_code code;
        const fs::path file = run / name;
        const bool present = fs::exists(file, code);
        if (!present && name.starts_with("tokens-")) continue; // retention
        const std::uint64_t size = present ? fs::file_size(file) : 0;
        if (size < bytes)
            missing.push_back(
                fmt::format("{} has {} bytes, the checkpoint was made when it had {}: {} bytes of records "
                            "are lost",
                            name, size, bytes, bytes - size));
    }
    return missing;
}

} // namespace vrft
