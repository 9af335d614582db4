// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vision_input/preprocess.h"

#include "core/error.h"

#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr const char* kOwnName = "preprocessor_config.json";
constexpr const char* kSharedName = "processor_config.json";

constexpr int kBicubicResample = 3; // PIL's number of the filter
constexpr int kMaxPatch = 256;
constexpr std::int64_t kMaxModelPixels = std::int64_t{1} << 28;

// Reads single keys of a file that others write: unknown keys are none of our business, wrong types are.
class Keys {
public:
    Keys(const Json& object, const std::string& where)
        : object_(object)
        , where_(where) {
        if (!object.is_object()) fail("the preprocessor's configuration must be an object");
    }

    const Json* find(const char* key) const {
        const auto found = object_.find(key);
        return found == object_.end() || found->is_null() ? nullptr : &*found;
    }

    template <typename Integer>
    void integer(const char* key, Integer& into, std::int64_t least, std::int64_t most) const {
        const Json* value = find(key);
        if (value == nullptr) return;
        if (!value->is_number_integer() || value->get<std::int64_t>() < least ||
            value->get<std::int64_t>() > most)
            fail(fmt::format("\"{}\" must be a whole number from {} to {}", key, least, most));
        into = value->get<Integer>();
    }

    void triple(const char* key, std::array<double, 3>& into, bool positive) const {
        const Json* value = find(key);
        if (value == nullptr) return;
        bool good = value->is_array() && value->size() == 3;
        for (std::size_t i = 0; good && i < 3; ++i) {
            good = (*value)[i].is_number();
            if (good) into[i] = (*value)[i].get<double>();
            good = good && std::isfinite(into[i]) && (!positive || into[i] > 0);
        }
        if (!good) fail(fmt::format("\"{}\" must be three {}numbers", key, positive ? "positive " : ""));
    }

    // Refuses a step that is switched off: the policy was then trained on other pixels than ours.
    void mustBeOn(const char* key) const {
        const Json* value = find(key);
        if (value != nullptr && *value != true) unsupported(fmt::format("\"{}\": {}", key, value->dump()));
    }

    void mustEqual(const char* key, double expected) const {
        const Json* value = find(key);
        if (value == nullptr) return;
        if (!value->is_number() || std::abs(value->get<double>() - expected) > 1e-9 * std::abs(expected))
            unsupported(fmt::format("\"{}\": {}", key, value->dump()));
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw Error(ErrorCode::InvalidFormat, what, where_, "Correct the policy's preprocessor_config.json");
    }

private:
    [[noreturn]] void unsupported(const std::string& what) const {
        throw Error(ErrorCode::Unsupported, "the policy wants " + what, where_,
                    "Use a Qwen2-VL or Qwen2.5-VL policy with the usual preprocessing");
    }

    const Json& object_;
    const std::string& where_;
};

} // namespace

PreprocessorConfig preprocessorFromJson(const Json& document, const std::string& where) {
    const Keys keys(document, where);
    PreprocessorConfig config;
    if (const Json* size = keys.find("size"); size != nullptr) {
        const Keys sizeKeys(*size, where);
        if (sizeKeys.find("height") != nullptr || sizeKeys.find("width") != nullptr)
            keys.fail("\"size\" must give the least and most pixels, not a height and a width");
        for (const char* key : {"shortest_edge", "min_pixels"})
            sizeKeys.integer(key, config.minPixels, 1, kMaxModelPixels);
        for (const char* key : {"longest_edge", "max_pixels"})
            sizeKeys.integer(key, config.maxPixels, 1, kMaxModelPixels);
    }
    // The older keys win where both are written, as in the reference.
    keys.integer("min_pixels", config.minPixels, 1, kMaxModelPixels);
    keys.integer("max_pixels", config.maxPixels, 1, kMaxModelPixels);
    keys.integer("patch_size", config.patch, 1, kMaxPatch);
    keys.integer("temporal_patch_size", config.temporalPatch, 1, 16);
    keys.integer("merge_size", config.merge, 1, 16);
    keys.triple("image_mean", config.mean, false);
    keys.triple("image_std", config.std, true);
    for (const char* key : {"do_resize", "do_rescale", "do_normalize"})
        keys.mustBeOn(key);
    keys.mustEqual("resample", kBicubicResample);
    keys.mustEqual("rescale_factor", 1.0 / 255.0);
    if (config.minPixels > config.maxPixels)
        keys.fail(fmt::format("min_pixels {} is above max_pixels {}", config.minPixels, config.maxPixels));
    return config;
}

std::string preprocessorName(const std::filesystem::path& policyFolder) {
    const bool newer = !std::filesystem::exists(policyFolder / kOwnName) &&
                       std::filesystem::exists(policyFolder / kSharedName);
    return newer ? kSharedName : kOwnName;
}

PreprocessorConfig readPreprocessor(const std::filesystem::path& policyFolder) {
    const std::string name = preprocessorName(policyFolder);
    const std::filesystem::path file = policyFolder / name;
    const Json document = readJsonFile(file);
    if (name == kOwnName) return preprocessorFromJson(document, file.string());
    if (!document.is_object() || !document.contains("image_processor"))
        throw Error(ErrorCode::InvalidFormat, "key image_processor is missing", file.string(),
                    "Put the policy's preprocessor_config.json beside it");
    return preprocessorFromJson(document.at("image_processor"), file.string() + ": image_processor");
}

} // namespace vrft
