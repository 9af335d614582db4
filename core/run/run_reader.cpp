// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/run_reader.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fstream>

namespace vrft {

namespace fs = std::filesystem;

namespace {

// A line as a JSON object; nullopt for what isn't one (torn lines, nesting that nobody writes).
std::optional<Json> objectOf(const std::string& line) {
    try {
        Json json = parseJson(line, "a line");
        if (json.is_object()) return json;
    } catch (const Error&) {
        // Counted by who asks.
    }
    return std::nullopt;
}

std::optional<int> stepOf(const Json& value) {
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > INT32_MAX)
        return std::nullopt;
    return value.get<int>();
}

std::optional<ResumeMark> markOf(const Json& json) {
    const auto kind = json.find("kind");
    const auto from = json.find("from_step");
    if (kind == json.end() || *kind != "resumed" || from == json.end()) return std::nullopt;
    const std::optional<int> fromStep = stepOf(*from);
    if (!fromStep) return std::nullopt;
    const auto time = json.find("time");
    return ResumeMark{*fromStep, time != json.end() && time->is_number() ? time->get<double>() : 0};
}

// Records whose content breaks the format count as skipped, like lines that aren't JSON.
template <typename Read>
auto readOrSkip(const Read& read, std::size_t& skipped) -> std::optional<decltype(read())> {
    try {
        return read();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::InvalidFormat) throw;
        ++skipped;
        return std::nullopt;
    }
}

// What is new in `tail` as JSON objects: visit(object, line). Lines that aren't objects count as skipped.
template <typename Visit>
void forEachObject(LineTail& tail, std::size_t& skipped, const Visit& visit) {
    for (auto lines = tail.poll(); !lines.empty(); lines = tail.poll()) {
        for (const LineTail::Line& line : lines) {
            if (line.text.empty()) continue;
            if (const std::optional<Json> json = objectOf(line.text))
                visit(*json, line);
            else
                ++skipped;
        }
    }
}

// A resume supersedes the records of later steps before its mark.
template <typename Record, typename StepOf>
void supersede(std::vector<Record>& records, const ResumeMark& mark, const StepOf& stepOf) {
    for (Record& record : records)
        record.superseded = record.superseded || stepOf(record) > mark.fromStep;
}

std::string placeText(const fs::path& file, std::uint64_t offset) {
    return fmt::format("{} byte {}", file.string(), offset);
}

} // namespace

std::optional<MetricsRecord> metricsFromJson(const Json& line) {
    const auto step = line.find("step");
    const std::optional<int> number = step == line.end() ? std::nullopt : stepOf(*step);
    if (!number) return std::nullopt;
    MetricsRecord record;
    record.step = *number;
    for (const auto& [key, value] : line.items()) {
        if (key == "stage" && value.is_string()) record.stage = value.get<std::string>();
        if (!value.is_number() || key == "step" || !std::isfinite(value.get<double>())) continue;
        if (key == "time")
            record.time = value.get<double>();
        else
            record.values[key] = value.get<double>();
    }
    return record;
}

std::vector<LineTail::Line> LineTail::poll(std::size_t maxBytes) {
    std::vector<Line> lines;
    std::error_code code;
    const std::uint64_t size = fs::file_size(file_, code);
    if (code) return lines; // not there yet
    if (size < position_)
        throw Error(ErrorCode::Mismatch,
                    fmt::format("the file became shorter: {} bytes were read, it has {}", position_, size),
                    file_.string(), "Open the run again");
    std::ifstream stream(file_, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(position_));
    while (lines.empty() && position_ < size) {
        std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(size - position_, maxBytes)),
                          '\0');
        stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!stream) throw Error(ErrorCode::Io, "can't read the file", file_.string(), "Check the disk");
        takeLines(bytes, lines);
    }
    return lines;
}

void LineTail::takeLines(std::string_view bytes, std::vector<Line>& lines) {
    std::uint64_t lineStart = position_ - partial_.size();
    position_ += bytes.size();
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
        partial_.append(bytes.substr(0, end));
        bytes.remove_prefix(end + 1);
        const std::uint64_t next = lineStart + partial_.size() + 1;
        lines.push_back({lineStart, std::move(partial_)});
        partial_.clear();
        lineStart = next;
    }
    partial_.append(bytes);
}

MetricsLog::MetricsLog(const fs::path& run)
    : tail_(RunPaths{run}.metrics()) {}

std::size_t MetricsLog::poll() {
    std::size_t news = 0;
    forEachObject(tail_, skipped_, [&](const Json& json, const LineTail::Line&) {
        if (const auto mark = markOf(json)) {
            supersede(records_, *mark, [](const MetricsRecord& record) { return record.step; });
            marks_.push_back(*mark);
            ++news;
        } else if (auto record = metricsFromJson(json)) {
            records_.push_back(std::move(*record));
            ++news;
        } else {
            ++skipped_;
        }
    });
    return news;
}

std::vector<MetricsRecord> MetricsLog::effective() const {
    std::vector<MetricsRecord> records;
    std::copy_if(records_.begin(), records_.end(), std::back_inserter(records),
                 [](const MetricsRecord& record) { return !record.superseded; });
    return records;
}

EventLog::EventLog(const fs::path& run)
    : file_(RunPaths{run}.events())
    , tail_(file_) {}

std::size_t EventLog::poll() {
    const std::size_t before = records_.size();
    forEachObject(tail_, skipped_, [&](const Json& json, const LineTail::Line& line) {
        auto event = readOrSkip([&] { return eventFromJson(json, placeText(file_, line.offset)); }, skipped_);
        if (!event) return;
        if (const auto mark = markOf(json))
            supersede(records_, *mark, [](const EventRecord& record) { return record.event.step; });
        records_.push_back({std::move(*event), false});
    });
    return records_.size() - before;
}

CompletionTail::CompletionTail(fs::path run, CompletionPlace from)
    : paths_{std::move(run)}
    , number_(from.number)
    , tail_(paths_.completions(from.number), from.offset) {}

std::optional<CompletionTail::Item> CompletionTail::itemOf(const LineTail::Line& line) {
    if (line.text.empty()) return std::nullopt;
    const std::optional<Json> json = objectOf(line.text);
    if (!json) {
        ++skipped_;
        return std::nullopt;
    }
    if (const auto mark = markOf(*json)) return Item(*mark);
    const std::string where = placeText(paths_.completions(number_), line.offset);
    auto record = readOrSkip([&] { return completionFromJson(*json, where); }, skipped_);
    if (!record) return std::nullopt;
    return Item(LocatedCompletion{std::move(*record), {number_, line.offset}});
}

std::vector<CompletionTail::Item> CompletionTail::poll(std::size_t maxBytes) {
    std::vector<Item> items;
    while (true) {
        // Asked before reading: a file is complete once its successor exists.
        const std::vector<int> numbers = paths_.completionNumbers();
        const auto next = std::upper_bound(numbers.begin(), numbers.end(), number_);
        const std::uint64_t before = tail_.position();
        for (const LineTail::Line& line : tail_.poll(maxBytes)) {
            if (auto item = itemOf(line)) items.push_back(std::move(*item));
        }
        if (tail_.position() > before) {
            if (!items.empty()) return items;
            continue;
        }
        if (next == numbers.end() || number_ == kFinalCompletions) return items;
        number_ = *next;
        tail_ = LineTail(paths_.completions(number_));
    }
}

void forEachCompletion(const fs::path& run,
                       const std::function<bool(const LocatedCompletion&, bool)>& visit) {
    // First pass: where the marks are. A text can't imitate one, because quotes inside texts are escaped.
    constexpr std::string_view kMarkText = "\"kind\":\"resumed\"";
    struct PlacedMark {
        CompletionPlace place;
        int fromStep;
    };
    std::vector<PlacedMark> marks;
    const RunPaths paths{run};
    for (const int number : paths.completionNumbers()) {
        LineTail tail(paths.completions(number));
        for (auto lines = tail.poll(); !lines.empty(); lines = tail.poll()) {
            for (const LineTail::Line& line : lines) {
                if (line.text.find(kMarkText) == std::string::npos) continue;
                const std::optional<Json> json = objectOf(line.text);
                if (!json) continue;
                if (const auto mark = markOf(*json)) marks.push_back({{number, line.offset}, mark->fromStep});
            }
        }
    }
    const auto superseded = [&marks](const LocatedCompletion& completion) {
        return std::any_of(marks.begin(), marks.end(), [&completion](const PlacedMark& mark) {
            const bool later = std::pair(mark.place.number, mark.place.offset) >
                               std::pair(completion.place.number, completion.place.offset);
            return later && completion.record.step > mark.fromStep;
        });
    };
    CompletionTail tail(run);
    for (auto items = tail.poll(); !items.empty(); items = tail.poll()) {
        for (const CompletionTail::Item& item : items) {
            const auto* completion = std::get_if<LocatedCompletion>(&item);
            if (completion != nullptr && !visit(*completion, superseded(*completion))) return;
        }
    }
}

std::vector<CompletionRecord> completionsOfStep(const fs::path& run, int step) {
    const RunPaths paths{run};
    const std::string wanted = fmt::format("{{\"step\":{},", step);
    std::vector<CompletionRecord> records;
    std::size_t torn = 0;
    for (const int number : paths.completionNumbers()) {
        const std::string file = paths.completions(number).string();
        LineTail tail(file);
        for (auto lines = tail.poll(); !lines.empty(); lines = tail.poll()) {
            for (const LineTail::Line& line : lines) {
                const bool marked = line.text.starts_with("{\"kind\":\"resumed\"");
                if (!marked && !line.text.starts_with(wanted)) continue;
                const std::optional<Json> json = objectOf(line.text);
                if (!json) continue;
                if (const auto mark = markOf(*json)) {
                    if (mark->fromStep < step) records.clear();
                } else if (auto record = readOrSkip([&] { return completionFromJson(*json, file); }, torn)) {
                    records.push_back(std::move(*record));
                }
            }
        }
    }
    return records;
}

CompletionRecord readCompletion(const fs::path& run, const CompletionPlace& place) {
    const fs::path file = RunPaths{run}.completions(place.number);
    const auto lines = LineTail(file, place.offset).poll(64 * 1024);
    if (lines.empty())
        throw Error(ErrorCode::NotFound, "the answer isn't there any more", placeText(file, place.offset),
                    "Make the index anew (vrftaug-data index WS --rebuild)");
    return completionFromJson(parseJson(lines[0].text, placeText(file, place.offset)),
                              placeText(file, place.offset));
}

std::vector<TokenRecord> readTokens(const fs::path& run, int number, const TokenSpan& span) {
    const fs::path file = RunPaths{run}.tokens(number);
    std::error_code code;
    const std::uint64_t size = fs::file_size(file, code);
    if (code)
        throw Error(ErrorCode::NotFound, "the token statistics of this part of the run are no longer kept",
                    file.string(), "Texts and rewards are; keep all token files to see them in a later run");
    const std::uint64_t bytes = std::uint64_t{span.count} * kTokenRecordBytes;
    if (span.offset < kTokenHeaderBytes || span.offset > size || bytes > size - span.offset)
        throw Error(ErrorCode::InvalidFormat,
                    fmt::format("{} token records at byte {} lie outside the file of {} bytes", span.count,
                                span.offset, size),
                    file.string(), "The file lost its end; the text of the completion is still there");
    std::ifstream stream(file, std::ios::binary);
    std::string header(kTokenHeaderBytes, '\0');
    stream.read(header.data(), static_cast<std::streamsize>(header.size()));
    if (header != tokenHeader())
        throw Error(ErrorCode::InvalidFormat, "this is no token file of format 1", file.string(),
                    "Restore it from a copy");
    std::string packed(static_cast<std::size_t>(bytes), '\0');
    stream.seekg(static_cast<std::streamoff>(span.offset));
    stream.read(packed.data(), static_cast<std::streamsize>(packed.size()));
    if (!stream) throw Error(ErrorCode::Io, "can't read the file", file.string(), "Check the disk");
    return unpackTokens(packed);
}

} // namespace vrft
