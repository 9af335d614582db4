// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/run_packing.h"

#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/run/control.h"
#include "core/run/run_folder.h"
#include "training/checkpoint/policy_folder.h"

#include <fmt/format.h>
#include <functional>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kOwnPolicy = "policy"; // of a run that started from another run
constexpr const char* kPacked = "packed";
constexpr const char* kLibrary = "workspace.sqlite";

void requireIdle(const fs::path& run) {
    if (engineWorks(run))
        throw Error(ErrorCode::Locked, "an engine is training this run", run.string(),
                    "Stop it first, or wait until it has finished");
}

bool liesIn(const fs::path& inner, const fs::path& outer) {
    const fs::path relative = fs::weakly_canonical(fs::absolute(inner))
                                  .lexically_relative(fs::weakly_canonical(fs::absolute(outer)));
    return !relative.empty() && *relative.begin() != "..";
}

void copyRun(const fs::path& from, const fs::path& to) {
    copyFolder(from, to);
    const RunPaths paths{to};
    for (const fs::path& file : {paths.control(), paths.heartbeat(), paths.lock()})
        fs::remove(file);
    fs::remove_all(to / "cache");
}

std::uintmax_t sizeOrZero(const fs::path& file) {
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(file, missing);
    return missing ? 0 : size;
}

// The copy that is there may be replaced: it is the same run, idle, and holds nothing the packed one lacks.
void requireReplaceable(const fs::path& target, const fs::path& packed, const RunInfo& info) {
    const RunInfo present = readRun(target);
    if (present.policy.hash != info.policy.hash || present.created != info.created)
        throw Error(ErrorCode::AlreadyExists, "another run of that name is in the workspace", target.string(),
                    "Rename one of the two folders");
    if (sizeOrZero(RunPaths{target}.metrics()) > sizeOrZero(RunPaths{packed}.metrics()))
        throw Error(ErrorCode::Mismatch,
                    "the workspace's copy of this run went on further than the packed one", target.string(),
                    "Keep the workspace's copy, or move it away first");
    requireIdle(target);
}

// A packed run comes from elsewhere: its names become folders here and must not lead anywhere else.
void requireFolderName(const std::string& name, const fs::path& packed) {
    try {
        checkRunName(name);
    } catch (const Error&) {
        throw Error(ErrorCode::InvalidFormat, fmt::format("\"{}\" can't be the name of a folder", name),
                    packed.string(), "The packed run was changed: pack it again");
    }
}

// What run.json says was carried along, inside the packed folder also when links are followed.
fs::path carriedFolder(const fs::path& packed, const std::string& path) {
    const fs::path carried = resolveRunPath(packed, path);
    if (!liesIn(carried, packed / kPacked))
        throw Error(ErrorCode::InvalidFormat, fmt::format("\"{}\" lies outside the packed run", path),
                    packed.string(), "The packed run was changed: pack it again");
    return carried;
}

// The first place of `wanted`, `wanted`-2, ... that holds the same, or else a new copy of `carried`.
fs::path adopt(const fs::path& carried, const fs::path& wanted,
               const std::function<bool(const fs::path&)>& same, std::vector<fs::path>& copied) {
    fs::path place = wanted;
    for (int n = 2; fs::exists(place) && !same(place); ++n)
        place = wanted.string() + fmt::format("-{}", n);
    if (!fs::exists(place)) {
        FolderDraft draft(place);
        copyFolder(carried, draft.path());
        draft.publish();
        copied.push_back(place);
    }
    return place;
}

} // namespace

void packRun(const fs::path& run, const fs::path& out) {
    RunInfo info = readRun(run);
    if (liesIn(out, run))
        throw Error(ErrorCode::InvalidArgument, "a run can't be packed into itself", out.string(),
                    "Choose a folder outside the run");
    requireIdle(run);
    FolderDraft draft(out);
    copyRun(run, draft.path());
    for (auto& [name, dataset] : info.datasets) {
        const fs::path source = resolveRunPath(run, dataset.path);
        requireFolderName(name, run);
        readDataset(source);
        dataset.path = fmt::format("{}/datasets/{}", kPacked, name);
        copyFolder(source, draft.path() / dataset.path);
    }
    if (info.policy.path != kOwnPolicy) {
        const fs::path source = resolveRunPath(run, info.policy.path);
        info.policy.path = fmt::format("{}/policy", kPacked);
        for (const fs::path& file : policyFiles(source)) {
            const fs::path copy = draft.path() / info.policy.path / file;
            makeFolders(copy.parent_path());
            std::error_code code;
            if (!fs::copy_file(source / file, copy, code))
                throw systemError(code.value(), "can't copy the policy", (source / file).string());
            syncFile(copy);
        }
    }
    writeRun(draft.path(), info);
    draft.publish();
}

UnpackedRun unpackRun(const fs::path& packed, const fs::path& workspace) {
    RunInfo info = readRun(packed);
    for (const auto& [name, dataset] : info.datasets)
        if (!dataset.path.starts_with(std::string(kPacked) + "/"))
            throw Error(ErrorCode::InvalidArgument, "this run was never packed", packed.string(),
                        "Give the folder that vrftaug-engine pack made");
    if (!fs::is_regular_file(workspace / kLibrary) && !fs::is_directory(workspace / "runs"))
        throw Error(
            ErrorCode::NotFound, "there is no workspace here", workspace.string(),
            "Check the path, or make one with vrftaug-data init; a folder with runs/ in it will do too");
    requireFolderName(info.id, packed);
    UnpackedRun unpacked;
    const fs::path target = unpacked.run = workspace / "runs" / info.id;
    const bool replaces = fs::exists(target);
    if (replaces) requireReplaceable(target, packed, info);
    FolderDraft draft = replaces ? FolderDraft::beside(target) : FolderDraft(target);
    copyRun(packed, draft.path());
    for (auto& [name, dataset] : info.datasets) {
        const fs::path carried = carriedFolder(packed, dataset.path);
        const Dataset read = readDataset(carried);
        requireFolderName(read.name, carried);
        const fs::path place = adopt(
            carried, workspace / "datasets" / fmt::format("{}-{}", read.name, read.hash.substr(0, 12)),
            [&](const fs::path& other) { return readDataset(other).hash == read.hash; },
            unpacked.newDatasets);
        dataset.path = relativeToRun(target, place);
    }
    if (info.policy.path != kOwnPolicy) {
        const fs::path carried = carriedFolder(packed, info.policy.path);
        if (policyHash(carried) != info.policy.hash)
            throw Error(ErrorCode::Mismatch, "the policy isn't the one the run was packed with",
                        carried.string(), "The packed run was changed: pack it again");
        std::vector<fs::path> copied;
        const fs::path place = adopt(
            carried, workspace / "policies" / ("policy-" + info.policy.hash.substr(0, 12)),
            [&](const fs::path& other) { return policyHash(other) == info.policy.hash; }, copied);
        info.policy.path = relativeToRun(target, place);
    }
    fs::remove_all(draft.path() / kPacked);
    writeRun(draft.path(), info);
    if (replaces)
        draft.replaceTarget();
    else
        draft.publish();
    return unpacked;
}

} // namespace vrft::engine
