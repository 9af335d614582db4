// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The growing and small files of a run folder, cut at zero bytes: metrics, events, completions, control.json,
// heartbeat.json, best.json, a checkpoint's manifest, tokens. Lines that don't fit are counted, documents are
// refused in words, completions survive being written, and tokens lie in their file.
#include "core/error.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/control.h"
#include "core/run/run_reader.h"
#include "tests/fuzz/fuzz.h"

using namespace vrft;
using namespace vrft::test;

namespace {

// Run folders have folders inside: links lead to where the files of memory lie.
class RunInput {
public:
    RunInput() {
        namespace fs = std::filesystem;
        fs::create_directories(checkpoint());
        fs::create_symlink(folder_.path() / "best.json", RunPaths{run()}.best());
        fs::create_symlink(folder_.path() / "MANIFEST.json", checkpoint() / "MANIFEST.json");
    }
    const std::filesystem::path& run() const { return folder_.path(); }
    std::filesystem::path checkpoint() const { return RunPaths{run()}.checkpoint(1); }
    void fill(std::string_view input) {
        constexpr std::array<const char*, 8> kNames = {
            "metrics.jsonl",  "events.jsonl", "completions-0001.jsonl", "control.json",
            "heartbeat.json", "best.json",    "MANIFEST.json",          "tokens-0001.bin"};
        const auto parts = partsOf(input, kNames.size());
        for (std::size_t i = 0; i < kNames.size(); ++i)
            folder_.put(kNames[i], parts[i]);
    }

private:
    InputFolder folder_;
};

template <typename Read>
void refusedOrRead(const Read& read) {
    try {
        read();
    } catch (const Error& error) {
        require(!error.summary().empty(), "a refusal has words");
    }
}

void readCompletions(const std::filesystem::path& run) {
    forEachCompletion(run, [&run](const LocatedCompletion& completion, bool) {
        const CompletionRecord& record = completion.record;
        const std::string line = jsonLine(completionToJson(record));
        require(jsonLine(completionToJson(completionFromJson(parseJson(line, "again"), "again"))) == line,
                "a completion survives its way");
        require(record.step >= 0 && record.length >= 0, "steps and lengths count from 0");
        require(readCompletion(run, completion.place).id() == record.id(), "a completion lies at its place");
        if (record.tokens)
            refusedOrRead([&] {
                require(readTokens(run, 1, *record.tokens).size() == record.tokens->count,
                        "a completion has its tokens");
            });
        return true;
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static RunInput input;
    input.fill(textOf(data, size));
    const std::filesystem::path& run = input.run();
    MetricsLog metrics(run);
    metrics.poll();
    for (const MetricsRecord& record : metrics.effective())
        require(record.step >= 0, "steps count from 0");
    EventLog events(run);
    events.poll();
    readCompletions(run);
    refusedOrRead([&] { require(readControl(run).serial >= 0, "orders count from 0"); });
    refusedOrRead([&] {
        if (const auto state = readHeartbeat(run)) static_cast<void>(processRuns(*state));
    });
    refusedOrRead([&] {
        const auto best = readBest(run);
        require(!best || best->step >= 0, "steps count from 0");
    });
    refusedOrRead([&] { static_cast<void>(verifyCheckpoint(input.checkpoint())); });
    return 0;
}
