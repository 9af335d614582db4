// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/knowledge/starter_pack.h"

#include "core/files.h"

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr int kPackFormat = 1;

fs::path draftsFile(const fs::path& workspace) {
    return workspace / "drafts.json";
}

} // namespace

bool isStarterPack(const Json& document) {
    return document.is_object() && document.contains("draft");
}

StarterPack starterPackFromJson(const Json& document, const std::string& where) {
    requireFormat(document, kPackFormat, where);
    ObjectReader reader(document, where);
    reader.find("format");
    if (!reader.boolean("draft")) reader.fail("draft", "must be true: an expert hasn't checked it");
    StarterPack pack{reader.text("about"), reader.text("source"),
                     taskFromJson(reader.require("task"), reader.at("task"))};
    reader.finish();
    return pack;
}

Drafts readDrafts(const fs::path& workspace) {
    if (!fs::exists(draftsFile(workspace))) return {};
    const Json document = readJsonFile(draftsFile(workspace));
    requireFormat(document, kPackFormat, draftsFile(workspace).string());
    Drafts drafts;
    const auto tasks = document.find("tasks");
    if (tasks == document.end() || !tasks->is_object()) return {};
    for (const auto& [task, classes] : tasks->items())
        for (const Json& id : classes)
            if (id.is_string()) drafts[task].insert(id.get<std::string>());
    return drafts;
}

void writeDrafts(const fs::path& workspace, const Drafts& drafts) {
    Json tasks = Json::object();
    for (const auto& [task, classes] : drafts)
        if (!classes.empty()) tasks[task] = classes;
    writeFileAtomic(draftsFile(workspace), jsonPretty({{"format", kPackFormat}, {"tasks", tasks}}));
}

} // namespace vrft
