// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_files.h"

#include "core/error.h"
#include "core/files.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"

namespace vrft::ui {

namespace {

// A small policy is fastest on one thread: its products are too small to share.
int threadsFor(const PresetContext& context) {
    return context.large ? engineThreads() : 1;
}

} // namespace

RunFiles::RunFiles(const LaunchModel& model) {
    if (!folder_.isValid())
        throw Error(ErrorCode::Io, "a temporary folder can't be made", utf8(folder_.path()),
                    "Check that there is room on the disk of temporary files");
    const std::filesystem::path folder = utf8(folder_.path());
    const auto write = [&](const char* name, const Json& json) {
        writeFileAtomic(folder / name, jsonPretty(json), false);
        return qs((folder / name).string());
    };
    options_ << QStringLiteral("--recipe") << write("recipe.json", recipeToJson(*model.recipe()));
    options_ << QStringLiteral("--dataset") << QStringLiteral("main=") + qs(model.dataset()->folder.string());
    if (model.usesBoxes())
        options_ << QStringLiteral("--dataset")
                 << QStringLiteral("localise=") + qs(model.boxes()->folder.string());
    const PolicyEntry& policy = *model.policy();
    // A link goes by its name, so that its hash is compared.
    options_ << QStringLiteral("--policy")
             << (policy.kind == PolicyEntry::Kind::Link
                     ? qs((model.offer().workspace / "policies" / policy.name).string())
                     : qs(policy.place.string()));
    if (model.presentKnowledge())
        options_ << QStringLiteral("--knowledge") << write("knowledge.json", taskToJson(*model.task()));
    options_ << QStringLiteral("--threads") << QString::number(threadsFor(model.context()));
}

QStringList RunFiles::arguments(const QString& command, const std::filesystem::path& run) const {
    return QStringList{command, qs(run.string())} + options_;
}

} // namespace vrft::ui
