// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "core/run/queue.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

TEST_CASE("a work queue round trips and its runs are found beside it") {
    const TempFolder temp;
    writeQueue(temp / "QUEUE.json", {{"runs/a", "../b"}});
    CHECK(readJsonFile(temp / "QUEUE.json") == parseJson(R"({"format":1,"runs":["runs/a","../b"]})", "x"));
    CHECK(queueRuns(temp / "QUEUE.json") ==
          std::vector<fs::path>{temp / "runs/a", (temp.path().parent_path() / "b")});
    CHECK(readQueue(temp / "QUEUE.json").runs == std::vector<std::string>{"runs/a", "../b"});
    writeQueue(temp / "QUEUE.json", {{"a"}, {"../studies/s/study.json"}});
    CHECK(readQueue(temp / "QUEUE.json").studies == std::vector<std::string>{"../studies/s/study.json"});
    CHECK(queueStudies(temp / "QUEUE.json") ==
          std::vector<fs::path>{temp.path().parent_path() / "studies/s/study.json"});
}

TEST_CASE("one program works a queue off, and who asks disturbs nobody") {
    const TempFolder temp;
    writeQueue(temp / "QUEUE.json", {{"a"}});
    CHECK_FALSE(queueWorked(temp / "QUEUE.json"));
    {
        const QueueLock lock(temp / "QUEUE.json");
        CHECK(queueWorked(temp / "QUEUE.json"));
        CHECK_THROWS_WITH_AS(QueueLock(temp / "QUEUE.json"), doctest::Contains("another program"), Error);
        CHECK(queueWorked(temp / "QUEUE.json"));
    }
    CHECK_FALSE(queueWorked(temp / "QUEUE.json"));
    const QueueLock next(temp / "QUEUE.json");
}

TEST_CASE("a queue with an unknown key, a repeated run or no list is refused by name") {
    const TempFolder temp;
    const auto refused = [&temp](const char* text, const char* part) {
        writeFileAtomic(temp / "Q.json", text);
        CHECK_THROWS_WITH_AS(readQueue(temp / "Q.json"), doctest::Contains(part), Error);
    };
    refused(R"({"format":1,"runs":[],"priority":1})", "\"priority\"");
    refused(R"({"format":1,"runs":["a","a"]})", "twice");
    refused(R"({"format":1,"runs":[],"studies":[""]})", "empty");
    refused(R"({"format":1,"runs":[""]})", "empty");
    refused(R"({"format":1,"runs":"a"})", "list");
    refused(R"({"format":1})", "missing");
    refused(R"({"runs":[]})", "format");
}
