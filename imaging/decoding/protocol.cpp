// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/decoding/protocol.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace vrft {

namespace {

constexpr std::array kSampleTypes = {SampleType::U8,  SampleType::I8,  SampleType::U16, SampleType::I16,
                                     SampleType::U32, SampleType::I32, SampleType::F32, SampleType::F64};
constexpr std::array kFunctions = {std::pair{WindowFunction::Linear, "LINEAR"},
                                   std::pair{WindowFunction::LinearExact, "LINEAR_EXACT"},
                                   std::pair{WindowFunction::Sigmoid, "SIGMOID"}};
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
template <typename T>
T wholeAt(const Json& json, const char* key) {
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

SampleType typeFromName(const std::string& name) {
    for (const SampleType type : kSampleTypes)
        if (npyType(type) == name) return type;
    badReply("no type of samples");
}

FrameAttributes attributesFromJson(const Json& json) {
    FrameAttributes attributes;
    attributes.rescaleSlope = json.at("rescale").at(0).get<double>();
    attributes.rescaleIntercept = json.at("rescale").at(1).get<double>();
    for (const Json& window : json.at("windows"))
        attributes.windows.push_back(windowFromJson(window));
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
    frame.needsRender = json.at("needs_render").get<bool>();
    frame.attributes = attributesFromJson(json);
    return frame;
}

} // namespace

Json requestToJson(const DecodeRequest& request) {
    Json json = {{"id", request.id},
                 {"do", request.render ? "render" : "frame"},
                 {"file", request.file},
                 {"frame", request.frame}};
    if (!request.render) return json;
    json["window"] = Json();
    if (request.window) json["window"] = windowToJson(*request.window);
    json["size"] = request.size;
    return json;
}

DecodeRequest requestFromJson(const Json& json) {
    DecodeRequest request;
    request.id = wholeAt<std::uint64_t>(json, "id");
    request.file = json.at("file").get<std::string>();
    request.frame = wholeAt<int>(json, "frame");
    request.render = json.at("do").get<std::string>() == "render";
    if (!request.render) return request;
    if (!json.at("window").is_null()) request.window = windowFromJson(json.at("window"));
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
            {"needs_render", frame.needsRender},
            {"rescale", {frame.attributes.rescaleSlope, frame.attributes.rescaleIntercept}},
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

DecodedFrame replyFromJson(const Json& json, std::uint64_t id, std::uint64_t roomBytes) {
    DecodedFrame frame;
    try {
        if (wholeAt<std::uint64_t>(json, "id") != id) badReply("it answers another request");
        if (json.contains("error")) throwReplied(json.at("error"));
        frame = describedFrame(json);
    } catch (const Json::exception& error) {
        badReply(error.what());
    }
    const StoredFrame& stored = frame.stored;
    if (stored.width < 1 || stored.height < 1 || stored.width > 65'535 || stored.height > 65'535 ||
        (stored.channels != 1 && stored.channels != 3) || frame.frames < 1 ||
        sampleBytesOf(stored) > roomBytes)
        badReply("sizes that can't be");
    return frame;
}

std::uint64_t sampleBytesOf(const StoredFrame& frame) {
    const std::string_view type = npyType(frame.type);
    return std::uint64_t{frame.samples()} * static_cast<std::uint64_t>(type.back() - '0');
}

} // namespace vrft
