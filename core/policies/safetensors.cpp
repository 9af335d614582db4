// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/safetensors.h"

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vrft {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "safetensors data is mapped as it lies on disk");

namespace {

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000; // the reference implementation's limit

struct TypeRow {
    DataType type;
    std::string_view name;
    std::size_t bytes;
};
constexpr std::array<TypeRow, 10> kTypes = {{{DataType::Bool, "BOOL", 1},
                                             {DataType::U8, "U8", 1},
                                             {DataType::I8, "I8", 1},
                                             {DataType::I16, "I16", 2},
                                             {DataType::I32, "I32", 4},
                                             {DataType::I64, "I64", 8},
                                             {DataType::F16, "F16", 2},
                                             {DataType::BF16, "BF16", 2},
                                             {DataType::F32, "F32", 4},
                                             {DataType::F64, "F64", 8}}};

const TypeRow& typeRow(DataType type) {
    return kTypes.at(static_cast<std::size_t>(type));
}

[[noreturn]] void failFormat(const fs::path& file, const std::string& problem) {
    throw Error(ErrorCode::InvalidFormat, problem, file.string(), "The file is damaged: get it again");
}

// A non-negative integer of the header, or an Error.
std::uint64_t headerInteger(const Json& value, const fs::path& file, const std::string& tensor) {
    if (!value.is_number_unsigned() && !(value.is_number_integer() && value.get<std::int64_t>() >= 0))
        failFormat(file, fmt::format("tensor {}: shape and offsets must be integers from 0", tensor));
    return value.get<std::uint64_t>();
}

DataType headerType(const Json& value, const fs::path& file, const std::string& tensor) {
    if (!value.is_string()) failFormat(file, fmt::format("tensor {}: dtype is not a text", tensor));
    const auto& name = value.get_ref<const std::string&>();
    for (const TypeRow& row : kTypes)
        if (row.name == name) return row.type;
    throw Error(ErrorCode::Unsupported, fmt::format("tensor {}: dtype {} is not supported", tensor, name),
                file.string(), "Convert the weights to F32, F16 or BF16");
}

// Elements * bytes each. Refuses sizes whose product overflows in any order, also where another size is 0:
// whoever multiplies them needn't care.
std::uint64_t tensorBytes(const std::vector<std::int64_t>& shape, DataType type, const fs::path& file,
                          const std::string& tensor) {
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    std::uint64_t bytes = dataTypeBytes(type);
    bool empty = false;
    for (const std::int64_t size : shape) {
        const auto factor = static_cast<std::uint64_t>(size);
        empty = empty || factor == 0;
        if (factor == 0) continue;
        if (bytes > kMost / factor)
            failFormat(file, fmt::format("tensor {}: shape {} is absurd", tensor, shapeText(shape)));
        bytes *= factor;
    }
    return empty ? 0 : bytes;
}

} // namespace

std::string_view dataTypeName(DataType type) {
    return typeRow(type).name;
}
std::size_t dataTypeBytes(DataType type) {
    return typeRow(type).bytes;
}

std::string shapeText(std::span<const std::int64_t> shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

// The mapped bytes of a file.
class SafetensorsFile::Mapping {
public:
    explicit Mapping(const fs::path& file) {
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) throw systemError(errno, "can't open the weights", file.string());
        struct stat info {};
        if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
            ::close(descriptor);
            throw Error(ErrorCode::Io, "the weights are not a regular file", file.string(), "Check the path");
        }
        size_ = static_cast<std::size_t>(info.st_size);
        if (size_ > 0) data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
        const int error = errno;
        ::close(descriptor);
        if (data_ == MAP_FAILED) throw systemError(error, "can't map the weights", file.string());
    }
    ~Mapping() {
        if (size_ > 0) ::munmap(data_, size_);
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(data_), size_}; }

    void release(std::span<const std::byte> part) const {
        if (part.empty()) return;
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        const auto from =
            static_cast<std::size_t>(part.data() - static_cast<const std::byte*>(data_)) / page * page;
        const auto to =
            static_cast<std::size_t>(part.data() + part.size() - static_cast<const std::byte*>(data_));
        ::madvise(static_cast<std::byte*>(data_) + from, to - from, MADV_DONTNEED); // advice: may fail
    }

private:
    void* data_ = nullptr;
    std::size_t size_ = 0;
};

SafetensorsFile::SafetensorsFile(const fs::path& file)
    : path_(file)
    , mapping_(std::make_unique<Mapping>(file)) {
    const std::span<const std::byte> bytes = mapping_->bytes();
    std::uint64_t headerBytes = 0;
    if (bytes.size() < sizeof headerBytes) failFormat(file, "shorter than a safetensors header");
    std::memcpy(&headerBytes, bytes.data(), sizeof headerBytes);
    const std::uint64_t rest = bytes.size() - sizeof headerBytes;
    if (headerBytes > kMaxHeaderBytes || headerBytes > rest)
        failFormat(file, fmt::format("the header claims {} bytes, the file has {} after its length",
                                     headerBytes, rest));
    const std::string_view header(reinterpret_cast<const char*>(bytes.data()) + sizeof headerBytes,
                                  headerBytes);
    readHeader(header, bytes.subspan(sizeof headerBytes + headerBytes));
}

SafetensorsFile::~SafetensorsFile() = default;
SafetensorsFile::SafetensorsFile(SafetensorsFile&&) noexcept = default;
SafetensorsFile& SafetensorsFile::operator=(SafetensorsFile&&) noexcept = default;

void SafetensorsFile::release(const TensorView& tensor) const {
    mapping_->release(tensor.bytes);
}

const TensorView& SafetensorsFile::at(const std::string& name) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end())
        throw Error(ErrorCode::NotFound, fmt::format("tensor {} is missing", name), path_.string());
    return found->second;
}

void SafetensorsFile::readHeader(std::string_view header, std::span<const std::byte> data) {
    const Json document = parseJson(header, path_.string());
    if (!document.is_object()) failFormat(path_, "the header is not a JSON object");
    for (const auto& [name, entry] : document.items()) {
        if (!entry.is_object()) failFormat(path_, fmt::format("header entry {} is not an object", name));
        if (name == "__metadata__") {
            for (const auto& [key, value] : entry.items())
                if (value.is_string()) metadata_[key] = value.get<std::string>();
            continue;
        }
        if (!entry.contains("dtype") || !entry.contains("shape") || !entry.contains("data_offsets"))
            failFormat(path_, fmt::format("tensor {}: dtype, shape or data_offsets is missing", name));
        TensorView view;
        view.type = headerType(entry["dtype"], path_, name);
        if (!entry["shape"].is_array())
            failFormat(path_, fmt::format("tensor {}: shape is not a list", name));
        for (const Json& size : entry["shape"])
            view.shape.push_back(static_cast<std::int64_t>(std::min<std::uint64_t>(
                headerInteger(size, path_, name), std::numeric_limits<std::int64_t>::max())));
        const Json& offsets = entry["data_offsets"];
        if (!offsets.is_array() || offsets.size() != 2)
            failFormat(path_, fmt::format("tensor {}: data_offsets must be two numbers", name));
        const std::uint64_t begin = headerInteger(offsets[0], path_, name);
        const std::uint64_t end = headerInteger(offsets[1], path_, name);
        if (begin > end || end > data.size())
            failFormat(path_,
                       fmt::format("tensor {}: bytes {} to {} lie outside the {} bytes of data (truncated?)",
                                   name, begin, end, data.size()));
        if (end - begin != tensorBytes(view.shape, view.type, path_, name))
            failFormat(path_, fmt::format("tensor {}: {} bytes don't hold {} {}", name, end - begin,
                                          dataTypeName(view.type), shapeText(view.shape)));
        view.bytes = data.subspan(begin, end - begin);
        if (!tensors_.emplace(name, std::move(view)).second)
            failFormat(path_, fmt::format("tensor {} is listed twice", name));
    }
    checkLayout(data.size());
}

// Data must be tiled by the tensors: neither overlap nor a gap where something could hide.
void SafetensorsFile::checkLayout(std::size_t dataBytes) const {
    const std::byte* const start = mapping_->bytes().data() + (mapping_->bytes().size() - dataBytes);
    std::vector<std::pair<const std::string*, std::span<const std::byte>>> parts;
    for (const auto& [name, view] : tensors_)
        parts.emplace_back(&name, view.bytes);
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second.data(), a.second.size()) < std::pair(b.second.data(), b.second.size());
    });
    std::size_t position = 0;
    // Overlaps first: where one is, there is a gap elsewhere, which says less.
    for (const auto& [name, bytes] : parts) {
        const auto begin = static_cast<std::size_t>(bytes.data() - start);
        if (begin < position) failFormat(path_, fmt::format("tensor {} overlaps another one", *name));
        position = std::max(position, begin + bytes.size());
    }
    position = 0;
    for (const auto& [name, bytes] : parts) {
        const auto begin = static_cast<std::size_t>(bytes.data() - start);
        if (begin > position)
            failFormat(path_, fmt::format("{} unused bytes before tensor {}", begin - position, *name));
        position = begin + bytes.size();
    }
    if (position != dataBytes)
        failFormat(path_, fmt::format("{} unused bytes at the end", dataBytes - position));
}

void writeSafetensors(const fs::path& file, std::vector<NamedTensorView> tensors,
                      const std::map<std::string, std::string>& metadata) {
    std::sort(tensors.begin(), tensors.end(), [](const NamedTensorView& a, const NamedTensorView& b) {
        const std::size_t left = dataTypeBytes(a.view.type);
        const std::size_t right = dataTypeBytes(b.view.type);
        return left != right ? left > right : a.name < b.name;
    });
    Json header = Json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::uint64_t position = 0;
    for (const NamedTensorView& tensor : tensors) {
        if (header.contains(tensor.name))
            throw Error(ErrorCode::InvalidArgument, fmt::format("tensor {} is given twice", tensor.name),
                        file.string());
        const std::uint64_t end = position + tensor.view.bytes.size();
        if (tensor.view.bytes.size() != tensorBytes(tensor.view.shape, tensor.view.type, file, tensor.name))
            throw Error(ErrorCode::Internal, fmt::format("tensor {}: bytes and shape disagree", tensor.name),
                        file.string());
        header[tensor.name] = {{"dtype", dataTypeName(tensor.view.type)},
                               {"shape", tensor.view.shape},
                               {"data_offsets", {position, end}}};
        position = end;
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' '); // data starts aligned
    const std::uint64_t headerBytes = text.size();
    std::array<char, sizeof headerBytes> length{};
    std::memcpy(length.data(), &headerBytes, sizeof headerBytes);

    fs::path temporary = file;
    temporary += fmt::format(".tmp-{}", ::getpid());
    try {
        fs::remove(temporary);
        AppendFile out(temporary);
        out.append({length.data(), length.size()});
        out.append(text);
        for (const NamedTensorView& tensor : tensors)
            out.append({reinterpret_cast<const char*>(tensor.view.bytes.data()), tensor.view.bytes.size()});
        out.sync();
        fs::rename(temporary, file);
    } catch (const fs::filesystem_error& error) {
        fs::remove(temporary);
        throw systemError(error.code().value(), "can't write the weights", file.string(), position);
    } catch (...) {
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw;
    }
    syncFolder(file.has_parent_path() ? file.parent_path() : fs::path("."));
}

} // namespace vrft
