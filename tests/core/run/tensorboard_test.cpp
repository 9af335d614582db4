// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Event files against bytes of TensorBoard's own writer (tests/data/make/make_tensorboard_goldens.py).
#include "core/error.h"
#include "core/files.h"
#include "core/run/event_file.h"
#include "core/run/tensorboard.h"
#include "tests/core/run/sample_run.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

constexpr const char* kName = "events.out.tfevents.1767323045.vrftaug";

fs::path golden(const char* name) {
    return fs::path(VRFT_SOURCE_DIR) / "tests/data/run/tensorboard" / name;
}

// A run with the golden figures and answers.
fs::path goldenRun(const fs::path& folder) {
    const fs::path run = test::sampleRun(folder);
    for (const char* name : {"metrics.jsonl", "completions-0001.jsonl"})
        fs::copy_file(golden(name), run / name, fs::copy_options::overwrite_existing);
    return run;
}

TensorboardExport exported(const fs::path& run, const fs::path& out, int answers = 0) {
    return exportTensorboard(std::vector{run}, out, {.answers = answers});
}

std::size_t filesIn(const fs::path& folder) {
    return static_cast<std::size_t>(
        std::count_if(fs::recursive_directory_iterator(folder), fs::recursive_directory_iterator(),
                      [](const fs::directory_entry& entry) { return entry.is_regular_file(); }));
}

} // namespace

TEST_CASE("CRC-32C gives RFC 3720's values, and the mask is TFRecord's") {
    CHECK(crc32c("") == 0);
    CHECK(crc32c("123456789") == 0xE3069283);
    CHECK(crc32c(std::string(32, '\0')) == 0x8A9136AA);
    CHECK(crc32c(std::string(32, '\xFF')) == 0x62A8AB43);
    std::string counted;
    for (char c = 0; c < 32; ++c)
        counted += c;
    CHECK(crc32c(counted) == 0x46DD794E);
    CHECK(crc32c(std::string(counted.rbegin(), counted.rend())) == 0x113FDB5C);
    // The length and its checksum that TensorFlow's files of a 24 byte version event begin with.
    CHECK(maskedCrc32c(std::string("\x18\0\0\0\0\0\0\0", 8)) == 0x224B7FA3);
}

TEST_CASE("a run's figures and answers are TensorBoard's own bytes, without what a resume superseded") {
    const TempFolder temp;
    const fs::path run = goldenRun(temp / "20260102-030405-test");
    const TensorboardExport report = exported(run, temp / "out", 1);
    REQUIRE(report.files == std::vector<fs::path>{temp / "out/20260102-030405-test" / kName});
    CHECK(readTextFile(report.files.front()) == readTextFile(golden("expected.tfevents")));
    CHECK(report.scalars == 11);
    CHECK(report.texts == 2);
}

TEST_CASE("an export is written anew: nothing is appended, what else is there stays") {
    const TempFolder temp;
    const fs::path run = goldenRun(temp / "run");
    exported(run, temp / "out");
    const std::string once = readTextFile(temp / "out/run" / kName);
    writeFileAtomic(temp / "out/run/notes.txt", "mine");
    exported(run, temp / "out");
    CHECK(readTextFile(temp / "out/run" / kName) == once);
    CHECK(readTextFile(temp / "out/run/notes.txt") == "mine");
    CHECK(filesIn(temp / "out") == 2);
    CHECK(once.find("answers/") == std::string::npos); // only when asked for
}

TEST_CASE("stages speak of different datasets, so each has a folder; the final test stands in the last") {
    const TempFolder temp;
    const fs::path run = test::sampleRun(temp / "run");
    writeFileAtomic(run / "metrics.jsonl",
                    "{\"step\":4,\"stage\":\"localise\",\"time\":5,\"heldout/score\":0.5}\n"
                    "{\"step\":4,\"stage\":\"main\",\"time\":6,\"heldout/score\":0.25}\n");
    writeFileAtomic(run / "evaluations/final.json",
                    R"({"format":1,"step":4,"accuracy":{"value":0.5,"low":0.25,"high":0.75},"qwk":null})");
    const TensorboardExport report = exported(run, temp / "out");
    REQUIRE(report.files ==
            std::vector<fs::path>{temp / "out/run/localise" / kName, temp / "out/run/main" / kName});
    CHECK(report.scalars == 5);
    EventFile localise(5);
    localise.addScalars(4, 5, std::vector<std::pair<std::string, double>>{{"heldout/score", 0.5}});
    CHECK(readTextFile(report.files[0]) == localise.bytes());
    EventFile main(6);
    main.addScalars(4, 6, std::vector<std::pair<std::string, double>>{{"heldout/score", 0.25}});
    main.addScalars(4, 6,
                    std::vector<std::pair<std::string, double>>{
                        {"test/accuracy", 0.5}, {"test/accuracy/low", 0.25}, {"test/accuracy/high", 0.75}});
    CHECK(readTextFile(report.files[1]) == main.bytes());
}

TEST_CASE("what can't be exported is refused before anything is written") {
    const TempFolder temp;
    const fs::path good = goldenRun(temp / "a/run");
    const fs::path same = goldenRun(temp / "b/run");
    const fs::path fresh = test::sampleRun(temp / "fresh");
    const auto refusal = [&](const std::vector<fs::path>& runs) -> std::string {
        try {
            exportTensorboard(runs, temp / "out");
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    CHECK(refusal({good, fresh}).find("no figures yet") != std::string::npos);
    CHECK(refusal({good, same}).find("folders of one name") != std::string::npos);
    CHECK(refusal({temp / "a"}).find((temp / "a").string()) != std::string::npos);
    CHECK_FALSE(fs::exists(temp / "out"));
}

TEST_CASE("a code block shows a policy's words literally") {
    CHECK(codeBlock("<b>x</b>\n# y") == "    <b>x</b>\n    # y");
    CHECK(codeBlock("a\x1B[31mb\tc") == "    a\xEF\xBF\xBD[31mb\tc");
}
