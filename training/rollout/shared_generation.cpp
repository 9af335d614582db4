// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/rollout/shared_generation.h"

#include "core/error.h"

#include <cstring>

namespace vrft {

namespace {

// Completions as bytes of this machine's own layout: they go to ranks of the same program.
class Packer {
public:
    void put(const Completion& completion) {
        count(completion.ids.size());
        bytes_ += completion.truncated ? '1' : '0';
        values(completion.ids);
        values(completion.logProbs);
        values(completion.entropies);
    }
    const std::string& bytes() const { return bytes_; }

private:
    void count(std::uint64_t number) { bytes_.append(reinterpret_cast<const char*>(&number), sizeof number); }
    template <typename Value>
    void values(const std::vector<Value>& list) {
        bytes_.append(reinterpret_cast<const char*>(list.data()), list.size() * sizeof(Value));
    }
    std::string bytes_;
};

class Unpacker {
public:
    explicit Unpacker(std::string bytes)
        : bytes_(std::move(bytes)) {}
    Completion take() {
        std::uint64_t count = 0;
        copy(&count, sizeof count);
        char truncated = '0';
        copy(&truncated, 1);
        Completion completion;
        completion.truncated = truncated == '1';
        values(completion.ids, count);
        values(completion.logProbs, count);
        values(completion.entropies, count);
        return completion;
    }

private:
    void copy(void* to, std::size_t size) {
        if (place_ + size > bytes_.size())
            throw Error(ErrorCode::Internal, "a rank sent fewer completions than it was asked for");
        std::memcpy(to, bytes_.data() + place_, size);
        place_ += size;
    }
    template <typename Value>
    void values(std::vector<Value>& list, std::uint64_t count) {
        if (count > bytes_.size()) throw Error(ErrorCode::Internal, "a rank sent a completion without end");
        list.resize(count);
        if (count > 0) copy(list.data(), count * sizeof(Value));
    }
    std::string bytes_;
    std::size_t place_ = 0;
};

} // namespace

std::vector<std::vector<Completion>> generateTogether(const Policy& policy,
                                                      std::span<const GenerationRequest> requests,
                                                      const SamplingOptions& options, Ranks* ranks) {
    if (ranks == nullptr) return policy.generate(requests, options);
    std::vector<std::vector<Completion>> own;
    for (const auto& [from, to] : ranks->ownParts(requests.size()))
        for (auto& completions : policy.generate(requests.subspan(from, to - from), options))
            own.push_back(std::move(completions));
    if (ranks->size() == 1) return own;

    Packer packer;
    for (const auto& completions : own)
        for (const Completion& completion : completions)
            packer.put(completion);
    // The ranks' ranges follow one another, so their bytes do too.
    std::string bytes;
    for (const std::string& part : ranks->gather(packer.bytes()))
        bytes += part;
    Unpacker unpacker(std::move(bytes));
    std::vector<std::vector<Completion>> all(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i)
        for (std::size_t k = 0; k < requests[i].seeds.size(); ++k)
            all[i].push_back(unpacker.take());
    return all;
}

} // namespace vrft
