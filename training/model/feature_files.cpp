// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/feature_files.h"

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/policies/safetensors.h"
#include "training/checkpoint/tensor_io.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <vector>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr const char* kTensor = "features";
constexpr const char* kSuffix = ".safetensors";

std::string fileName(const std::string& key) {
    return sha256Hex(key).substr(0, 32) + kSuffix;
}

std::string digestOf(std::span<const std::byte> bytes) {
    return sha256Hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

void removeBeside(const fs::path& folder) {
    std::error_code ignored;
    for (const auto& other : fs::directory_iterator(folder.parent_path(), ignored))
        if (other.path() != folder) fs::remove_all(other.path(), ignored);
}

} // namespace

FeatureFiles::FeatureFiles(fs::path folder, std::uint64_t maxBytes)
    : folder_(std::move(folder))
    , maxBytes_(maxBytes) {
    try {
        makeFolders(folder_);
        removeBeside(folder_);
        std::vector<std::pair<fs::file_time_type, std::string>> found;
        for (const auto& file : fs::directory_iterator(folder_)) {
            if (file.path().extension() == kSuffix && file.is_regular_file())
                found.emplace_back(file.last_write_time(), file.path().filename().string());
            else
                fs::remove(file.path()); // half-written, by a program that was killed
        }
        std::sort(found.begin(), found.end());
        for (const auto& [time, name] : found)
            add(name);
    } catch (const std::exception&) {
        usable_ = false;
    }
}

// As the one used last; drops what is too much.
void FeatureFiles::add(const std::string& name) {
    entries_.push_front({name, fs::file_size(folder_ / name)});
    index_[name] = entries_.begin();
    bytes_ += entries_.front().bytes;
    while (bytes_ > maxBytes_)
        drop(std::string(entries_.back().name));
}

void FeatureFiles::drop(const std::string& name) {
    const auto found = index_.find(name);
    if (found == index_.end()) return;
    bytes_ -= found->second->bytes;
    entries_.erase(found->second);
    index_.erase(found);
    std::error_code ignored;
    fs::remove(folder_ / name, ignored);
}

std::optional<ComputedFeatures> FeatureFiles::find(const std::string& key) {
    const std::string name = fileName(key);
    const auto found = index_.find(name);
    if (!usable_ || found == index_.end()) return std::nullopt;
    try {
        const SafetensorsFile file(folder_ / name);
        const TensorView& view = file.at(kTensor);
        const auto& said = file.metadata();
        if (said.at("key") != key || said.at("sha256") != digestOf(view.bytes))
            throw Error(ErrorCode::Mismatch, "changed", name);
        ComputedFeatures computed{tensorFromView(view), std::strtod(said.at("seconds").c_str(), nullptr)};
        entries_.splice(entries_.begin(), entries_, found->second);
        std::error_code ignored;
        fs::last_write_time(folder_ / name, fs::file_time_type::clock::now(), ignored);
        return computed;
    } catch (const std::exception&) {
        drop(name);
        return std::nullopt;
    }
}

void FeatureFiles::insert(const std::string& key, const ComputedFeatures& computed) {
    const std::string name = fileName(key);
    if (!usable_ || index_.contains(name)) return;
    try {
        const torch::Tensor features = computed.features_MD.detach().to(torch::kCPU).contiguous();
        const std::span bytes(static_cast<const std::byte*>(features.data_ptr()), features.nbytes());
        if (bytes.size() > maxBytes_) return;
        writeSafetensors(folder_ / name, {{kTensor, {DataType::F32, features.sizes().vec(), bytes}}},
                         {{"format", "pt"},
                          {"key", key},
                          {"sha256", digestOf(bytes)},
                          {"seconds", fmt::format("{:.6f}", computed.seconds)}});
        add(name);
    } catch (const std::exception&) {
        usable_ = false; // no room, or the folder is gone: training goes on without
    }
}

} // namespace vrft
