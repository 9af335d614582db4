// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/latest_answers.h"

#include "core/stats/boxes.h"
#include "core/text/unicode.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/reward_words.h"

#include <algorithm>
#include <fstream>
#include <map>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostKept = 512;
constexpr std::size_t kEnoughAtFirst = 128;
constexpr std::uint64_t kFirstBytes = 512 * 1024;
constexpr std::uint64_t kMostBytes = 8 * 1024 * 1024;
constexpr int kPicture = 96; // 72 px at up to 133 %, sharp enough at 200 %
constexpr double kOverlapRight = 0.5;

// The start of the first whole line at or after `offset`.
std::uint64_t lineStart(const fs::path& file, std::uint64_t offset) {
    if (offset == 0) return 0;
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset - 1));
    std::string skipped;
    std::getline(stream, skipped);
    return offset - 1 + skipped.size() + 1;
}

QString nameOf(const Task& task, const CompletionRecord& record) {
    if (!record.answer) return {};
    if (task.kind == TaskKind::Grading)
        if (const auto grade = matchGrade(task, *record.answer)) return QString::number(*grade);
    if (task.kind == TaskKind::Classification)
        if (const TaskClass* of = matchClass(task, *record.answer)) return harmlessLine(qs(of->name), 60);
    return harmlessLine(qs(*record.answer), 60);
}

bool rightOf(const Task& task, const SampleBook::Entry& entry, const CompletionRecord& record) {
    if (task.kind == TaskKind::Localisation) { // by IoU, whatever the reward's measure
        if (entry.boxes.empty()) return record.answer && normaliseAnswer(*record.answer) == "none";
        return boxScore(record.boxes, entry.boxes) >= kOverlapRight;
    }
    if (!record.answer) return false;
    if (task.kind == TaskKind::Grading) return matchGrade(task, *record.answer) == entry.grade;
    const TaskClass* of = matchClass(task, *record.answer);
    return of != nullptr && entry.label && of->id == *entry.label;
}

RunAnswer shown(const CompletionRecord& record, const SampleBooks& books) {
    RunAnswer answer;
    answer.id = qs(record.id());
    answer.sample = harmlessLine(qs(record.sample), 60);
    answer.step = record.step;
    answer.text = harmlessLine(qs(record.think ? *record.think : record.text));
    answer.reward = record.total;
    for (const RewardPart& part : record.rewards)
        answer.why +=
            QStringLiteral("%1 %2: %3\n")
                .arg(rewardName(part.name), figure(part.weighted, 2), harmlessLine(qs(part.reason)));
    answer.why = answer.why.trimmed();
    if (record.answer) answer.answer = harmlessLine(qs(*record.answer), 60);
    SampleBook* book = books.of(record.stage);
    if (book == nullptr) return answer;
    answer.answer = nameOf(book->task(), record);
    if (const SampleBook::Entry* entry = book->find(record.sample)) {
        answer.reference = entry->reference;
        answer.right = rightOf(book->task(), *entry, record);
        answer.picture = book->picture(record.sample, kPicture);
    }
    return answer;
}

// The answers of one image in one step.
using Group = std::vector<const CompletionRecord*>;

// Newest step first, images in the order of the file.
std::vector<Group> groupsOf(const std::vector<CompletionRecord>& records) {
    std::vector<Group> groups;
    std::map<std::tuple<int, std::string, std::string>, std::size_t> places;
    for (const CompletionRecord& record : records) {
        const auto key = std::tuple(record.step, record.stage, record.sample);
        const auto [place, fresh] = places.emplace(key, groups.size());
        if (fresh) groups.emplace_back();
        groups[place->second].push_back(&record);
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.front()->step > b.front()->step; });
    return groups;
}

} // namespace

LatestAnswers::LatestAnswers(fs::path run)
    : run_(std::move(run)) {}

bool LatestAnswers::take(const std::vector<CompletionTail::Item>& items) {
    bool news = false;
    for (const CompletionTail::Item& item : items) {
        if (const auto* mark = std::get_if<ResumeMark>(&item)) {
            for (auto* kept : {&rollouts_, &heldOut_})
                std::erase_if(*kept, [&](const CompletionRecord& r) { return r.step > mark->fromStep; });
            news = true;
            continue;
        }
        const CompletionRecord& record = std::get<LocatedCompletion>(item).record;
        if (record.kind == CompletionKind::ImageGain) continue; // of exchanged images
        auto& kept = record.kind == CompletionKind::Rollout ? rollouts_ : heldOut_;
        kept.push_back(record);
        if (kept.size() > kMostKept) kept.pop_front();
        news = true;
    }
    return news;
}

// From the end of the last files, further back until there are enough.
void LatestAnswers::begin() {
    const RunPaths paths{run_};
    for (std::uint64_t bytes = kFirstBytes; bytes <= kMostBytes; bytes *= 4) {
        rollouts_.clear();
        heldOut_.clear();
        std::uint64_t missing = bytes;
        CompletionPlace from;
        const std::vector<int> numbers = paths.completionNumbers();
        for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
            std::error_code code;
            const std::uint64_t size = fs::file_size(paths.completions(*number), code);
            if (code) continue;
            from = {*number, size > missing ? lineStart(paths.completions(*number), size - missing) : 0};
            if (size >= missing) break;
            missing -= size;
        }
        tail_.emplace(run_, from);
        const bool whole = from == CompletionPlace{} || (from.number <= numbers.front() && from.offset == 0);
        for (auto items = tail_->poll(); !items.empty(); items = tail_->poll())
            take(items);
        if (whole || rollouts_.size() >= kEnoughAtFirst) return;
    }
}

bool LatestAnswers::poll() {
    if (!tail_) {
        begin();
        return true;
    }
    bool news = false;
    for (auto items = tail_->poll(); !items.empty(); items = tail_->poll())
        news = take(items) || news;
    return news;
}

std::vector<CompletionRecord> LatestAnswers::records() const {
    const auto& kept = rollouts_.empty() ? heldOut_ : rollouts_;
    return {kept.begin(), kept.end()};
}

std::vector<CompletionRecord> recordsOfStep(const fs::path& run, int step) {
    std::vector<CompletionRecord> rollouts;
    std::vector<CompletionRecord> heldOut;
    for (CompletionRecord& record : completionsOfStep(run, step)) {
        if (record.kind == CompletionKind::ImageGain) continue;
        (record.kind == CompletionKind::Rollout ? rollouts : heldOut).push_back(std::move(record));
    }
    return rollouts.empty() ? heldOut : rollouts;
}

bool AnswerCount::poll() {
    constexpr std::size_t kPiece = 1024 * 1024;
    constexpr int kPieces = 32;
    std::string bytes(kPiece, '\0');
    for (int i = 0; i < kPieces; ++i) {
        std::ifstream stream(paths_.completions(number_), std::ios::binary);
        stream.seekg(static_cast<std::streamoff>(position_));
        stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        const auto got = stream.gcount();
        if (got <= 0) {
            if (!fs::exists(paths_.completions(number_ + 1))) return false;
            ++number_;
            position_ = 0;
            continue;
        }
        count_ += std::count(bytes.begin(), bytes.begin() + got, '\n');
        position_ += static_cast<std::uint64_t>(got);
    }
    return true;
}

RunAnswers shownAnswers(const std::vector<CompletionRecord>& records, const SampleBooks& books,
                        std::size_t most) {
    RunAnswers answers;
    const std::vector<Group> groups = groupsOf(records);
    for (const Group& group : groups) {
        if (answers.all.size() < most) answers.all.push_back(shown(*group.front(), books));
        const SampleBook* book = books.of(group.front()->stage);
        if (answers.wrong.size() >= most || book == nullptr) continue;
        const SampleBook::Entry* entry = book->find(group.front()->sample);
        if (entry == nullptr) continue;
        const auto wrong = std::find_if(group.begin(), group.end(), [&](const CompletionRecord* record) {
            return rightOf(book->task(), *entry, *record) == false;
        });
        if (wrong != group.end()) answers.wrong.push_back(shown(**wrong, books));
    }
    std::vector<const CompletionRecord*> best;
    for (const Group& group : groups)
        best.push_back(*std::max_element(group.begin(), group.end(),
                                         [](const auto* a, const auto* b) { return a->total < b->total; }));
    std::stable_sort(best.begin(), best.end(),
                     [](const auto* a, const auto* b) { return a->total > b->total; });
    for (std::size_t i = 0; i < std::min(most, best.size()); ++i)
        answers.best.push_back(shown(*best[i], books));
    return answers;
}

std::vector<RunAnswer> namedAnswers(const std::vector<CompletionRecord>& records,
                                    const std::vector<std::string>& ids, const SampleBooks& books) {
    std::vector<RunAnswer> named;
    for (const std::string& id : ids) {
        const auto found = std::find_if(records.begin(), records.end(),
                                        [&](const CompletionRecord& record) { return record.id() == id; });
        if (found != records.end()) named.push_back(shown(*found, books));
    }
    return named;
}

std::vector<RunAnswer> examplesOf(const std::vector<CompletionRecord>& records, const SampleBooks& books,
                                  bool equalRewards, std::size_t most) {
    const std::vector<Group> groups = groupsOf(records);
    const auto equal = [](const Group& group) {
        return std::all_of(group.begin(), group.end(), [&](const CompletionRecord* record) {
            return record->total == group.front()->total;
        });
    };
    const bool onlyEqual = equalRewards && std::any_of(groups.begin(), groups.end(), equal);
    std::vector<RunAnswer> examples;
    for (const Group& group : groups) {
        if (onlyEqual && !equal(group)) continue;
        examples.push_back(shown(*group.front(), books));
        if (examples.size() == most) break;
    }
    return examples;
}

} // namespace vrft::ui
