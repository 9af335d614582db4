// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/checkpoint_folder.h"

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/run/count_field.h"
#include "core/run/run_folder.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <fcntl.h>
#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kManifest = "MANIFEST.json";
constexpr std::string_view kStepPrefix = "step-";
constexpr std::string_view kTemporaryPrefix = ".tmp-step-";
constexpr std::string_view kOldPrefix = ".old-step-";
constexpr std::uint64_t kManifestBytes = 16 << 10; // an allowance, rounded up, for manifest and folder

fs::path hiddenFolder(const fs::path& run, std::string_view prefix, int step) {
    return RunPaths{run}.checkpoints() / fmt::format("{}{:06}", prefix, step);
}

void checkParts(std::span<const CheckpointPart> parts) {
    for (const CheckpointPart& part : parts) {
        if (part.name.empty() || part.name == kManifest || fs::path(part.name).filename() != part.name)
            throw Error(ErrorCode::Internal, fmt::format("\"{}\" can't be a checkpoint's file", part.name));
    }
}

void needSpace(const fs::path& place, int step, std::uint64_t needed, const FreeBytes& freeBytesOf) {
    const std::uint64_t free = freeBytesOf ? freeBytesOf(place) : freeBytes(place);
    if (free >= needed) return;
    throw Error(
        ErrorCode::DiskFull,
        fmt::format("the checkpoint of step {} needs {} bytes and the disk has {} left", step, needed, free),
        place.string(), fmt::format("Free at least {} bytes on that disk", needed - free));
}

Json manifestToJson(const CheckpointManifest& manifest) {
    Json json = {
        {"format", 1}, {"step", manifest.step}, {"files", Json::array()}, {"offsets", Json::object()}};
    for (const CheckpointFile& file : manifest.files)
        json["files"].push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    for (const auto& [name, bytes] : manifest.offsets)
        json["offsets"][name] = bytes;
    return json;
}

std::uint64_t bytesOf(ObjectReader& reader, const std::string& key) {
    const std::int64_t bytes = reader.integer(key);
    if (bytes < 0) reader.fail(key, "is negative");
    return static_cast<std::uint64_t>(bytes);
}

CheckpointManifest manifestFromJson(const Json& json, const std::string& where) {
    requireFormat(json, 1, where);
    ObjectReader reader(json, where);
    CheckpointManifest manifest;
    manifest.step = countField(reader, "step");
    for (const Json& item : reader.array("files")) {
        ObjectReader file(item, reader.at("files"));
        manifest.files.push_back({file.text("name"), bytesOf(file, "bytes"), file.text("sha256")});
        if (fs::path(manifest.files.back().name).filename() != manifest.files.back().name)
            file.fail("name", "must be a file of the checkpoint's folder");
    }
    const Json& offsets = reader.require("offsets");
    ObjectReader offsetReader(offsets, reader.at("offsets"));
    for (const auto& [name, bytes] : offsets.items())
        manifest.offsets[name] = bytesOf(offsetReader, name);
    return manifest;
}

// Writes the parts and the manifest into `folder` and syncs each file.
void fillFolder(const fs::path& folder, int step, std::span<const CheckpointPart> parts,
                const std::map<std::string, std::uint64_t>& offsets) {
    CheckpointManifest manifest{step, {}, offsets};
    for (const CheckpointPart& part : parts) {
        const fs::path file = folder / part.name;
        part.write(file);
        syncFile(file);
        manifest.files.push_back({part.name, fs::file_size(file), sha256HexOfFile(file)});
    }
    writeFileAtomic(folder / kManifest, jsonPretty(manifestToJson(manifest)));
}

// Renames `temporary` to `target`; a checkpoint already there is exchanged with it in one step, then removed.
void publish(const fs::path& temporary, const fs::path& target, const fs::path& old) {
    std::error_code code;
    if (!fs::exists(target, code)) {
        publishFolder(temporary, target);
        return;
    }
    syncFolder(temporary);
    if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) != 0) {
        // A file system without exchange: between the two renames the newest checkpoint is the one before.
        fs::remove_all(old);
        fs::rename(target, old);
        fs::rename(temporary, target);
    }
    syncFolder(target.parent_path());
    fs::remove_all(temporary, code);
    fs::remove_all(old, code);
}

std::optional<Checkpoint> tryCheckpoint(const fs::path& folder, std::vector<std::string>& skipped) {
    try {
        return verifyCheckpoint(folder);
    } catch (const Error& error) {
        skipped.push_back(fmt::format("{}: {}", folder.filename().string(), error.summary()));
        return std::nullopt;
    }
}

} // namespace

std::uint64_t checkpointBytes(std::span<const CheckpointPart> parts) {
    constexpr std::uint64_t kBlock = 4096;
    std::uint64_t bytes = kManifestBytes;
    for (const CheckpointPart& part : parts)
        bytes += (part.bytes + kBlock - 1) / kBlock * kBlock;
    return bytes;
}

fs::path writeCheckpoint(const fs::path& run, int step, std::span<const CheckpointPart> parts,
                         const std::map<std::string, std::uint64_t>& offsets, const FreeBytes& freeBytesOf) {
    checkParts(parts);
    const RunPaths paths{run};
    const fs::path temporary = hiddenFolder(run, kTemporaryPrefix, step);
    makeFolders(paths.checkpoints());
    fs::remove_all(temporary);
    needSpace(paths.checkpoints(), step, checkpointBytes(parts), freeBytesOf);
    try {
        makeFolders(temporary);
        fillFolder(temporary, step, parts, offsets);
        publish(temporary, paths.checkpoint(step), hiddenFolder(run, kOldPrefix, step));
    } catch (const Error& error) {
        std::error_code ignored;
        fs::remove_all(temporary, ignored);
        if (error.code() != ErrorCode::DiskFull) throw;
        throw Error(ErrorCode::DiskFull,
                    fmt::format("the disk became full: the checkpoint of step {} needs {} bytes", step,
                                checkpointBytes(parts)),
                    error.where(),
                    fmt::format("Free at least {} bytes on that disk", checkpointBytes(parts)));
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(temporary, ignored);
        throw;
    }
    return paths.checkpoint(step);
}

Checkpoint verifyCheckpoint(const fs::path& folder) {
    const fs::path file = folder / kManifest;
    std::error_code code;
    if (!fs::exists(file, code))
        throw Error(ErrorCode::InvalidFormat, "the checkpoint has no MANIFEST.json", folder.string(),
                    "Use another checkpoint");
    Checkpoint checkpoint{folder, manifestFromJson(readJsonFile(file), file.string())};
    const std::string name = fmt::format("{}{:06}", kStepPrefix, checkpoint.manifest.step);
    if (folder.filename() != name)
        throw Error(ErrorCode::Mismatch, fmt::format("the manifest speaks of {}", name), folder.string(),
                    "Use another checkpoint");
    for (const CheckpointFile& part : checkpoint.manifest.files) {
        const fs::path path = folder / part.name;
        const bool present = fs::is_regular_file(path, code);
        const std::uint64_t size = present ? fs::file_size(path) : 0;
        std::string problem;
        if (!present)
            problem = "is missing";
        else if (size != part.bytes)
            problem = fmt::format("has {} bytes, the manifest says {}", size, part.bytes);
        else if (sha256HexOfFile(path) != part.sha256)
            problem = "was changed: its SHA-256 isn't the manifest's";
        if (!problem.empty())
            throw Error(ErrorCode::Mismatch, fmt::format("{} {}", part.name, problem), folder.string(),
                        "Use another checkpoint");
    }
    return checkpoint;
}

CheckpointSearch newestValid(const fs::path& run, int lastStep) {
    CheckpointSearch search;
    std::vector<int> steps = checkpointSteps(run);
    std::erase_if(steps, [lastStep](int step) { return step > lastStep; });
    for (auto step = steps.rbegin(); step != steps.rend() && !search.found; ++step)
        search.found = tryCheckpoint(RunPaths{run}.checkpoint(*step), search.skipped);
    return search;
}

std::optional<BestCheckpoint> readBest(const fs::path& run) {
    const fs::path file = RunPaths{run}.best();
    std::error_code code;
    if (!fs::exists(file, code)) return std::nullopt;
    const Json json = readJsonFile(file);
    requireFormat(json, 1, file.string());
    ObjectReader reader(json, file.string());
    const int step = countField(reader, "step");
    return BestCheckpoint{step, reader.number("score")};
}

void writeBest(const fs::path& run, const BestCheckpoint& best) {
    if (!std::isfinite(best.score))
        throw Error(ErrorCode::NonFinite, fmt::format("the score of step {} isn't a number", best.step),
                    run.string());
    const Json json = {{"format", 1}, {"step", best.step}, {"score", best.score}};
    writeFileAtomic(RunPaths{run}.best(), jsonLine(json) + "\n");
}

CheckpointSearch bestOrNewest(const fs::path& run) {
    CheckpointSearch search;
    if (const auto best = readBest(run))
        search.found = tryCheckpoint(RunPaths{run}.checkpoint(best->step), search.skipped);
    if (search.found) return search;
    CheckpointSearch newest = newestValid(run);
    search.found = std::move(newest.found);
    search.skipped.insert(search.skipped.end(), newest.skipped.begin(), newest.skipped.end());
    return search;
}

std::vector<int> checkpointSteps(const fs::path& run) {
    std::vector<int> steps;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(RunPaths{run}.checkpoints(), code)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(kStepPrefix) || !entry.is_directory(code)) continue;
        const char* last = name.data() + name.size();
        int step = 0;
        const auto result = std::from_chars(name.data() + kStepPrefix.size(), last, step);
        if (result.ec == std::errc() && result.ptr == last && step >= 0) steps.push_back(step);
    }
    std::sort(steps.begin(), steps.end());
    return steps;
}

namespace {

// A folder leaves by rename first. What could not be deleted, in words.
std::vector<std::string> deleteCheckpoints(const fs::path& run, const std::vector<int>& steps) {
    std::vector<std::string> problems;
    for (const int step : steps) {
        const fs::path folder = RunPaths{run}.checkpoint(step);
        const fs::path old = hiddenFolder(run, kOldPrefix, step);
        std::error_code code;
        fs::remove_all(old, code);
        fs::rename(folder, old, code);
        if (!code) fs::remove_all(old, code);
        if (code)
            problems.push_back(
                fmt::format("{} could not be deleted: {}", folder.filename().string(), code.message()));
    }
    return problems;
}

} // namespace

std::vector<std::string> pruneCheckpoints(const fs::path& run, int keepLast, int currentStep) {
    const auto best = readBest(run);
    std::vector<int> steps = checkpointSteps(run);
    std::erase_if(steps, [currentStep](int step) { return step > currentStep; });
    const std::size_t keep = static_cast<std::size_t>(std::max(1, keepLast));
    if (steps.size() <= keep) return {};
    steps.resize(steps.size() - keep);
    if (best) std::erase(steps, best->step);
    return deleteCheckpoints(run, steps);
}

std::vector<std::string> removeCheckpointsAfter(const fs::path& run, int step) {
    std::vector<int> steps = checkpointSteps(run);
    std::erase_if(steps, [step](int each) { return each <= step; });
    return deleteCheckpoints(run, steps);
}

void removeStaleCheckpoints(const fs::path& run) {
    std::vector<fs::path> stale;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(RunPaths{run}.checkpoints(), code)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kTemporaryPrefix) || name.starts_with(kOldPrefix)) stale.push_back(entry.path());
    }
    for (const fs::path& folder : stale)
        fs::remove_all(folder);
}

} // namespace vrft
