// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/npz.h"

#include "core/error.h"

#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>
#include <zip.h>

namespace vrft {

namespace {

[[noreturn]] void broken(const std::string& problem, const std::string& where) {
    throw Error(ErrorCode::InvalidFormat, problem, where, "Get the file again from its source");
}

// The header of a .npy is a Python dictionary of three known keys; anything else is refused.
class HeaderReader {
public:
    HeaderReader(std::string_view text, std::string where)
        : text_(text)
        , where_(std::move(where)) {}

    void readInto(NpyArray& array) {
        expect('{');
        while (!accept('}')) {
            const std::string key = quoted();
            expect(':');
            if (key == "descr")
                readType(quoted(), array);
            else if (key == "fortran_order")
                fortran_ = word() != "False";
            else if (key == "shape")
                readShape(array);
            else
                broken(fmt::format("the array's header has the unknown key \"{}\"", key), where_);
            accept(',');
            seen_ += 1;
        }
        if (seen_ != 3) broken("the array's header must have descr, fortran_order and shape", where_);
        if (fortran_ && array.shape.size() > 1)
            throw Error(ErrorCode::Unsupported, "the array is in Fortran order", where_,
                        "Save it in C order");
    }

private:
    void skipBlanks() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0)
            ++at_;
    }
    bool accept(char c) {
        skipBlanks();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        if (!accept(c)) broken(fmt::format("the array's header lacks \"{}\" at position {}", c, at_), where_);
    }
    std::string quoted() {
        skipBlanks();
        const char mark = at_ < text_.size() ? text_[at_] : '\0';
        const auto end = mark == '\'' || mark == '"' ? text_.find(mark, at_ + 1) : std::string_view::npos;
        if (end == std::string_view::npos) // a list of fields begins with [
            throw Error(ErrorCode::Unsupported, "the array's items are no plain integers", where_,
                        "Save images and labels as integer arrays");
        const std::string value(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        return value;
    }
    std::string word() {
        skipBlanks();
        const std::size_t start = at_;
        while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_])) != 0)
            ++at_;
        return std::string(text_.substr(start, at_ - start));
    }
    void readShape(NpyArray& array) {
        expect('(');
        while (!accept(')')) {
            skipBlanks();
            std::uint64_t value = 0;
            const std::size_t start = at_;
            for (; at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0; ++at_) {
                value = value * 10 + static_cast<std::uint64_t>(text_[at_] - '0');
                if (value > kMaxNpyBytes) broken("the array is too large", where_);
            }
            if (at_ == start) broken("the array's shape is no list of whole numbers", where_);
            array.shape.push_back(value);
            accept(',');
        }
        if (array.shape.size() > 8) broken("the array has too many dimensions", where_);
    }
    void readType(const std::string& type, NpyArray& array) const {
        const bool known = type.size() == 3 &&
                           std::string_view("<>|=").find(type[0]) != std::string_view::npos &&
                           std::string_view("uib").find(type[1]) != std::string_view::npos &&
                           std::string_view("1248").find(type[2]) != std::string_view::npos;
        if (!known)
            throw Error(ErrorCode::Unsupported, fmt::format("items of type \"{}\" aren't supported", type),
                        where_, "Save images and labels as integer arrays");
        array.bigEndian = type[0] == '>';
        array.kind = type[1];
        array.itemBytes = type[2] - '0';
    }

    std::string_view text_;
    std::string where_;
    std::size_t at_ = 0;
    bool fortran_ = false;
    int seen_ = 0;
};

struct ZipCloser {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::string readEntry(zip_t* archive, std::uint64_t index, const zip_stat_t& stat, const std::string& where) {
    if (stat.size > kMaxNpyBytes)
        throw Error(ErrorCode::Unsupported, fmt::format("the array takes {} bytes", stat.size), where,
                    "Split it into smaller files");
    const std::unique_ptr<zip_file_t, ZipCloser> file(zip_fopen_index(archive, index, 0));
    if (!file) broken(fmt::format("can't be unpacked: {}", zip_strerror(archive)), where);
    std::string bytes(stat.size, '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const auto got = zip_fread(file.get(), bytes.data() + filled, bytes.size() - filled);
        if (got <= 0) broken(fmt::format("can't be unpacked: {}", zip_file_strerror(file.get())), where);
        filled += static_cast<std::size_t>(got);
    }
    char more = 0; // reading past the end makes libzip compare the checksum
    if (zip_fread(file.get(), &more, 1) != 0) broken("its length or checksum is wrong", where);
    return bytes;
}

} // namespace

std::size_t NpyArray::count() const {
    std::size_t product = 1;
    for (const std::size_t extent : shape)
        product *= extent;
    return product;
}

std::int64_t NpyArray::integerAt(std::size_t index) const {
    const auto size = static_cast<std::size_t>(itemBytes);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t place = bigEndian ? i : size - 1 - i;
        value = value << 8 | bytes[index * size + place];
    }
    if (kind == 'i' && itemBytes < 8) {
        const std::uint64_t sign = std::uint64_t{1} << (8 * itemBytes - 1);
        value = (value ^ sign) - sign;
    }
    return static_cast<std::int64_t>(value);
}

std::string NpyArray::describe() const {
    const char* name = kind == 'u' ? "uint" : kind == 'i' ? "int" : "bool";
    return fmt::format("{}{} ({})", name, 8 * itemBytes, fmt::join(shape, ", "));
}

NpyArray parseNpy(std::string_view bytes, const std::string& where) {
    using namespace std::string_view_literals;
    if (bytes.size() < 10 || bytes.substr(0, 6) != "\x93NUMPY"sv) broken("it is no NumPy array", where);
    const auto byteAt = [bytes](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i]));
    };
    const int version = bytes[6];
    if (version < 1 || version > 3) broken(fmt::format("NumPy array version {} is unknown", version), where);
    const std::size_t start = version == 1 ? 10 : 12;
    if (bytes.size() < start) broken("the array is cut short", where);
    std::size_t length = byteAt(8) | byteAt(9) << 8;
    if (version > 1) length |= byteAt(10) << 16 | byteAt(11) << 24;
    if (length > bytes.size() - start) broken("the array's header is cut short", where);

    NpyArray array;
    HeaderReader(bytes.substr(start, length), where).readInto(array);
    std::uint64_t expected = static_cast<std::uint64_t>(array.itemBytes);
    for (const std::size_t extent : array.shape) {
        if (extent != 0 && expected > kMaxNpyBytes / extent) broken("the array is too large", where);
        expected *= extent;
    }
    const std::string_view items = bytes.substr(start + length);
    if (items.size() != expected)
        broken(fmt::format("{} needs {} bytes, the file has {}", array.describe(), expected, items.size()),
               where);
    array.bytes.assign(items.begin(), items.end());
    return array;
}

std::map<std::string, NpyArray> readNpz(const std::filesystem::path& file) {
    int code = 0;
    const std::unique_ptr<zip_t, ZipCloser> archive(
        zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code));
    if (!archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string reason = zip_error_strerror(&error);
        zip_error_fini(&error);
        broken(fmt::format("the npz file can't be opened: {}", reason), file.string());
    }
    std::map<std::string, NpyArray> arrays;
    const auto entries = static_cast<std::uint64_t>(zip_get_num_entries(archive.get(), 0));
    for (std::uint64_t i = 0; i < entries; ++i) {
        zip_stat_t stat;
        if (zip_stat_index(archive.get(), i, 0, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0 ||
            (stat.valid & ZIP_STAT_SIZE) == 0)
            broken("the npz file's index is broken", file.string());
        std::string name = stat.name;
        if (!name.ends_with(".npy")) continue;
        name.resize(name.size() - 4);
        const std::string where = fmt::format("{}: {}", file.string(), name);
        arrays[name] = parseNpy(readEntry(archive.get(), i, stat, where), where);
    }
    return arrays;
}

} // namespace vrft
