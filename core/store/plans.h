// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Patient groups and split plans: each group has one split per plan, by primary key, so a patient can't stand
// on two sides of a plan (formats.md §1).
//
// A group is the patients known to be one person: one PatientID, or several linked by study, accession,
// pixels or hand. A placed plan (ratios, seed) gives every new group its split when it appears and never
// moves it; an official plan knows only what it was told. Not here: samples. Thread rule, errors:
// workspace.h.
#pragma once

#include "core/dataset/dataset.h"
#include "core/study/study.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

class StoreConnection;
class Journal;

struct SplitPlan {
    std::string name;
    std::array<double, 3> ratios = {70, 15, 15}; // train, val, test; any positive scale
    std::uint64_t seed = 1;
    bool official = false; // explicit assignments only; ratios and seed mean nothing
    bool operator==(const SplitPlan&) const = default;
};

// What every workspace starts with (formats.md §1).
inline const SplitPlan kFirstPlan{"main", {70, 15, 15}, 1, false};

// u = (first 8 bytes, big-endian, of SHA-256("split/SEED/GROUP")) / 2^64 in the cumulated ratios (formats.md
// §1).
Split placeGroup(std::uint64_t seed, std::string_view group, const std::array<double, 3>& ratios);

struct PatientGroup {
    std::int64_t id = 0;
    std::string name;                                  // the smallest PatientID in it, by bytes
    PatientIdentity identity = PatientIdentity::Known; // Assumed if that of any member is
    std::vector<std::string> patients;
};

struct SplitAssignment {
    std::string patientId;
    std::int64_t group = 0;
    std::string groupName;
    std::optional<Split> split; // none: an official plan that doesn't know the group
};

// Two groups with different splits turned out to be one patient. The merged group takes the side nearer to
// training (train, then val): what was trained on can never be tested on.
struct GroupMove {
    std::string plan;
    std::string groupName; // that moved
    Split from = Split::Train;
    Split to = Split::Train;
};

struct PatientSplit {
    std::string patientId;
    Split split = Split::Train;
};

class Plans {
public:
    Plans(StoreConnection& connection, Journal& journal);

    // Places every group there is. An equal plan of that name is left as it is; another one is AlreadyExists:
    // ratios and seed of a plan never change.
    void create(const SplitPlan& plan);
    // Explicit assignments. Throws Mismatch, storing nothing, when a patient's group is on another side of
    // this plan.
    void assign(const std::string& plan, std::span<const PatientSplit> splits);

    std::vector<SplitPlan> all() const;
    std::optional<SplitPlan> find(const std::string& name) const;
    SplitPlan require(const std::string& name) const; // NotFound, naming the plans there are
    // As dataset.json tells it; for an official plan the ratios are the shares of its groups in percent, seed
    // 0.
    SplitPlanInfo info(const std::string& name) const;
    std::vector<SplitAssignment> assignments(const std::string& plan) const; // by patient id
    std::optional<Split> splitOf(const std::string& plan, const std::string& patientId) const;

    std::vector<PatientGroup> groups() const;
    std::optional<PatientGroup> groupOf(const std::string& patientId) const;
    // Makes the groups of two patients one. Returns what had to move; nothing if they were one already.
    std::vector<GroupMove> link(const std::string& patientA, const std::string& patientB,
                                const std::string& reason);

    // For the import, inside its transaction: a group for a new patient; no journal rows.
    std::int64_t addGroup(const std::string& patientId, PatientIdentity identity);
    std::vector<GroupMove> mergeGroups(std::int64_t a, std::int64_t b);
    void placeNewGroups();

private:
    StoreConnection& connection_;
    Journal& journal_;
};

} // namespace vrft
