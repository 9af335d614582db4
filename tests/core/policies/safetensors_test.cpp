// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/safetensors.h"

#include "core/error.h"
#include "core/files.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <cstring>

using namespace vrft;
using vrft::test::TempFolder;

namespace {

std::string container(const std::string& header, const std::string& data) {
    const std::uint64_t length = header.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + data;
}

std::string openError(const TempFolder& temp, const std::string& bytes) {
    writeFileAtomic(temp / "bad.safetensors", bytes, false);
    try {
        const SafetensorsFile file(temp / "bad.safetensors");
    } catch (const Error& error) {
        const std::string text = error.what();
        CHECK(text.find('\n') == std::string::npos);
        CHECK(text.find("bad.safetensors") != std::string::npos);
        return error.summary();
    }
    return "opened";
}

template <typename T>
TensorView viewOf(DataType type, std::vector<std::int64_t> shape, const std::vector<T>& values) {
    return {type, std::move(shape), std::as_bytes(std::span(values))};
}

} // namespace

TEST_CASE("bytes_equal_the_reference_writer") {
    // What safetensors.torch.save_file of safetensors 0.5 writes for these tensors (key order of entries
    // aside).
    const TempFolder temp;
    const std::vector<float> a = {1.5F, -2.0F};
    const std::vector<std::int16_t> b = {7};
    writeSafetensors(temp / "x",
                     {{"b", viewOf(DataType::I16, {1}, b)}, {"a", viewOf(DataType::F32, {2}, a)}});
    const std::string text = readTextFile(temp / "x");
    std::string header =
        R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
        R"("b":{"dtype":"I16","shape":[1],"data_offsets":[8,10]}})";
    header.append((8 - header.size() % 8) % 8, ' ');
    CHECK(text == container(header, std::string("\x00\x00\xC0\x3F\x00\x00\x00\xC0\x07\x00", 10)));
}

TEST_CASE("every_type_comes_back_as_it_was_whatever_the_order_given") {
    const TempFolder temp;
    const std::vector<std::uint8_t> bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    std::vector<NamedTensorView> tensors;
    for (const DataType type : {DataType::Bool, DataType::U8, DataType::I8, DataType::I16, DataType::I32,
                                DataType::I64, DataType::F16, DataType::BF16, DataType::F32, DataType::F64})
        tensors.push_back({std::string(dataTypeName(type)),
                           viewOf(type, {2, static_cast<std::int64_t>(8 / dataTypeBytes(type))}, bytes)});
    tensors.push_back({"scalar", viewOf(DataType::I64, {}, std::vector<std::int64_t>{})});
    const std::vector<std::int64_t> one = {42};
    tensors.back().view = viewOf(DataType::I64, {}, one);
    tensors.push_back({"empty", viewOf(DataType::F32, {0, 3}, std::vector<float>{})});
    writeSafetensors(temp / "x", tensors);
    const SafetensorsFile file(temp / "x");
    CHECK(file.tensors().size() == tensors.size());
    for (const NamedTensorView& tensor : tensors) {
        const TensorView& read = file.at(tensor.name);
        CHECK(read.type == tensor.view.type);
        CHECK(read.shape == tensor.view.shape);
        CHECK(std::equal(read.bytes.begin(), read.bytes.end(), tensor.view.bytes.begin(),
                         tensor.view.bytes.end()));
    }
    CHECK(file.metadata().at("format") == "pt");
    std::reverse(tensors.begin(), tensors.end());
    writeSafetensors(temp / "y", tensors);
    CHECK(readTextFile(temp / "x") == readTextFile(temp / "y"));
    CHECK_THROWS_AS(file.at("nothing"), Error);
}

TEST_CASE("damaged_containers_are_refused_in_one_line") {
    const TempFolder temp;
    const auto entry = [](const std::string& name, const std::string& rest) {
        return "\"" + name + "\":{" + rest + "}";
    };
    const std::string a = entry("a", R"("dtype":"F32","shape":[2],"data_offsets":[0,8])");
    const std::string data(16, 'x');
    CHECK(openError(temp, "") == "shorter than a safetensors header");
    CHECK(openError(temp, "1234567") == "shorter than a safetensors header");
    CHECK(openError(temp, std::string(8, '\xFF') + "{}")
              .starts_with("the header claims 18446744073709551615 bytes"));
    CHECK(openError(temp, container("{" + a + "}", "").substr(0, 30)).starts_with("the header claims"));
    CHECK(openError(temp, container("{" + a, data)) != "opened");
    CHECK(openError(temp, container("[]", "")) == "the header is not a JSON object");
    CHECK(openError(temp, container("{" + a + "}", "1234567"))
              .starts_with("tensor a: bytes 0 to 8 lie outside"));
    const auto second = [&](const std::string& rest) {
        return container("{" + a + "," + entry("b", rest) + "}", data);
    };
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[2],"data_offsets":[8,16])")) == "opened");
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[3],"data_offsets":[4,16])")) ==
          "tensor b overlaps another one");
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[2],"data_offsets":[0,8])")) == // leaves a gap, too
          "tensor b overlaps another one");
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[1],"data_offsets":[12,16])")) ==
          "4 unused bytes before tensor b");
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[1],"data_offsets":[8,12])")) ==
          "4 unused bytes at the end");
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[3],"data_offsets":[8,16])")) ==
          "tensor b: 8 bytes don't hold F32 [3]");
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[2],"data_offsets":[16,8])"))
              .starts_with("tensor b: bytes 16 to 8"));
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[-2],"data_offsets":[8,16])"))
              .starts_with("tensor b: shape and offsets"));
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[2.5],"data_offsets":[8,16])"))
              .starts_with("tensor b: shape and offsets"));
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[8,16])"))
              .ends_with("is absurd"));
    CHECK(openError(temp, second(R"("dtype":"F8_E4M3","shape":[8],"data_offsets":[8,16])")) ==
          "tensor b: dtype F8_E4M3 is not supported");
    CHECK(openError(temp, second(R"("dtype":"F32","shape":2,"data_offsets":[8,16])")) ==
          "tensor b: shape is not a list");
    CHECK(openError(temp, second(R"("dtype":"F32","data_offsets":[8,16])"))
              .ends_with("data_offsets is missing"));
    CHECK(openError(temp, second(R"("dtype":"F32","shape":[2],"data_offsets":[8])"))
              .ends_with("must be two numbers"));
    CHECK_THROWS_AS(SafetensorsFile(temp / "absent"), Error);
    CHECK_THROWS_AS(SafetensorsFile(temp.path()), Error);
}

TEST_CASE("writing_is_all_or_nothing") {
    const TempFolder temp;
    const std::vector<float> a = {1.5F, -2.0F};
    writeSafetensors(temp / "x", {{"a", viewOf(DataType::F32, {2}, a)}});
    const std::string before = readTextFile(temp / "x");
    CHECK_THROWS_AS(writeSafetensors(temp / "x", {{"a", viewOf(DataType::F32, {2}, a)},
                                                  {"a", viewOf(DataType::F32, {2}, a)}}),
                    Error);
    CHECK_THROWS_AS(writeSafetensors(temp / "nowhere" / "x", {{"a", viewOf(DataType::F32, {2}, a)}}), Error);
    CHECK(readTextFile(temp / "x") == before);
    const auto files = std::distance(std::filesystem::directory_iterator(temp.path()),
                                     std::filesystem::directory_iterator());
    CHECK(files == 1);
}

TEST_CASE("sizes_that_overflow_in_some_order_are_refused_also_beside_a_zero") {
    const TempFolder temp;
    const auto header = [](const std::string& shape) {
        return R"({"a":{"dtype":"U8","shape":)" + shape + R"(,"data_offsets":[0,0]}})";
    };
    CHECK(openError(temp, container(header("[0, 4611686018427387904]"), "")) == "opened");
    CHECK(openError(temp, container(header("[9223372036854775807, 2, 0]"), "")) ==
          "tensor a: shape [9223372036854775807, 2, 0] is absurd");
}
