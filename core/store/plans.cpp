// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/plans.h"

#include "core/error.h"
#include "core/hash.h"
#include "core/store/connection.h"
#include "core/store/journal.h"

#include <bit>
#include <fmt/format.h>
#include <numeric>

namespace vrft {

namespace {

struct PlanRow {
    std::int64_t id = 0;
    SplitPlan plan;
};

constexpr std::string_view kPlanColumns = "SELECT id, name, official, train, val, test, seed FROM plans";

PlanRow readPlan(const StoreStatement& row) {
    PlanRow found;
    found.id = row.integer(0);
    found.plan.name = row.text(1);
    found.plan.official = row.integer(2) != 0;
    found.plan.ratios = {row.real(3), row.real(4), row.real(5)};
    found.plan.seed = std::bit_cast<std::uint64_t>(row.integer(6));
    return found;
}

std::vector<PlanRow> readPlans(StoreConnection& connection) {
    std::vector<PlanRow> plans;
    StoreStatement rows = connection.query(std::string(kPlanColumns) + " ORDER BY id");
    while (rows.step())
        plans.push_back(readPlan(rows));
    return plans;
}

std::optional<PlanRow> findPlan(StoreConnection& connection, const std::string& name) {
    StoreStatement rows = connection.query(std::string(kPlanColumns) + " WHERE name = ?", name);
    return rows.step() ? std::optional(readPlan(rows)) : std::nullopt;
}

PlanRow requirePlan(StoreConnection& connection, const std::string& name) {
    if (std::optional<PlanRow> found = findPlan(connection, name)) return *found;
    std::string names;
    for (const PlanRow& row : readPlans(connection))
        names += (names.empty() ? "" : ", ") + row.plan.name;
    throw Error(ErrorCode::NotFound, fmt::format("there is no split plan \"{}\"", name),
                connection.file().string(), "The plans are: " + names);
}

void checkPlan(const SplitPlan& plan) {
    if (plan.name.empty()) throw Error(ErrorCode::InvalidArgument, "a split plan needs a name");
    double sum = 0;
    for (const double ratio : plan.ratios) {
        if (!std::isfinite(ratio) || ratio < 0)
            throw Error(ErrorCode::InvalidArgument, "the ratios of a split plan are numbers from 0",
                        plan.name, "Give them as train/val/test, for example 70/15/15");
        sum += ratio;
    }
    if (!plan.official && sum <= 0)
        throw Error(ErrorCode::InvalidArgument, "all ratios of the split plan are 0", plan.name,
                    "Give them as train/val/test, for example 70/15/15");
}

Json planToJson(const SplitPlan& plan) {
    return {{"name", plan.name}, {"official", plan.official}, {"ratios", plan.ratios}, {"seed", plan.seed}};
}

std::optional<Split> splitOfGroup(StoreConnection& connection, std::int64_t plan, std::int64_t group) {
    StoreStatement rows =
        connection.query("SELECT split FROM splits WHERE plan = ? AND group_id = ?", plan, group);
    return rows.step() ? std::optional(splitFromName(rows.text(0), "splits")) : std::nullopt;
}

void insertSplit(StoreConnection& connection, std::int64_t plan, std::int64_t group, Split split) {
    connection.run("INSERT INTO splits (plan, group_id, split) VALUES (?, ?, ?)", plan, group,
                   splitName(split));
}

std::string groupName(StoreConnection& connection, std::int64_t group) {
    StoreStatement rows = connection.query("SELECT name FROM groups WHERE id = ?", group);
    return rows.step() ? rows.text(0) : std::string();
}

std::optional<std::int64_t> groupIdOf(StoreConnection& connection, const std::string& patientId) {
    StoreStatement rows = connection.query("SELECT group_id FROM patients WHERE patient_id = ?", patientId);
    return rows.step() ? std::optional(rows.integer(0)) : std::nullopt;
}

std::int64_t requireGroup(StoreConnection& connection, const std::string& patientId) {
    if (const auto group = groupIdOf(connection, patientId)) return *group;
    throw Error(ErrorCode::NotFound, fmt::format("there is no patient \"{}\"", patientId),
                connection.file().string(), "Import the patient's studies first");
}

} // namespace

Split placeGroup(std::uint64_t seed, std::string_view group, const std::array<double, 3>& ratios) {
    const std::uint64_t hash = seedFromText(fmt::format("split/{}/{}", seed, group));
    const double u = static_cast<double>(hash) / 0x1.0p64;
    const double sum = std::accumulate(ratios.begin(), ratios.end(), 0.0);
    double cumulated = 0;
    Split last = Split::Train;
    for (const Split split : kSplits) {
        const double ratio = ratios[static_cast<std::size_t>(split)];
        if (ratio <= 0) continue;
        cumulated += ratio;
        last = split;
        if (u < cumulated / sum) return split;
    }
    return last; // u rounded up to 1
}

Plans::Plans(StoreConnection& connection, Journal& journal)
    : connection_(connection)
    , journal_(journal) {}

void Plans::create(const SplitPlan& plan) {
    checkPlan(plan);
    StoreTransaction transaction(connection_);
    if (const std::optional<PlanRow> known = findPlan(connection_, plan.name)) {
        if (known->plan == plan || (known->plan.official && plan.official)) return;
        throw Error(ErrorCode::AlreadyExists,
                    fmt::format("the split plan \"{}\" exists with other ratios or another seed", plan.name),
                    connection_.file().string(), "Plans never change; give the new one another name");
    }
    connection_.run("INSERT INTO plans (name, official, train, val, test, seed) VALUES (?, ?, ?, ?, ?, ?)",
                    plan.name, plan.official, plan.ratios[0], plan.ratios[1], plan.ratios[2],
                    std::bit_cast<std::int64_t>(plan.seed));
    placeNewGroups();
    journal_.record(fmt::format("Split plan {}", plan.name),
                    std::array{JournalChange{"plan", plan.name, {}, planToJson(plan)}}, false);
    transaction.commit();
}

void Plans::assign(const std::string& plan, std::span<const PatientSplit> splits) {
    StoreTransaction transaction(connection_);
    const PlanRow row = requirePlan(connection_, plan);
    std::int64_t num_new = 0;
    for (const PatientSplit& item : splits) {
        const std::int64_t group = requireGroup(connection_, item.patientId);
        const std::optional<Split> known = splitOfGroup(connection_, row.id, group);
        if (!known) {
            insertSplit(connection_, row.id, group, item.split);
            ++num_new;
        } else if (*known != item.split) {
            throw Error(ErrorCode::Mismatch,
                        fmt::format("patient \"{}\" stands in {} of plan {} and can't also stand in {}",
                                    item.patientId, splitName(*known), plan, splitName(item.split)),
                        connection_.file().string(), "Nothing was stored; correct the list of splits");
        }
    }
    if (num_new > 0)
        journal_.record(fmt::format("Splits of {}", plan),
                        std::array{JournalChange{"splits", plan, {}, Json{{"assigned", num_new}}}}, false);
    transaction.commit();
}

std::vector<SplitPlan> Plans::all() const {
    std::vector<SplitPlan> plans;
    for (PlanRow& row : readPlans(connection_))
        plans.push_back(std::move(row.plan));
    return plans;
}

std::optional<SplitPlan> Plans::find(const std::string& name) const {
    const std::optional<PlanRow> row = findPlan(connection_, name);
    return row ? std::optional(row->plan) : std::nullopt;
}

SplitPlan Plans::require(const std::string& name) const {
    return requirePlan(connection_, name).plan;
}

SplitPlanInfo Plans::info(const std::string& name) const {
    const PlanRow row = requirePlan(connection_, name);
    if (!row.plan.official) return {row.plan.name, row.plan.ratios, row.plan.seed};
    SplitPlanInfo info{row.plan.name, {0, 0, 0}, 0};
    double total = 0;
    StoreStatement rows =
        connection_.query("SELECT split, count(*) FROM splits WHERE plan = ? GROUP BY split", row.id);
    while (rows.step()) {
        const auto split = static_cast<std::size_t>(splitFromName(rows.text(0), "splits"));
        info.ratios[split] = static_cast<double>(rows.integer(1));
        total += info.ratios[split];
    }
    for (double& ratio : info.ratios) {
        if (total > 0) ratio = std::round(1000.0 * ratio / total) / 10.0;
    }
    return info;
}

std::vector<SplitAssignment> Plans::assignments(const std::string& plan) const {
    const PlanRow row = requirePlan(connection_, plan);
    std::vector<SplitAssignment> list;
    StoreStatement rows = connection_.query(
        "SELECT patients.patient_id, groups.id, groups.name, splits.split FROM patients"
        " JOIN groups ON groups.id = patients.group_id"
        " LEFT JOIN splits ON splits.group_id = groups.id AND splits.plan = ? ORDER BY patients.patient_id",
        row.id);
    while (rows.step()) {
        SplitAssignment& item = list.emplace_back();
        item.patientId = rows.text(0);
        item.group = rows.integer(1);
        item.groupName = rows.text(2);
        if (!rows.isNull(3)) item.split = splitFromName(rows.text(3), "splits");
    }
    return list;
}

std::optional<Split> Plans::splitOf(const std::string& plan, const std::string& patientId) const {
    const PlanRow row = requirePlan(connection_, plan);
    return splitOfGroup(connection_, row.id, requireGroup(connection_, patientId));
}

std::vector<PatientGroup> Plans::groups() const {
    std::vector<PatientGroup> list;
    StoreStatement rows = connection_.query(
        "SELECT groups.id, groups.name, groups.assumed, patients.patient_id FROM groups"
        " JOIN patients ON patients.group_id = groups.id ORDER BY groups.name, patients.patient_id");
    while (rows.step()) {
        if (list.empty() || list.back().id != rows.integer(0)) {
            const auto identity = rows.integer(2) != 0 ? PatientIdentity::Assumed : PatientIdentity::Known;
            list.push_back({rows.integer(0), rows.text(1), identity, {}});
        }
        list.back().patients.push_back(rows.text(3));
    }
    return list;
}

std::optional<PatientGroup> Plans::groupOf(const std::string& patientId) const {
    const auto id = groupIdOf(connection_, patientId);
    if (!id) return std::nullopt;
    PatientGroup group;
    group.id = *id;
    StoreStatement head = connection_.query("SELECT name, assumed FROM groups WHERE id = ?", *id);
    if (head.step()) {
        group.name = head.text(0);
        group.identity = head.integer(1) != 0 ? PatientIdentity::Assumed : PatientIdentity::Known;
    }
    StoreStatement rows =
        connection_.query("SELECT patient_id FROM patients WHERE group_id = ? ORDER BY patient_id", *id);
    while (rows.step())
        group.patients.push_back(rows.text(0));
    return group;
}

std::vector<GroupMove> Plans::link(const std::string& patientA, const std::string& patientB,
                                   const std::string& reason) {
    StoreTransaction transaction(connection_);
    const std::int64_t a = requireGroup(connection_, patientA);
    const std::int64_t b = requireGroup(connection_, patientB);
    if (a == b) return {};
    std::vector<GroupMove> moves = mergeGroups(a, b);
    placeNewGroups();
    Json told{{"patients", {patientA, patientB}}, {"reason", reason}, {"moved", Json::array()}};
    for (const GroupMove& move : moves)
        told["moved"].push_back({{"plan", move.plan},
                                 {"group", move.groupName},
                                 {"from", splitName(move.from)},
                                 {"to", splitName(move.to)}});
    journal_.record(fmt::format("Link patients {} and {}", patientA, patientB),
                    std::array{JournalChange{"group", groupName(connection_, std::min(a, b)), {}, told}},
                    false);
    transaction.commit();
    return moves;
}

std::int64_t Plans::addGroup(const std::string& patientId, PatientIdentity identity) {
    connection_.run("INSERT INTO groups (name, assumed) VALUES (?, ?)", patientId,
                    identity == PatientIdentity::Assumed);
    return connection_.lastId();
}

std::vector<GroupMove> Plans::mergeGroups(std::int64_t a, std::int64_t b) {
    if (a == b) return {};
    const std::int64_t kept = std::min(a, b);
    const std::int64_t gone = std::max(a, b);
    const std::string keptName = groupName(connection_, kept);
    const std::string goneName = groupName(connection_, gone);
    std::vector<GroupMove> moves;
    for (const PlanRow& row : readPlans(connection_)) {
        const std::optional<Split> of = splitOfGroup(connection_, row.id, kept);
        const std::optional<Split> other = splitOfGroup(connection_, row.id, gone);
        if (!other) continue;
        if (!of) {
            insertSplit(connection_, row.id, kept, *other);
        } else if (*of != *other) {
            const Split side = std::min(*of, *other); // train < val < test
            if (side == *other) {
                connection_.run("UPDATE splits SET split = ? WHERE plan = ? AND group_id = ?",
                                splitName(side), row.id, kept);
                moves.push_back({row.plan.name, keptName, *of, side});
            } else {
                moves.push_back({row.plan.name, goneName, *other, side});
            }
        }
    }
    connection_.run("UPDATE patients SET group_id = ? WHERE group_id = ?", kept, gone);
    connection_.run(
        "UPDATE groups SET assumed = max(assumed, (SELECT assumed FROM groups WHERE id = ?)) WHERE id = ?",
        gone, kept);
    connection_.run("DELETE FROM splits WHERE group_id = ?", gone);
    connection_.run("DELETE FROM groups WHERE id = ?", gone);
    connection_.run("UPDATE groups SET name = ? WHERE id = ?", std::min(keptName, goneName), kept);
    return moves;
}

void Plans::placeNewGroups() {
    for (const PlanRow& row : readPlans(connection_)) {
        if (row.plan.official) continue;
        std::vector<std::pair<std::int64_t, std::string>> unplaced;
        StoreStatement rows = connection_.query("SELECT id, name FROM groups WHERE id NOT IN (SELECT "
                                                "group_id FROM splits WHERE plan = ?) ORDER BY id",
                                                row.id);
        while (rows.step())
            unplaced.emplace_back(rows.integer(0), rows.text(1));
        for (const auto& [group, name] : unplaced)
            insertSplit(connection_, row.id, group, placeGroup(row.plan.seed, name, row.plan.ratios));
    }
}

} // namespace vrft
