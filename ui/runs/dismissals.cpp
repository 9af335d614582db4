// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/dismissals.h"

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"

namespace vrft::ui {

namespace {

std::filesystem::path fileOf(const std::filesystem::path& run) {
    return run / "dismissed.json";
}

} // namespace

std::vector<Dismissal> readDismissals(const std::filesystem::path& run) {
    std::vector<Dismissal> dismissals;
    if (!std::filesystem::exists(fileOf(run))) return dismissals;
    try {
        const std::string where = fileOf(run).string();
        const Json document = readJsonFile(fileOf(run));
        requireFormat(document, 1, where);
        ObjectReader reader(document, where);
        for (const Json& item : reader.array("dismissed")) {
            ObjectReader one(item, where);
            dismissals.push_back({one.text("alarm"), static_cast<int>(one.integer("step")),
                                  one.text("reader", ""), one.number("time", 0)});
        }
    } catch (const Error&) { // alarms too many are better than one too few
        dismissals.clear();
    }
    return dismissals;
}

void addDismissal(const std::filesystem::path& run, const Dismissal& dismissal) {
    Json list = Json::array();
    std::vector<Dismissal> all = readDismissals(run);
    all.push_back(dismissal);
    for (const Dismissal& one : all)
        list.push_back(
            {{"alarm", one.alarm}, {"step", one.step}, {"reader", one.reader}, {"time", one.time}});
    writeFileAtomic(fileOf(run), jsonPretty({{"format", 1}, {"dismissed", list}}));
}

} // namespace vrft::ui
