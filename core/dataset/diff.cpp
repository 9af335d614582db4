// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What changed between two datasets.
#include "core/dataset/check.h"

#include <functional>
#include <map>
#include <set>

namespace vrft {

namespace {

using SampleKey = std::function<std::string(const Sample&)>;
using Pairs = std::vector<std::pair<const Sample*, const Sample*>>;

std::string pixelsKey(const Sample& sample) {
    std::string key;
    for (const SampleImage& image : sample.images)
        key += image.file + "\n";
    return key;
}

// Takes pairs of equal key out of both lists, in order.
void pairUp(std::vector<const Sample*>& before, std::vector<const Sample*>& after, const SampleKey& key,
            Pairs& pairs) {
    std::multimap<std::string, const Sample*> waiting;
    for (const Sample* sample : after)
        waiting.emplace(key(*sample), sample);
    std::set<const Sample*> taken;
    std::erase_if(before, [&](const Sample* sample) {
        const auto found = waiting.lower_bound(key(*sample));
        if (found == waiting.end() || found->first != key(*sample)) return false;
        pairs.emplace_back(sample, found->second);
        taken.insert(found->second);
        waiting.erase(found);
        return true;
    });
    std::erase_if(after, [&](const Sample* sample) { return taken.contains(sample); });
}

void compareKeys(const Json& before, const Json& after, const std::string& prefix, Json& changes) {
    for (const auto& [key, value] : before.items()) {
        const std::string name = prefix + key;
        if (name == "patient") continue;
        if (name == "target")
            compareKeys(value, after.at(key), "target.", changes);
        else if (value != after.at(key))
            changes.push_back({{"key", name}, {"from", value}, {"to", after.at(key)}});
    }
}

// Ids whose patient isn't the one its fellows have: names differ between workspaces, groups must not.
Json regrouped(const Pairs& pairs) {
    std::map<std::string, std::string> forward;
    std::map<std::string, std::string> backward;
    Json ids = Json::array();
    for (const auto& [before, after] : pairs) {
        const std::string& there = forward.emplace(before->patient, after->patient).first->second;
        const std::string& back = backward.emplace(after->patient, before->patient).first->second;
        if (there != after->patient || back != before->patient) ids.push_back(after->id);
    }
    return ids;
}

std::vector<const Sample*> pointers(const std::vector<Sample>& samples) {
    std::vector<const Sample*> list;
    list.reserve(samples.size());
    for (const Sample& sample : samples)
        list.push_back(&sample);
    return list;
}

Json idsOf(const std::vector<const Sample*>& samples) {
    Json ids = Json::array();
    for (const Sample* sample : samples)
        ids.push_back(sample->id);
    return ids;
}

Json changedTaskKeys(const Task& before, const Task& after) {
    const Json a = taskToJson(before);
    const Json b = taskToJson(after);
    std::set<std::string> keys;
    for (const auto& [key, value] : a.items())
        keys.insert(key);
    for (const auto& [key, value] : b.items())
        keys.insert(key);
    Json changed = Json::array();
    for (const std::string& key : keys) {
        if (a.value(key, Json()) != b.value(key, Json())) changed.push_back(key);
    }
    return changed;
}

} // namespace

Json diffDatasets(const Dataset& before, const Dataset& after) {
    std::vector<const Sample*> removed = pointers(before.samples);
    std::vector<const Sample*> added = pointers(after.samples);
    Pairs pairs;
    pairUp(
        removed, added, [](const Sample& sample) { return sample.id + "\n" + pixelsKey(sample); }, pairs);
    pairUp(removed, added, pixelsKey, pairs);
    pairUp(
        removed, added, [](const Sample& sample) { return sample.id; }, pairs);

    Json changed = Json::array();
    for (const auto& [old, now] : pairs) {
        Json changes = Json::array();
        compareKeys(sampleToJson(*old), sampleToJson(*now), "", changes);
        if (!changes.empty()) changed.push_back({{"id", now->id}, {"changes", std::move(changes)}});
    }
    return {{"equal", before.hash == after.hash},
            {"hash", {before.hash, after.hash}},
            {"samples", {before.samples.size(), after.samples.size()}},
            {"task", changedTaskKeys(before.task, after.task)},
            {"added", idsOf(added)},
            {"removed", idsOf(removed)},
            {"changed", std::move(changed)},
            {"regrouped", regrouped(pairs)}};
}

} // namespace vrft
