// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/starter_packs.h"

#include "core/error.h"
#include "core/files.h"
#include "ui/widgets/text.h"

#include <QFile>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

constexpr int kFormat = 1;

fs::path draftsFile(const fs::path& workspace) {
    return workspace / "drafts.json";
}

Pack readPack(const QString& name) {
    const QString place = QStringLiteral(":/vrft/knowledge/packs/%1.json").arg(name);
    QFile file(place);
    if (!file.open(QIODevice::ReadOnly))
        throw Error(ErrorCode::NotFound, "the starter pack isn't part of the program", utf8(place));
    const Json document = parseJson(file.readAll().toStdString(), utf8(place));
    requireFormat(document, kFormat, utf8(place));
    ObjectReader reader(document, utf8(place));
    reader.find("format");
    if (!reader.boolean("draft")) reader.fail("draft", "must be true: an expert hasn't checked it");
    Pack pack{qs(reader.text("about")), qs(reader.text("source")),
              taskFromJson(reader.require("task"), reader.at("task"))};
    reader.finish();
    return pack;
}

} // namespace

std::vector<Pack> readPacks() {
    std::vector<Pack> packs;
    for (const char* name : {"retinopathy-grade", "birads-mass", "blood-cells"})
        packs.push_back(readPack(QString::fromLatin1(name)));
    return packs;
}

Drafts readDrafts(const fs::path& workspace) {
    if (!fs::exists(draftsFile(workspace))) return {};
    const Json document = readJsonFile(draftsFile(workspace));
    requireFormat(document, kFormat, draftsFile(workspace).string());
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
    writeFileAtomic(draftsFile(workspace), jsonPretty({{"format", kFormat}, {"tasks", tasks}}));
}

} // namespace vrft::ui
