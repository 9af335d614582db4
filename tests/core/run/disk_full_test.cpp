// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A full disk: said with the bytes it needs, nothing half-written, going on after room was made.
#include "core/error.h"
#include "core/files.h"
#include "core/run/alarms.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_reader.h"
#include "core/run/run_writer.h"
#include "tests/core/run/doomed_child.h"
#include "tests/core/run/sample_run.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <cerrno>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>

using namespace vrft;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

// Writes like the engine's own writers: a failed system call becomes an Error by its errno.
CheckpointPart bigPart(std::size_t bytes, std::uint64_t claimed) {
    return {"weights.safetensors", claimed, [bytes](const fs::path& file) {
                AppendFile stream(file);
                stream.append(std::string(bytes, 'w'));
            }};
}

// What a child checks: the number of the first condition that doesn't hold, 0 when all do.
class Conditions {
public:
    void need(bool holds) {
        ++number_;
        if (!holds && failed_ == 0) failed_ = number_;
    }
    int result() const { return failed_; }

private:
    int number_ = 0;
    int failed_ = 0;
};

template <typename Work>
std::optional<Error> errorOf(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

bool mentions(const std::optional<Error>& error, const std::string& text) {
    return error && std::string(error->what()).find(text) != std::string::npos;
}

} // namespace

TEST_CASE("too little room is told before the first byte, with the bytes needed") {
    const TempFolder run;
    const std::vector<CheckpointPart> parts = {bigPart(5000, 5000)};
    const std::uint64_t needed = checkpointBytes(parts);
    CHECK(needed >= 5000);
    const auto error =
        errorOf([&] { writeCheckpoint(run.path(), 3, parts, {}, [](const fs::path&) { return 4096; }); });
    REQUIRE(error.has_value());
    CHECK(error->code() == ErrorCode::DiskFull);
    CHECK(mentions(error, fmt::format("needs {} bytes", needed)));
    CHECK(mentions(error, fmt::format("Free at least {} bytes", needed - 4096)));
    CHECK(fs::is_empty(run / "checkpoints"));
    CHECK_NOTHROW(writeCheckpoint(run.path(), 3, parts, {}, [needed](const fs::path&) { return needed; }));
}

TEST_CASE("a disk that fills while a checkpoint is written keeps the earlier one") {
    const TempFolder temp;
    const int result = test::runOnSmallDisk(temp.path(), 512 * 1024, [&] {
        Conditions conditions;
        const fs::path run = temp / "run";
        writeCheckpoint(run, 1, std::vector{bigPart(1000, 1000)}, {});
        // The part is larger than it said, so the check before passes and the write itself fails.
        const auto error = errorOf([&] { writeCheckpoint(run, 2, std::vector{bigPart(1 << 20, 1000)}, {}); });
        conditions.need(error && error->code() == ErrorCode::DiskFull);
        conditions.need(mentions(error, "bytes"));
        conditions.need(newestValid(run).found && newestValid(run).found->step() == 1);
        conditions.need(!fs::exists(run / "checkpoints/.tmp-step-000002"));
        const auto early =
            errorOf([&] { writeCheckpoint(run, 2, std::vector{bigPart(1 << 20, 1 << 20)}, {}); });
        conditions.need(early && early->code() == ErrorCode::DiskFull && mentions(early, "has"));
        writeCheckpoint(run, 2, std::vector{bigPart(2000, 2000)}, {});
        conditions.need(newestValid(run).found->step() == 2);
        return conditions.result();
    });
    if (result == -1)
        test::skip("mounting a small RAM disk isn't permitted here");
    else
        CHECK(result == 0);
}

TEST_CASE("a disk that fills under the growing files loses no line and goes on after room was made") {
    const TempFolder temp;
    const int result = test::runOnSmallDisk(temp.path(), 256 * 1024, [&] {
        Conditions conditions;
        const fs::path run = test::sampleRun(temp / "run");
        RunWriter writer(run);
        std::ofstream(temp / "filler") << std::string(100 * 1024, 'f');
        CompletionRecord record;
        record.sample = "s000001";
        record.text = std::string(3000, 't');
        const std::vector<TokenRecord> tokens(50);
        std::optional<Error> error;
        for (int k = 0; k < 1000 && !error; ++k) {
            record.k = k;
            error = errorOf([&] { writer.completion(record, tokens); });
        }
        conditions.need(error && error->code() == ErrorCode::DiskFull);
        conditions.need(mentions(error, "Free at least"));
        conditions.need(readTextFile(run / "completions-0001.jsonl").ends_with("}\n"));
        const RunEvent event = diskFullEvent(4, *error);
        conditions.need(event.kind == EventKind::Paused && event.text.find("bytes") != std::string::npos);

        fs::remove(temp / "filler");
        writer.completion(record, tokens); // the one that failed
        writer.event(event);
        int count = 0;
        bool inOrder = true;
        forEachCompletion(run, [&](const LocatedCompletion& item, bool) {
            inOrder =
                inOrder && item.record.k == count++ && readTokens(run, 1, *item.record.tokens).size() == 50;
            return true;
        });
        conditions.need(inOrder && count == record.k + 1);
        return conditions.result();
    });
    if (result == -1)
        test::skip("mounting a small RAM disk isn't permitted here");
    else
        CHECK(result == 0);
}

TEST_CASE("a run isn't begun on a full disk") {
    const TempFolder temp;
    const int result = test::runOnSmallDisk(temp.path(), 16 * 1024, [&] {
        Conditions conditions;
        {
            const int filler = ::open((temp / "filler").c_str(), O_WRONLY | O_CREAT, 0600);
            const std::string block(1024, 'f');
            while (::write(filler, block.data(), block.size()) > 0)
                continue;
            ::close(filler);
        }
        const auto error = errorOf([&] { createRun(temp / "run", test::sampleRunInfo()); });
        conditions.need(error && error->code() == ErrorCode::DiskFull);
        conditions.need(!fs::exists(temp / "run"));
        return conditions.result();
    });
    if (result == -1)
        test::skip("mounting a small RAM disk isn't permitted here");
    else
        CHECK(result == 0);
}
