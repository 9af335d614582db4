// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/csv.h"

#include "core/files.h"
#include "core/json.h"
#include "tests/support/task_fixtures.h"

using namespace vrft;
using namespace vrft::test;

TEST_CASE("fields quoted by Python's csv module are read as they were") {
    const std::filesystem::path folder =
        std::filesystem::path(VRFT_SOURCE_DIR) / "tests" / "data" / "annotation";
    const std::vector<CsvRow> rows = parseCsv(readTextFile(folder / "quoting.csv"), "quoting.csv");
    const Json expected = readJsonFile(folder / "quoting.json");
    REQUIRE(rows.size() == expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        CHECK(rows[i].fields == expected[i].get<std::vector<std::string>>());
}

TEST_CASE("rows know the line they begin at") {
    const std::vector<CsvRow> rows = parseCsv("\xEF\xBB\xBF"
                                              "a,b\r\n\r\n\"x\ny\",2\nz,",
                                              "t.csv");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].line == 1);
    CHECK(rows[0].fields == std::vector<std::string>{"a", "b"});
    CHECK(rows[1].line == 3);
    CHECK(rows[2].line == 5);
    CHECK(rows[2].fields == std::vector<std::string>{"z", ""});
}

TEST_CASE("quotes out of place and foreign bytes are refused with their line") {
    std::string text;
    CHECK(codeOf([] { parseCsv("a\n\"b", "t.csv"); }, &text) == ErrorCode::InvalidFormat);
    CHECK(text.find("t.csv line 2") != std::string::npos);
    CHECK(codeOf([] { parseCsv("a\n\"b\"c", "t.csv"); }, &text) == ErrorCode::InvalidFormat);
    CHECK(text.find("t.csv line 2") != std::string::npos);
    CHECK(codeOf([] { parseCsv("a\nb\"c\"", "t.csv"); }) == ErrorCode::InvalidFormat);
    CHECK(codeOf([] { parseCsv("a\xff,b", "t.csv"); }) == ErrorCode::InvalidFormat);
}
