// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/parallel/ranks.h"

#include "core/error.h"
#include "training/parallel/process_group.h"

#include <cstdlib>
#include <fmt/format.h>
#include <optional>

namespace vrft {

namespace {

class Alone : public Ranks {
public:
    Alone()
        : Ranks(0, 1) {}
    std::vector<std::string> gather(const std::string& own) override { return {own}; }
    void sum(std::span<torch::Tensor>) override {}
};

std::optional<std::string> variable(const char* name) {
    const char* const text = std::getenv(name);
    return text == nullptr || *text == 0 ? std::nullopt : std::optional<std::string>(text);
}

int number(const char* name, const std::string& text, int least, int most) {
    std::size_t used = 0;
    int value = least - 1;
    try {
        value = std::stoi(text, &used);
    } catch (const std::exception&) {
        used = 0;
    }
    if (used != text.size() || value < least || value > most)
        throw Error(
            ErrorCode::InvalidArgument,
            fmt::format("{} must be a whole number from {} to {}, not \"{}\"", name, least, most, text),
            "environment", "torchrun and Slurm set it; unset WORLD_SIZE to train with one engine");
    return value;
}

int required(const char* name, int least, int most) {
    const auto text = variable(name);
    if (!text)
        throw Error(ErrorCode::InvalidArgument, fmt::format("WORLD_SIZE is set and {} isn't", name),
                    "environment",
                    "Start every rank with RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT, as torchrun does");
    return number(name, *text, least, most);
}

} // namespace

std::unique_ptr<Ranks> Ranks::alone() {
    return std::make_unique<Alone>();
}

std::unique_ptr<Ranks> Ranks::fromEnvironment() {
    const auto world = variable("WORLD_SIZE");
    if (!world) return alone();
    RankPlace place;
    place.size = number("WORLD_SIZE", *world, 1, 4096);
    if (place.size == 1) return alone();
    place.rank = required("RANK", 0, place.size - 1);
    place.port = required("MASTER_PORT", 1, 65535);
    const auto address = variable("MASTER_ADDR");
    if (!address)
        throw Error(ErrorCode::InvalidArgument, "WORLD_SIZE is set and MASTER_ADDR isn't", "environment",
                    "Start every rank with RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT, as torchrun does");
    place.address = *address;
    place.interface = variable("GLOO_SOCKET_IFNAME").value_or("");
    place.storeIsServed = variable("TORCHELASTIC_USE_AGENT_STORE").value_or("") == "True";
    place.attempt = variable("TORCHELASTIC_RESTART_COUNT").value_or("0");
    if (const auto seconds = variable("VRFT_RANK_TIMEOUT"))
        place.timeout = std::chrono::seconds(number("VRFT_RANK_TIMEOUT", *seconds, 1, 1'000'000));
    return openProcessGroup(place);
}

void Ranks::divide(int parts) {
    parts_ = parts > 0 && parts % size_ == 0 ? parts : size_;
}

std::vector<std::pair<std::size_t, std::size_t>> Ranks::ownParts(std::size_t count) const {
    const auto all = static_cast<std::size_t>(parts_);
    const std::size_t own = all / static_cast<std::size_t>(size_);
    std::vector<std::pair<std::size_t, std::size_t>> parts;
    for (std::size_t part = own * static_cast<std::size_t>(rank_); parts.size() < own; ++part)
        parts.emplace_back(count * part / all, count * (part + 1) / all);
    return parts;
}

std::string Ranks::fromFirst(const std::string& text) {
    return gather(first() ? text : std::string()).front();
}

void TreeSum::add(std::vector<torch::Tensor> leaf) {
    branches_.push_back({0, std::move(leaf)});
    while (branches_.size() > 1 && branches_[branches_.size() - 2].height == branches_.back().height)
        join();
}

std::vector<torch::Tensor> TreeSum::take() {
    while (branches_.size() > 1)
        join();
    std::vector<torch::Tensor> total;
    if (!branches_.empty()) total = std::move(branches_.back().sum);
    branches_.clear();
    return total;
}

void TreeSum::join() {
    const torch::NoGradGuard noGradient;
    Branch last = std::move(branches_.back());
    branches_.pop_back();
    Branch& into = branches_.back();
    for (std::size_t i = 0; i < into.sum.size(); ++i)
        into.sum[i].add_(last.sum[i]);
    into.height = std::max(into.height, last.height) + 1;
}

} // namespace vrft
