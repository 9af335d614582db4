// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// External rewards for tests, good and bad: judge_for_tests MODE [FILE].
//
// "words" scores a text by its number of words over 100, whatever came before; the other modes say in their
// branch what they do wrong. FILE gets a line for every process that is started.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace {

using Json = nlohmann::json;

Json answerTo(const Json& question) {
    std::istringstream words(question.at("text").get<std::string>());
    int count = 0;
    for (std::string word; words >> word;)
        ++count;
    return {
        {"id", question.at("id")}, {"score", count / 100.0}, {"reason", std::to_string(count) + " words"}};
}

void print(const Json& json) {
    std::cout << json.dump() << std::endl;
}

[[noreturn]] void sleepForEver() {
    while (true)
        std::this_thread::sleep_for(std::chrono::hours(1));
}

} // namespace

int main(int count, char** arguments) {
    const std::string mode = count > 1 ? arguments[1] : "words";
    if (count > 2) std::ofstream(arguments[2], std::ios::app) << ::getpid() << '\n';
    if (mode == "exits") return 3;
    if (mode == "deaf") sleepForEver();
    const int lasts = mode.starts_with("lasts-") ? std::atoi(mode.c_str() + 6) : 0; // answers
    int number = 0;
    Json held;
    for (std::string line; std::getline(std::cin, line);) {
        const Json question = Json::parse(line);
        const Json answer = answerTo(question);
        const bool marked = question.at("text").get<std::string>().find("poison") != std::string::npos;
        const bool second = ++number == 2;
        if (mode == "backwards") { // of every two
            if (number % 2 == 1) {
                held = answer;
            } else {
                print(answer);
                print(held);
            }
            continue;
        }
        if (mode == "hangs" && second) sleepForEver();
        if (mode == "hangs-at-poison" && marked) sleepForEver();
        if (mode == "dies-at-poison" && marked) ::raise(SIGSEGV);
        if (mode == "garbage" && second) std::cout << "loading model \x1b[31m..." << std::endl;
        if (mode == "list" && second) std::cout << "[1, 2]" << std::endl;
        if (mode == "no-score" && second)
            std::cout << R"({"id":")" << question.at("id").get<std::string>() << "\"}" << std::endl;
        if (mode == "nan" && second)
            std::cout << R"({"id":")" << question.at("id").get<std::string>() << R"(","score":NaN})"
                      << std::endl;
        if (mode == "range" && second) print({{"id", question.at("id")}, {"score", 7}});
        if (mode == "stranger" && second) print({{"id", "nobody"}, {"score", 0}});
        if (mode == "dies" && second) {
            std::cerr << "Traceback:\nValueError: \x1b[1mno such grade\n" << std::flush;
            return 3;
        }
        if (lasts > 0 && number > lasts && !std::ifstream(std::string(arguments[2]) + ".mended")) {
            std::cerr << "out of memory\n" << std::flush;
            return 9;
        }
        if (mode == "closes" && second) {
            ::close(STDOUT_FILENO);
            sleepForEver();
        }
        if (mode == "endless" && second)
            while (std::cout << std::string(65536, 'x') && std::cout.flush()) {
            }
        if (mode == "talks") std::cerr << std::string(100'000, 'e') << '\n';
        print(answer);
        if (mode == "twice" && second) print(answer);
    }
    return 0;
}
