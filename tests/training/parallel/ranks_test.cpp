// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Ranks in threads of one process: what they gather, what they add, and what they say when one is gone.
#include "training/parallel/ranks.h"

#include "core/error.h"
#include "core/random.h"
#include "tests/support/free_port.h"
#include "tests/support/skip.h"
#include "training/parallel/process_group.h"

#include <doctest/doctest.h>

#include <map>
#include <thread>

using namespace vrft;

namespace {

// body(ranks) in one thread per rank; what each threw, in words.
std::vector<std::string> inRanks(int size, const std::function<void(Ranks&)>& body) {
    RankPlace place;
    place.size = size;
    place.address = "127.0.0.1";
    place.port = test::freePort();
    place.timeout = std::chrono::seconds(60);
    std::vector<std::string> words(static_cast<std::size_t>(size));
    std::vector<std::thread> threads;
    for (int rank = 0; rank < size; ++rank)
        threads.emplace_back([&, own = place, rank]() mutable {
            own.rank = rank;
            try {
                body(*openProcessGroup(own));
            } catch (const Error& problem) {
                words[static_cast<std::size_t>(rank)] = problem.what();
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    return words;
}

// The gradient-like tensors of a part.
std::vector<torch::Tensor> leaf(int part) {
    CounterRandom random(static_cast<std::uint64_t>(100 + part));
    std::vector<torch::Tensor> tensors;
    for (const std::int64_t count : {7, 1000, 1}) {
        std::vector<float> values(static_cast<std::size_t>(count));
        for (float& value : values)
            value = static_cast<float>((random.uniform() - 0.5) * std::pow(10.0, 8 * random.uniform()));
        tensors.push_back(torch::tensor(values));
    }
    return tensors;
}

std::vector<torch::Tensor> sumOfParts(int parts) {
    TreeSum sum;
    for (int part = 0; part < parts; ++part)
        sum.add(leaf(part));
    return sum.take();
}

bool sameBits(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!a[i].equal(b.at(i))) return false;
    return a.size() == b.size();
}

// Sets variables, and puts them back.
class Variables {
public:
    explicit Variables(const std::map<std::string, std::string>& values) {
        for (const char* name : {"RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT"}) {
            const char* const before = std::getenv(name);
            before_[name] = before == nullptr ? std::optional<std::string>() : before;
            const auto found = values.find(name);
            found == values.end() ? ::unsetenv(name) : ::setenv(name, found->second.c_str(), 1);
        }
    }
    ~Variables() {
        for (const auto& [name, value] : before_)
            value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
    }
    Variables(const Variables&) = delete;
    Variables& operator=(const Variables&) = delete;

private:
    std::map<std::string, std::optional<std::string>> before_;
};

std::string refused(const std::map<std::string, std::string>& values) {
    const Variables set(values);
    try {
        Ranks::fromEnvironment();
    } catch (const Error& problem) {
        return problem.what();
    }
    return {};
}

} // namespace

TEST_CASE("parts of a list follow one another and leave nothing out") {
    const auto ranks = Ranks::alone();
    ranks->divide(3);
    const auto parts = ranks->ownParts(8);
    REQUIRE(parts.size() == 3);
    CHECK(parts.front().first == 0);
    CHECK(parts.back().second == 8);
    for (std::size_t i = 1; i < parts.size(); ++i)
        CHECK(parts[i].first == parts[i - 1].second);
    ranks->divide(4);
    CHECK(ranks->ownParts(2).size() == 4); // some of them empty
}

TEST_CASE("variables that don't fit together are told") {
    CHECK(refused({}).empty());
    CHECK(refused({{"WORLD_SIZE", "1"}}).empty());
    CHECK(refused({{"WORLD_SIZE", "two"}}).find("WORLD_SIZE must be a whole number") != std::string::npos);
    CHECK(refused({{"WORLD_SIZE", "2"}}).find("WORLD_SIZE is set and RANK isn't") != std::string::npos);
    CHECK(refused({{"WORLD_SIZE", "2"}, {"RANK", "2"}}).find("RANK must be") != std::string::npos);
    CHECK(refused({{"WORLD_SIZE", "2"}, {"RANK", "0"}, {"MASTER_PORT", "80"}}).find("MASTER_ADDR") !=
          std::string::npos);
    if (!Ranks::compiledIn())
        CHECK(
            refused(
                {{"WORLD_SIZE", "2"}, {"RANK", "0"}, {"MASTER_PORT", "29500"}, {"MASTER_ADDR", "localhost"}})
                .find("built without data-parallel") != std::string::npos);
}

TEST_CASE("every rank gets every text in order of rank") {
    if (!Ranks::compiledIn()) return test::skip("this build has no data-parallel training");
    const auto words = inRanks(3, [](Ranks& ranks) {
        const std::string own(static_cast<std::size_t>(ranks.rank()) * 1000,
                              static_cast<char>('a' + ranks.rank()));
        const auto all = ranks.gather(own);
        REQUIRE(all.size() == 3);
        CHECK(all[0].empty());
        CHECK(all[1] == std::string(1000, 'b'));
        CHECK(all[2] == std::string(2000, 'c'));
        CHECK(ranks.fromFirst(ranks.first() ? "said" : "not said") == "said");
    });
    for (const std::string& text : words)
        CHECK(text == "");
}

TEST_CASE("a sum over parts has the same bits however many ranks compute them") {
    if (!Ranks::compiledIn()) return test::skip("this build has no data-parallel training");
    for (const auto& [size, parts] : {std::pair{2, 2}, std::pair{3, 3}, std::pair{2, 8}, std::pair{4, 4}}) {
        const std::vector<torch::Tensor> alone = sumOfParts(parts);
        const auto words = inRanks(size, [&, all = parts](Ranks& ranks) {
            ranks.divide(all);
            TreeSum own;
            const auto count = static_cast<std::size_t>(all);
            for (const auto& [from, to] : ranks.ownParts(count))
                own.add(leaf(static_cast<int>(from)));
            std::vector<torch::Tensor> sum = own.take();
            ranks.sum(sum);
            CHECK(sameBits(sum, alone));
        });
        for (const std::string& text : words)
            CHECK(text == "");
    }
    // The order matters: a plain sum from left to right has other bits.
    std::vector<torch::Tensor> plain = leaf(0);
    for (int part = 1; part < 8; ++part)
        for (std::size_t i = 0; i < plain.size(); ++i)
            plain[i].add_(leaf(part)[i]);
    CHECK_FALSE(sameBits(plain, sumOfParts(8)));
}

TEST_CASE("a rank that is gone ends the others in words") {
    if (!Ranks::compiledIn()) return test::skip("this build has no data-parallel training");
    const auto words = inRanks(2, [](Ranks& ranks) {
        ranks.gather("both are there");
        if (ranks.first()) ranks.gather("alone now");
    });
    CHECK(words[1] == "");
    CHECK(words[0].find("another rank of this run is gone or silent") != std::string::npos);
    CHECK(words[0].find("rank 0 of 2") != std::string::npos);
    CHECK(words[0].find("Start all ranks again") != std::string::npos);
}
