// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The records of a run folder as values: completions with their rewards, token statistics, events (formats.md
// §6). One definition for the writer and the reader. Thread rule: values. Units: entropies and
// log-probabilities in nats, boxes in the stored image's pixels.
#pragma once

#include "core/box.h"
#include "core/json.h"
#include "core/reward/reward.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

// Test: of the final test, once a run has finished; never among the others' files (RunPaths).
enum class CompletionKind { Rollout, Heldout, ImageGain, Test };
std::string_view completionKindName(CompletionKind kind);

// Where a completion's token records lie: in tokens-NNNN.bin of the same number as its completions file.
struct TokenSpan {
    std::uint64_t offset = 0; // bytes from the start of the file
    std::uint32_t count = 0;
    bool operator==(const TokenSpan&) const = default;
};

struct CompletionRecord {
    int step = 0;
    std::string stage = "main";
    std::string sample;
    int k = 0;
    CompletionKind kind = CompletionKind::Rollout;
    std::string imageOf; // image_gain: the sample whose image was shown
    std::string text;
    std::optional<std::string> think;
    std::optional<std::string> answer;
    std::vector<Box> boxes;
    std::vector<RewardPart> rewards;
    double total = 0;
    std::optional<double> advantage; // of rollouts
    int length = 0;                  // tokens, end token included
    bool truncated = false;
    std::optional<double> entropy;   // mean over its tokens
    std::optional<TokenSpan> tokens; // set by the writer; none when retention left them out

    // STEP/SAMPLE/K, STEP/heldout/SAMPLE/K, STEP/image_gain/SAMPLE/K, STEP/test/SAMPLE/K.
    std::string id() const;
};

// Lists of [x1, y1, x2, y2], image pixels; a number that isn't finite comes back as NaN.
Json boxesToJson(std::span<const Box> boxes);
std::vector<Box> boxesFromJson(const Json& json, const std::string& where);

Json completionToJson(const CompletionRecord& record);
CompletionRecord completionFromJson(const Json& json, const std::string& where);

struct TokenRecord {
    std::uint32_t id = 0;
    float logProb = 0; // as sampled: after temperature and suppression
    float entropy = 0; // stored as f16
};

inline constexpr std::string_view kTokenMagic = "VRFTTOK1";
inline constexpr std::uint32_t kTokenRecordBytes = 10;
inline constexpr std::uint64_t kTokenHeaderBytes = 16;

std::string tokenHeader();
std::string packTokens(std::span<const TokenRecord> tokens); // little-endian, packed
std::vector<TokenRecord> unpackTokens(std::string_view bytes);

// IEEE 754 binary16, rounding to nearest, ties to even.
std::uint16_t halfFromFloat(float value);
float floatFromHalf(std::uint16_t half);

enum class EventKind {
    Started,
    Phase,
    Alarm,
    Evaluation,
    Checkpoint,
    Paused,
    Resumed,
    Stopped,
    Failed,
    Finished
};
std::string_view eventKindName(EventKind kind);

// What an alarm of the run's health says besides its words (health_monitor.h).
struct AlarmFacts {
    std::string key;    // alarm_keys: the same trouble has the same key
    bool grave = false; // nothing useful is learned while it lasts; else: look at this
    int fromStep = 0;
    std::string metric; // of metrics.jsonl; empty: none alone
    std::optional<double> figure;
    std::optional<double> threshold;
    std::vector<std::string> examples; // ids of completions of the event's step
    bool operator==(const AlarmFacts&) const = default;
};

struct RunEvent {
    double time = 0; // 0: the writer takes the wall clock
    int step = 0;
    EventKind kind = EventKind::Phase;
    std::string text;   // what happened, in words
    std::string advice; // `do`: what to do next; may be empty
    std::optional<AlarmFacts> facts = {};
};

Json eventToJson(const RunEvent& event);
RunEvent eventFromJson(const Json& json, const std::string& where);

} // namespace vrft
