// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The main of every doctest program. It counts the cases that couldn't be run (tests/support/skip.h).
#define DOCTEST_CONFIG_IMPLEMENT
#include "tests/support/skip.h"

#include <cstdlib>
#include <cstring>
#include <doctest/doctest.h>
#include <iostream>
#include <set>

namespace {

constexpr int kSkipped = 77; // SKIP_RETURN_CODE of every test in cmake/Vrft.cmake

int casesRun = 0;
int casesSkipped = 0;
bool thisCaseSkipped = false;
std::set<std::string> reasons;

struct SkipCounter : doctest::IReporter {
    explicit SkipCounter(const doctest::ContextOptions& /*options*/) {}
    void test_case_start(const doctest::TestCaseData& /*data*/) override {
        ++casesRun;
        thisCaseSkipped = false;
    }
    void test_case_end(const doctest::CurrentTestCaseStats& /*stats*/) override {
        if (thisCaseSkipped) ++casesSkipped;
    }
    void report_query(const doctest::QueryData& /*data*/) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats& /*stats*/) override {}
    void test_case_reenter(const doctest::TestCaseData& /*data*/) override {}
    void test_case_exception(const doctest::TestCaseException& /*error*/) override {}
    void subcase_start(const doctest::SubcaseSignature& /*signature*/) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData& /*data*/) override {}
    void log_message(const doctest::MessageData& /*data*/) override {}
    void test_case_skipped(const doctest::TestCaseData& /*data*/) override {}
};
REGISTER_LISTENER("skips", 1, SkipCounter);

} // namespace

void vrft::test::skip(const std::string& why) {
    thisCaseSkipped = true;
    reasons.insert(why);
    const char* const strict = std::getenv("VRFT_NO_SKIPS");
    if (strict != nullptr && std::strcmp(strict, "1") == 0)
        FAIL_CHECK("VRFT_NO_SKIPS=1, but this case can't be run: " << why);
    else
        MESSAGE("skipped: " << why);
}

int main(int argc, char** argv) {
    doctest::Context context(argc, argv);
    const int result = context.run();
    if (casesSkipped == 0 || context.shouldExit()) return result;
    std::cout << casesSkipped << " cases skipped: ";
    const char* separator = "";
    for (const std::string& reason : reasons) {
        std::cout << separator << reason;
        separator = "; ";
    }
    std::cout << std::endl;
    return result == 0 && casesSkipped == casesRun ? kSkipped : result;
}
