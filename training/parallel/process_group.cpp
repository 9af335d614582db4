// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/parallel/process_group.h"

#include "core/error.h"

#include <cstring>
#include <fmt/format.h>

#ifdef VRFT_GLOO
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef VRFT_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif
#endif

namespace vrft {

#ifdef VRFT_GLOO

namespace {

using torch::Tensor;

constexpr std::int64_t kBucketElements = std::int64_t{1} << 24; // sent at once

class ProcessGroupRanks : public Ranks {
public:
    explicit ProcessGroupRanks(const RankPlace& place)
        : Ranks(place.rank, place.size)
        , where_(fmt::format("rank {} of {}", place.rank, place.size)) {
        try {
            c10d::TCPStoreOptions options;
            options.port = static_cast<std::uint16_t>(place.port);
            options.isServer = place.rank == 0;
            options.waitWorkers = false;
            options.timeout = place.timeout;
            store_ = c10::make_intrusive<c10d::PrefixStore>(
                "vrft/" + place.attempt, c10::make_intrusive<c10d::TCPStore>(place.address, options));
            const auto gloo = c10d::ProcessGroupGloo::Options::create(place.timeout);
            gloo->devices.push_back(deviceFor(place));
            gloo_ = c10::make_intrusive<c10d::ProcessGroupGloo>(store_, place.rank, place.size, gloo);
        } catch (const std::exception& problem) {
            throw Error(
                ErrorCode::Io, "the ranks didn't find each other: " + firstLine(problem), where_,
                fmt::format(
                    "Start all {} ranks with the same MASTER_ADDR and MASTER_PORT ({}:{}); a port that "
                    "is taken needs another number; GLOO_SOCKET_IFNAME names a network interface",
                    place.size, place.address, place.port));
        }
    }

    std::vector<std::string> gather(const std::string& own) override {
        const std::vector<Tensor> sizes = allGather(torch::tensor({static_cast<std::int64_t>(own.size())}));
        std::int64_t longest = 0;
        for (const Tensor& size : sizes)
            longest = std::max(longest, size.item<std::int64_t>());
        std::vector<std::string> texts(sizes.size());
        if (longest == 0) return texts;
        const Tensor bytes = torch::zeros({longest}, torch::kUInt8);
        std::memcpy(bytes.data_ptr(), own.data(), own.size());
        const std::vector<Tensor> all = allGather(bytes);
        for (std::size_t i = 0; i < all.size(); ++i)
            texts[i].assign(static_cast<const char*>(all[i].data_ptr()),
                            static_cast<std::size_t>(sizes[i].item<std::int64_t>()));
        return texts;
    }

    // Gathered and added here, not by the library: its order of adding would depend on the number of ranks.
    void sum(std::span<Tensor> tensors) override {
        const torch::NoGradGuard noGradient;
        for (std::size_t from = 0; from < tensors.size();) {
            std::vector<Tensor> bucket;
            std::int64_t elements = 0;
            std::size_t to = from;
            for (; to < tensors.size() && tensors[to].scalar_type() == tensors[from].scalar_type() &&
                   tensors[to].device() == tensors[from].device() &&
                   (to == from || elements + tensors[to].numel() <= kBucketElements);
                 ++to) {
                bucket.push_back(tensors[to].reshape(-1));
                elements += tensors[to].numel();
            }
            TreeSum total;
            for (Tensor& part : allGather(at::cat(bucket)))
                total.add({std::move(part)});
            const Tensor flat = total.take().front();
            std::int64_t place = 0;
            for (; from < to; ++from) {
                const std::int64_t count = tensors[from].numel();
                tensors[from].copy_(flat.narrow(0, place, count).view(tensors[from].sizes()));
                place += count;
            }
        }
    }

private:
    static std::shared_ptr<::gloo::transport::Device> deviceFor(const RankPlace& place) {
        const bool here = place.address == "localhost" || place.address == "127.0.0.1";
        if (!place.interface.empty())
            return c10d::ProcessGroupGloo::createDeviceForInterface(place.interface);
        return here ? c10d::ProcessGroupGloo::createDeviceForInterface("lo")
                    : c10d::ProcessGroupGloo::createDefaultDevice();
    }

    // Of every rank, in order; where the tensor is when NCCL carries it, else in main memory.
    std::vector<Tensor> allGather(const Tensor& own) {
        try {
#ifdef VRFT_NCCL
            if (own.is_cuda()) return allGatherOver(nccl(own.device()), own);
#endif
            return allGatherOver(*gloo_, own.cpu());
        } catch (const std::exception& problem) {
            throw Error(ErrorCode::Io, "another rank of this run is gone or silent: " + firstLine(problem),
                        where_, "Start all ranks again: the run goes on from its newest checkpoint");
        }
    }

    template <typename Group>
    std::vector<Tensor> allGatherOver(Group& group, const Tensor& own) {
        std::vector<Tensor> input{own.contiguous()};
        std::vector<std::vector<Tensor>> outputs(1);
        for (int i = 0; i < size(); ++i)
            outputs[0].push_back(at::empty_like(input[0]));
        group.allgather(outputs, input)->wait();
        return outputs[0];
    }

#ifdef VRFT_NCCL
    c10d::ProcessGroupNCCL& nccl(torch::Device device) {
        static_cast<void>(device); // the tensors tell
        if (!nccl_) nccl_ = c10::make_intrusive<c10d::ProcessGroupNCCL>(store_, rank(), size());
        return *nccl_;
    }
    c10::intrusive_ptr<c10d::ProcessGroupNCCL> nccl_;
#endif

    std::string where_;
    c10::intrusive_ptr<c10d::Store> store_;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo_;
};

} // namespace

bool Ranks::compiledIn() {
    return true;
}

std::unique_ptr<Ranks> openProcessGroup(const RankPlace& place) {
    return std::make_unique<ProcessGroupRanks>(place);
}

#else

bool Ranks::compiledIn() {
    return false;
}

std::unique_ptr<Ranks> openProcessGroup(const RankPlace& place) {
    throw Error(ErrorCode::Unsupported, "this engine was built without data-parallel training",
                fmt::format("WORLD_SIZE={}", place.size),
                "Build it with Gloo's headers (libgloo-dev, or -DVRFT_GLOO_HEADERS=DIR for those of another "
                "LibTorch), "
                "or unset WORLD_SIZE to train with one engine");
}

#endif

} // namespace vrft
