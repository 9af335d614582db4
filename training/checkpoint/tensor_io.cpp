// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/checkpoint/tensor_io.h"

#include "core/error.h"

#include <cstring>
#include <fmt/format.h>

namespace vrft {

namespace {

torch::ScalarType scalarType(DataType type) {
    switch (type) {
    case DataType::Bool:
        return torch::kBool;
    case DataType::U8:
        return torch::kUInt8;
    case DataType::I8:
        return torch::kInt8;
    case DataType::I16:
        return torch::kInt16;
    case DataType::I32:
        return torch::kInt32;
    case DataType::I64:
        return torch::kInt64;
    case DataType::F16:
        return torch::kFloat16;
    case DataType::BF16:
        return torch::kBFloat16;
    case DataType::F32:
        return torch::kFloat32;
    case DataType::F64:
        return torch::kFloat64;
    }
    throw Error(ErrorCode::Internal, "unknown data type");
}

DataType dataType(torch::ScalarType type, const std::string& name) {
    for (const DataType candidate :
         {DataType::Bool, DataType::U8, DataType::I8, DataType::I16, DataType::I32, DataType::I64,
          DataType::F16, DataType::BF16, DataType::F32, DataType::F64})
        if (scalarType(candidate) == type) return candidate;
    throw Error(ErrorCode::Unsupported,
                fmt::format("tensor {}: safetensors has no type for {}", name, c10::toString(type)));
}

} // namespace

torch::Tensor tensorFromView(const TensorView& view) {
    torch::Tensor tensor = torch::empty(view.shape, torch::TensorOptions().dtype(scalarType(view.type)));
    if (!view.bytes.empty()) std::memcpy(tensor.data_ptr(), view.bytes.data(), view.bytes.size());
    return tensor;
}

void writeTensors(const std::filesystem::path& file,
                  std::span<const std::pair<std::string, torch::Tensor>> tensors) {
    std::vector<torch::Tensor> held; // keeps the bytes alive while they are written
    std::vector<NamedTensorView> views;
    for (const auto& [name, tensor] : tensors) {
        held.push_back(tensor.detach().to(torch::kCPU).contiguous());
        const torch::Tensor& bytes = held.back();
        views.push_back({name,
                         {dataType(bytes.scalar_type(), name),
                          bytes.sizes().vec(),
                          {static_cast<const std::byte*>(bytes.data_ptr()), bytes.nbytes()}}});
    }
    writeSafetensors(file, std::move(views));
}

std::vector<std::pair<std::string, torch::Tensor>> readTensors(const std::filesystem::path& file) {
    const SafetensorsFile source(file);
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    for (const auto& [name, view] : source.tensors())
        tensors.emplace_back(name, tensorFromView(view));
    return tensors;
}

} // namespace vrft
