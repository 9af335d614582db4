// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The safetensors container: a validated, memory-mapped reader and an atomic writer of deterministic bytes.
//
// Knows bytes, types and shapes, no LibTorch (tensor_io.h does). 8-bit floats and unsigned types wider than a
// byte are refused. Layout: u64 little-endian header length, JSON header {name: {dtype, shape,
// data_offsets}}, data. Everything in the header is checked before a byte of data is handed out: length,
// types, shapes, bounds, overlap, gaps. Source: github.com/huggingface/safetensors (format section and its
// validation rules). Thread rule: a SafetensorsFile is immutable after opening and may be read by many
// threads. Ownership: spans live as long as the SafetensorsFile. Errors: InvalidFormat or Unsupported naming
// file and tensor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

enum class DataType { Bool, U8, I8, I16, I32, I64, F16, BF16, F32, F64 };

std::string_view dataTypeName(DataType type); // "F32"
std::size_t dataTypeBytes(DataType type);

struct TensorView {
    DataType type = DataType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes; // row-major, little-endian, any alignment
};

std::string shapeText(std::span<const std::int64_t> shape); // "[2, 3]"

class SafetensorsFile {
public:
    explicit SafetensorsFile(const std::filesystem::path& file);
    ~SafetensorsFile();
    SafetensorsFile(SafetensorsFile&&) noexcept;
    SafetensorsFile& operator=(SafetensorsFile&&) noexcept;

    const std::filesystem::path& path() const { return path_; }
    const std::map<std::string, TensorView>& tensors() const { return tensors_; } // by name
    bool has(const std::string& name) const { return tensors_.contains(name); }
    const TensorView& at(const std::string& name) const; // Error(NotFound) naming tensor and file
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    // Hands the pages of a tensor that was read back to the system: they count as this process's memory. Its
    // bytes can be read again.
    void release(const TensorView& tensor) const;

private:
    class Mapping;
    void readHeader(std::string_view header, std::span<const std::byte> data);
    void checkLayout(std::size_t dataBytes) const;

    std::filesystem::path path_;
    std::unique_ptr<Mapping> mapping_;
    std::map<std::string, TensorView> tensors_;
    std::map<std::string, std::string> metadata_;
};

// One tensor to write; `bytes` must stay valid until writeSafetensors returns.
struct NamedTensorView {
    std::string name;
    TensorView view;
};

// Writes beside `file`, syncs and renames. Same content, same bytes: tensors are ordered by element size
// (large first, which keeps data aligned), then by name. Names must be unique.
void writeSafetensors(const std::filesystem::path& file, std::vector<NamedTensorView> tensors,
                      const std::map<std::string, std::string>& metadata = {{"format", "pt"}});

} // namespace vrft
