// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/decoding/protocol.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace vrft {

namespace {

constexpr std::uint64_t kMaxLutEntries = 65'536;
constexpr std::array kSampleTypes = {SampleType::U8,  SampleType::I8,  SampleType::U16, SampleType::I16,
                                     SampleType::U32, SampleType::I32, SampleType::F32, SampleType::F64};
constexpr std::array kFunctions = {std::pair{WindowFunction::Linear, "LINEAR"},
                                   std::pair{WindowFunction::LinearExact, "LINEAR_EXACT"},
                                   std::pair{WindowFunction::Sigmoid, "SIGMOID"}};
constexpr std::array kTasks = {std::pair{DecodeTask::Frame, "frame"}, std::pair{DecodeTask::Render, "render"},
                               std::pair{DecodeTask::Header, "header"},
                               std::pair{DecodeTask::Headers, "headers"},
                               std::pair{DecodeTask::Tags, "tags"}};
constexpr std::array kErrorCodes = {ErrorCode::InvalidArgument,
                                    ErrorCode::InvalidFormat,
                                    ErrorCode::NotFound,
                                    ErrorCode::DiskFull,
                                    ErrorCode::Io,
                                    ErrorCode::ReadOnly,
                                    ErrorCode::Unsupported,
                                    ErrorCode::Cancelled,
                                    ErrorCode::Internal};

[[noreturn]] void badReply(const std::string& why) {
    throw Error(ErrorCode::InvalidFormat, fmt::format("the decoding program answers nonsense: {}", why), {},
                "Leave the file out");
}

// A whole number that fits: the JSON library would convert any number, and what doesn't fit is undefined
// then.
template <typename T, typename Key> // of an object, or an array's index
T wholeAt(const Json& json, const Key& key) {
    const Json& value = json.at(key);
    const bool fits = value.is_number_unsigned()  ? std::in_range<T>(value.get<std::uint64_t>())
                      : value.is_number_integer() ? std::in_range<T>(value.get<std::int64_t>())
                                                  : false;
    if (!fits)
        throw Error(ErrorCode::InvalidFormat, fmt::format("\"{}\" is no whole number that can be", key), {},
                    "Leave the file out");
    return value.get<T>();
}

Json windowToJson(const Window& window) {
    const char* function = "LINEAR";
    for (const auto& [value, name] : kFunctions)
        if (value == window.function) function = name;
    return {{"centre", window.centre},
            {"width", window.width},
            {"function", function},
            {"explanation", window.explanation}};
}

Window windowFromJson(const Json& json) {
    Window window;
    window.centre = json.at("centre").get<double>();
    window.width = json.at("width").get<double>();
    for (const auto& [value, name] : kFunctions)
        if (json.at("function").get<std::string>() == name) window.function = value;
    window.explanation = json.at("explanation").get<std::string>();
    return window;
}

template <std::size_t N>
Json optionalToJson(const std::optional<std::array<double, N>>& values) {
    return values ? Json(*values) : Json();
}

template <std::size_t N>
std::optional<std::array<double, N>> optionalFromJson(const Json& json) {
    if (json.is_null()) return std::nullopt;
    return json.get<std::array<double, N>>();
}

// What can be said of a look-up table without its entries.
Json lutToJson(const std::optional<LookUpTable>& lut) {
    if (!lut) return Json();
    return {{"first", lut->firstMapped}, {"entries", lut->entries.size()}};
}

std::optional<LookUpTable> lutFromJson(const Json& json) {
    if (json.is_null()) return std::nullopt;
    LookUpTable lut;
    lut.firstMapped = wholeAt<int>(json, "first");
    const auto entries = wholeAt<std::uint64_t>(json, "entries");
    if (entries < 1 || entries > kMaxLutEntries) badReply("a look-up table that can't be");
    lut.entries.resize(static_cast<std::size_t>(entries));
    return lut;
}

// What can be said of a picture without its samples.
Json pictureToJson(const Image& picture) {
    if (picture.channels == 0) return Json();
    return {picture.width, picture.height, picture.channels};
}

Image pictureFromJson(const Json& json) {
    if (json.is_null()) return {};
    return {wholeAt<int>(json, std::size_t{0}),
            wholeAt<int>(json, std::size_t{1}),
            wholeAt<int>(json, std::size_t{2}),
            {}};
}

SampleType typeFromName(const std::string& name) {
    for (const SampleType type : kSampleTypes)
        if (npyType(type) == name) return type;
    badReply("no type of samples");
}

FrameAttributes attributesFromJson(const Json& json) {
    FrameAttributes attributes;
    attributes.rescaleSlope = json.at("rescale").at(0).get<double>();
    attributes.rescaleIntercept = json.at("rescale").at(1).get<double>();
    attributes.unit = json.at("unit").get<std::string>();
    for (const Json& window : json.at("windows"))
        attributes.windows.push_back(windowFromJson(window));
    attributes.modalityLut = lutFromJson(json.at("modality_lut"));
    attributes.spacing_mm = optionalFromJson<2>(json.at("spacing_mm"));
    attributes.position_mm = optionalFromJson<3>(json.at("position_mm"));
    attributes.orientation = optionalFromJson<6>(json.at("orientation"));
    return attributes;
}

[[noreturn]] void throwReplied(const Json& error) {
    ErrorCode code = ErrorCode::Internal;
    for (const ErrorCode known : kErrorCodes)
        if (errorCodeName(known) == error.at("code").get<std::string>()) code = known;
    throw Error(code, error.at("what").get<std::string>(), error.at("where").get<std::string>(),
                error.at("next").get<std::string>());
}

DecodedFrame describedFrame(const Json& json) {
    DecodedFrame frame;
    frame.stored.width = wholeAt<int>(json, "width");
    frame.stored.height = wholeAt<int>(json, "height");
    frame.stored.channels = wholeAt<int>(json, "channels");
    frame.stored.type = typeFromName(json.at("type").get<std::string>());
    frame.frames = wholeAt<int>(json, "frames");
    frame.bitsStored = wholeAt<int>(json, "bits_stored");
    frame.photometric = json.at("photometric").get<std::string>();
    if (!json.at("window").is_null()) frame.window = windowFromJson(json.at("window"));
    frame.picture = pictureFromJson(json.at("picture"));
    frame.attributes = attributesFromJson(json);
    return frame;
}

void checkReply(const Json& json, std::uint64_t id) {
    if (wholeAt<std::uint64_t>(json, "id") != id) badReply("it answers another request");
    if (json.contains("error")) throwReplied(json.at("error"));
}

bool canBe(int width, int height, int channels) {
    return width >= 1 && height >= 1 && width <= 65'535 && height <= 65'535 &&
           (channels == 1 || channels == 3);
}

std::uint64_t sampleBytesOf(const StoredFrame& frame) {
    const std::string_view type = npyType(frame.type);
    return std::uint64_t{frame.samples()} * static_cast<std::uint64_t>(type.back() - '0');
}

std::uint64_t pictureBytesOf(const Image& picture) {
    return static_cast<std::uint64_t>(picture.width) * static_cast<std::uint64_t>(picture.height) *
           static_cast<std::uint64_t>(picture.channels);
}

std::uint64_t lutBytesOf(const DecodedFrame& frame) {
    return frame.attributes.modalityLut ? 2 * std::uint64_t{frame.attributes.modalityLut->entries.size()} : 0;
}

} // namespace

Json requestToJson(const DecodeRequest& request) {
    Json json = {{"id", request.id}};
    for (const auto& [task, name] : kTasks)
        if (task == request.task) json["do"] = name;
    if (request.task == DecodeTask::Headers) {
        json["files"] = request.files;
        return json;
    }
    json["file"] = request.file;
    if (request.task == DecodeTask::Header || request.task == DecodeTask::Tags) return json;
    json["frame"] = request.frame;
    if (request.task == DecodeTask::Frame) return json;
    json["window"] = request.window ? windowToJson(*request.window) : Json();
    json["whole_range"] = request.wholeRange;
    json["size"] = request.size;
    return json;
}

DecodeRequest requestFromJson(const Json& json) {
    DecodeRequest request;
    request.id = wholeAt<std::uint64_t>(json, "id");
    const auto name = json.at("do").get<std::string>();
    const auto* task =
        std::find_if(kTasks.begin(), kTasks.end(), [&](const auto& known) { return known.second == name; });
    if (task == kTasks.end())
        throw Error(ErrorCode::InvalidArgument, fmt::format("\"{}\" is nothing this program does", name),
                    "do");
    request.task = task->first;
    if (request.task == DecodeTask::Headers) {
        request.files = json.at("files").get<std::vector<std::string>>();
        return request;
    }
    request.file = json.at("file").get<std::string>();
    if (request.task == DecodeTask::Header || request.task == DecodeTask::Tags) return request;
    request.frame = wholeAt<int>(json, "frame");
    if (request.task == DecodeTask::Frame) return request;
    if (!json.at("window").is_null()) request.window = windowFromJson(json.at("window"));
    request.wholeRange = json.value("whole_range", false);
    request.size = wholeAt<int>(json, "size");
    return request;
}

Json replyToJson(std::uint64_t id, const DecodedFrame& frame) {
    Json windows = Json::array();
    for (const Window& window : frame.attributes.windows)
        windows.push_back(windowToJson(window));
    return {{"id", id},
            {"width", frame.stored.width},
            {"height", frame.stored.height},
            {"channels", frame.stored.channels},
            {"type", npyType(frame.stored.type)},
            {"frames", frame.frames},
            {"bits_stored", frame.bitsStored},
            {"photometric", frame.photometric},
            {"window", frame.window ? windowToJson(*frame.window) : Json()},
            {"picture", pictureToJson(frame.picture)},
            {"modality_lut", lutToJson(frame.attributes.modalityLut)},
            {"rescale", {frame.attributes.rescaleSlope, frame.attributes.rescaleIntercept}},
            {"unit", frame.attributes.unit},
            {"windows", windows},
            {"spacing_mm", optionalToJson(frame.attributes.spacing_mm)},
            {"position_mm", optionalToJson(frame.attributes.position_mm)},
            {"orientation", optionalToJson(frame.attributes.orientation)}};
}

Json errorReply(std::uint64_t id, const Error& error) {
    return {{"id", id},
            {"error",
             {{"code", errorCodeName(error.code())},
              {"what", error.summary()},
              {"where", error.where()},
              {"next", error.next()}}}};
}

Json documentReply(std::uint64_t id, std::uint64_t bytes) {
    return {{"id", id}, {"document", bytes}};
}

DecodedFrame replyFromJson(const Json& json, std::uint64_t id, std::uint64_t roomBytes) {
    DecodedFrame frame;
    try {
        checkReply(json, id);
        frame = describedFrame(json);
    } catch (const Json::exception& error) {
        badReply(error.what());
    }
    const StoredFrame& stored = frame.stored;
    const Image& picture = frame.picture;
    const bool pictured = picture.width != 0 || picture.height != 0 || picture.channels != 0;
    if (!canBe(stored.width, stored.height, stored.channels) ||
        (pictured && !canBe(picture.width, picture.height, picture.channels)) || frame.frames < 1 ||
        sharedBytesOf(frame) > roomBytes)
        badReply("sizes that can't be");
    return frame;
}

std::uint64_t documentFromJson(const Json& json, std::uint64_t id, std::uint64_t roomBytes) {
    std::uint64_t bytes = 0;
    try {
        checkReply(json, id);
        bytes = wholeAt<std::uint64_t>(json, "document");
    } catch (const Json::exception& error) {
        badReply(error.what());
    }
    if (bytes > roomBytes) badReply("sizes that can't be");
    return bytes;
}

std::uint64_t sharedBytesOf(const DecodedFrame& frame) {
    return sampleBytesOf(frame.stored) + pictureBytesOf(frame.picture) + lutBytesOf(frame);
}

void writeShared(const DecodedFrame& frame, std::span<std::uint8_t> shared) {
    const auto write = [&](std::span<const std::byte> bytes) { // perhaps none, and then at no address
        std::copy(bytes.begin(), bytes.end(), std::as_writable_bytes(shared).begin());
        shared = shared.subspan(bytes.size());
    };
    write(std::as_bytes(std::span(frame.stored.bytes)));
    write(std::as_bytes(std::span(frame.picture.pixels)));
    if (frame.attributes.modalityLut) write(std::as_bytes(std::span(frame.attributes.modalityLut->entries)));
}

void readShared(std::span<const std::uint8_t> shared, DecodedFrame& frame) {
    const auto next = [&](std::uint64_t bytes) {
        const auto part = shared.first(static_cast<std::size_t>(bytes));
        shared = shared.subspan(part.size());
        return part;
    };
    const auto samples = next(sampleBytesOf(frame.stored));
    frame.stored.bytes.assign(samples.begin(), samples.end());
    const auto picture = next(pictureBytesOf(frame.picture));
    frame.picture.pixels.assign(picture.begin(), picture.end());
    if (frame.attributes.modalityLut) {
        const auto entries = std::as_bytes(next(lutBytesOf(frame)));
        std::copy(entries.begin(), entries.end(),
                  std::as_writable_bytes(std::span(frame.attributes.modalityLut->entries)).begin());
    }
}

} // namespace vrft
