// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/step_figures.h"

#include "core/run/health_monitor.h"

#include <algorithm>
#include <functional>
#include <set>

namespace vrft {

namespace {

constexpr std::size_t kRun = 8;      // of one character
constexpr std::size_t kLongRun = 24; // whatever stands around it

bool isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

std::size_t wordsOf(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
        if (!isBlank(c) && !inside) ++words;
        inside = !isBlank(c);
    }
    return words;
}

using Groups = std::map<std::string, std::vector<const CompletionRecord*>>; // by sample

Groups rolloutGroups(std::span<const CompletionRecord> records) {
    Groups groups;
    for (const CompletionRecord& record : records)
        if (record.kind == CompletionKind::Rollout) groups[record.sample].push_back(&record);
    return groups;
}

// Σ over groups of the squared distances of one reward's weighted values from the group's mean.
double spreadWithin(const Groups& groups, std::size_t reward) {
    double spread = 0;
    for (const auto& [sample, group] : groups) {
        double mean = 0;
        for (const CompletionRecord* record : group)
            mean += record->rewards[reward].weighted / static_cast<double>(group.size());
        for (const CompletionRecord* record : group)
            spread += (record->rewards[reward].weighted - mean) * (record->rewards[reward].weighted - mean);
    }
    return spread;
}

void addRewardShares(const Groups& groups, const CompletionRecord& first,
                     std::map<std::string, double>& figures) {
    for (const auto& [sample, group] : groups)
        for (const CompletionRecord* record : group)
            if (record->rewards.size() != first.rewards.size()) return; // of another program's making
    std::vector<double> spreads;
    double all = 0;
    for (std::size_t r = 0; r < first.rewards.size(); ++r) {
        spreads.push_back(spreadWithin(groups, r));
        all += spreads.back();
    }
    if (all <= 1e-12) return;
    for (std::size_t r = 0; r < first.rewards.size(); ++r)
        figures["rewards/" + first.rewards[r].name + "/share"] = spreads[r] / all;
}

bool formKept(const CompletionRecord& record) {
    const bool formless =
        std::any_of(record.rewards.begin(), record.rewards.end(),
                    [](const RewardPart& part) { return part.name == "format" && part.score == 0; });
    return !formless && record.answer.has_value();
}

bool earnAlike(const std::vector<const CompletionRecord*>& group) {
    return std::all_of(group.begin(), group.end(),
                       [&](const CompletionRecord* record) { return record->total == group.front()->total; });
}

// Smaller is plainer; nothing: it doesn't show the alarm.
using Plainness = std::function<std::optional<double>(const CompletionRecord&)>;

Plainness plainnessOf(std::string_view key, std::span<const CompletionRecord> records) {
    const auto where = [](bool shows, double order) {
        return shows ? std::optional<double>(order) : std::nullopt;
    };
    if (key == alarm_keys::kCutOff)
        return [where](const CompletionRecord& r) { return where(r.truncated, 0); };
    if (key == alarm_keys::kOneCharacter)
        return [where](const CompletionRecord& r) { return where(repeatsOneCharacter(r.text), 0); };
    if (key == alarm_keys::kInvalid)
        return [where](const CompletionRecord& r) { return where(!formKept(r), r.answer ? 1 : 0); };
    if (key == alarm_keys::kOneAnswer)
        return [where, commonest = commonestAnswer(records)](const CompletionRecord& r) {
            return where(countedAnswer(r) == commonest, r.total);
        };
    if (key == alarm_keys::kThinkSkipped)
        return [](const CompletionRecord& r) {
            return std::optional<double>(r.think ? static_cast<double>(wordsOf(*r.think)) : 0);
        };
    if (key == alarm_keys::kNoSignal)
        return [where, groups = rolloutGroups(records)](const CompletionRecord& r) {
            const auto group = groups.find(r.sample);
            return where(group != groups.end() && earnAlike(group->second), 0);
        };
    return [](const CompletionRecord& r) { return std::optional<double>(r.total); };
}

// The kind of answers that an alarm speaks of.
bool speaksOf(std::string_view key, const CompletionRecord& record, bool rollouts) {
    const bool checked = key == alarm_keys::kImage || key == alarm_keys::kGreedyGap || !rollouts;
    if (!checked) return record.kind == CompletionKind::Rollout;
    const int k = key == alarm_keys::kGreedyGap ? 1 : 0; // sampled, greedy
    return record.kind == CompletionKind::Heldout && record.k == k;
}

} // namespace

std::string countedAnswer(const CompletionRecord& record) {
    std::string counted;
    if (!record.answer) return counted;
    for (const char c : *record.answer) {
        if (!isBlank(c))
            counted += c;
        else if (!counted.empty() && counted.back() != ' ')
            counted += ' ';
    }
    if (!counted.empty() && counted.back() == ' ') counted.pop_back();
    return counted;
}

std::string commonestAnswer(std::span<const CompletionRecord> records) {
    const bool rollouts = std::any_of(records.begin(), records.end(), [](const CompletionRecord& record) {
        return record.kind == CompletionKind::Rollout;
    });
    std::map<std::string, std::size_t> counts;
    std::string commonest;
    for (const CompletionRecord& record : records) {
        if (record.kind != (rollouts ? CompletionKind::Rollout : CompletionKind::Heldout)) continue;
        if (std::string answer = countedAnswer(record); !answer.empty()) ++counts[std::move(answer)];
    }
    for (const auto& [answer, count] : counts)
        if (commonest.empty() || count > counts[commonest]) commonest = answer;
    return commonest;
}

bool repeatsOneCharacter(std::string_view text) {
    std::size_t longest = 0;
    std::size_t length = 0; // characters
    std::size_t row = 0;
    std::string_view before;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t next = i + 1; // a character: a byte and the UTF-8 bytes that go on with it
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U)
            ++next;
        const std::string_view character = text.substr(i, next - i);
        i = next;
        if (isBlank(character.front())) continue;
        ++length;
        row = character == before ? row + 1 : 1;
        before = character;
        longest = std::max(longest, row);
    }
    return longest >= kLongRun || (longest >= kRun && 2 * longest >= length);
}

std::map<std::string, double> answerFigures(std::span<const CompletionRecord> rollouts) {
    std::map<std::string, double> figures;
    const Groups groups = rolloutGroups(rollouts);
    if (groups.empty()) return figures;
    const std::string commonest = commonestAnswer(rollouts);
    double count = 0;
    double common = 0;
    double words = 0;
    double repeated = 0;
    double none = 0;
    for (const CompletionRecord& record : rollouts) {
        if (record.kind != CompletionKind::Rollout) continue;
        count += 1;
        common += !commonest.empty() && countedAnswer(record) == commonest ? 1 : 0;
        words += record.think ? static_cast<double>(wordsOf(*record.think)) : 0;
        repeated += repeatsOneCharacter(record.text) ? 1 : 0;
        none += record.answer ? 0 : 1;
    }
    figures["answers/invalid"] = none / count;
    figures["answers/commonest"] = common / count;
    figures["answers/repeated"] = repeated / count;
    figures["think/words"] = words / count;
    addRewardShares(groups, *groups.begin()->second.front(), figures);
    return figures;
}

std::vector<std::string> exampleIds(std::string_view key, std::span<const CompletionRecord> ofStep,
                                    std::size_t most) {
    const bool rollouts = std::any_of(ofStep.begin(), ofStep.end(), [](const CompletionRecord& record) {
        return record.kind == CompletionKind::Rollout;
    });
    const Plainness plainness = plainnessOf(key, ofStep);
    struct Found {
        double order;
        const CompletionRecord* record;
    };
    std::vector<Found> found;
    for (const CompletionRecord& record : ofStep) {
        if (!speaksOf(key, record, rollouts)) continue;
        if (const auto order = plainness(record)) found.push_back({*order, &record});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.order < b.order; });
    std::vector<std::string> ids;
    std::vector<std::string> further; // of samples that have one
    std::set<std::string> samples;
    for (const Found& one : found)
        (samples.insert(one.record->sample).second ? ids : further).push_back(one.record->id());
    ids.insert(ids.end(), further.begin(), further.end());
    ids.resize(std::min(most, ids.size()));
    return ids;
}

} // namespace vrft
