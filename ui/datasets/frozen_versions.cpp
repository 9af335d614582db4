// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/frozen_versions.h"

#include "core/dataset/check.h"
#include "core/error.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

struct VersionTexts {
    Q_DECLARE_TR_FUNCTIONS(VersionTexts)
};

QString inWords(const Error& error) {
    QString text = qs(error.summary());
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return error.next().empty() ? text + QLatin1Char('.')
                                : QStringLiteral("%1. %2.").arg(text, qs(error.next()));
}

// What a sample's change is about.
enum class Kind { Label, Split, Picture, Number };

Kind kindOf(const std::string& key) {
    if (key == "split") return Kind::Split;
    if (key == "images") return Kind::Picture;
    return key.starts_with("target.") ? Kind::Label : Kind::Number; // ids move up where one is taken out
}

QString valueWords(const Json& value) {
    if (value.is_null()) return QStringLiteral("—");
    if (value.is_string()) return qs(value.get<std::string>());
    return qs(jsonLine(value));
}

QString keyWords(const std::string& key) {
    if (key == "split") return VersionTexts::tr("split");
    if (key == "images") return VersionTexts::tr("picture");
    if (key == "target.label") return VersionTexts::tr("label");
    if (key == "target.grade") return VersionTexts::tr("grade");
    if (key == "target.boxes") return VersionTexts::tr("boxes");
    if (key == "target.attributes") return VersionTexts::tr("attributes");
    if (key == "target.reasoning") return VersionTexts::tr("reasoning");
    return qs(key);
}

QString detailWords(const Json& change) {
    const auto key = change.at("key").get<std::string>();
    if (kindOf(key) == Kind::Picture) return VersionTexts::tr("shown or sized differently");
    const auto shown = [&](const Json& value) {
        if (key != "split" || !value.is_string()) return valueWords(value);
        const auto name = value.get<std::string>();
        return name == "val" ? VersionTexts::tr("held out") : qs(name);
    };
    return VersionTexts::tr("%1: %2 → %3")
        .arg(keyWords(key), shown(change.at("from")), shown(change.at("to")));
}

QString images(std::size_t count) {
    return counted(static_cast<qint64>(count), VersionTexts::tr("1 image"), VersionTexts::tr("%1 images"));
}

std::optional<std::size_t> numChanged(const Json& diff, Kind kind) {
    std::size_t count = 0;
    for (const Json& sample : diff.at("changed"))
        for (const Json& change : sample.at("changes"))
            if (kindOf(change.at("key").get<std::string>()) == kind) {
                ++count;
                break;
            }
    return count > 0 ? std::optional(count) : std::nullopt;
}

QString wordsOf(const Json& diff) {
    QStringList parts;
    if (const auto added = diff.at("added").size(); added > 0)
        parts << QStringLiteral("+ %1").arg(images(added));
    if (const auto removed = diff.at("removed").size(); removed > 0)
        parts << QStringLiteral("− %1").arg(images(removed));
    if (const auto labels = numChanged(diff, Kind::Label))
        parts << (*labels == 1
                      ? VersionTexts::tr("1 label changed")
                      : VersionTexts::tr("%1 labels changed").arg(grouped(static_cast<qint64>(*labels))));
    if (const auto moved = numChanged(diff, Kind::Split))
        parts << VersionTexts::tr("%1 in another split").arg(images(*moved));
    if (const auto shown = numChanged(diff, Kind::Picture))
        parts << VersionTexts::tr("%1 shown differently").arg(images(*shown));
    if (!diff.at("regrouped").empty()) parts << VersionTexts::tr("patients joined");
    if (!diff.at("task").empty()) parts << VersionTexts::tr("knowledge changed");
    return parts.isEmpty() ? VersionTexts::tr("no change") : enumerated(parts);
}

// Its first image; none where the dataset hasn't the sample.
std::vector<fs::path> picturesOf(const Dataset& dataset, const std::string& id) {
    const Sample* sample = dataset.find(id);
    if (sample == nullptr || sample->images.empty()) return {};
    return {dataset.imagePath(sample->images.front())};
}

fs::path linkedPolicy(const fs::path& link) {
    const Json json = readJsonFile(link);
    return fs::path(json.at("path").get<std::string>());
}

} // namespace

QString FrozenVersion::seal() const {
    return qs(row.hash).left(8);
}

std::vector<VersionChange> versionChanges(const Dataset& before, const Dataset& after) {
    const Json diff = diffDatasets(before, after);
    std::vector<VersionChange> list;
    const auto label = [](const Dataset& dataset, const std::string& id) {
        const Sample* sample = dataset.find(id);
        if (sample == nullptr) return QString();
        const Target& target = sample->target;
        return target.label ? qs(*target.label)
                            : VersionTexts::tr("boxes: %1").arg(static_cast<qint64>(target.boxes.size()));
    };
    const auto add = [&](const QString& what, const Dataset& of, const std::string& id,
                         const QString& detail) {
        list.push_back({what, qs(id), detail, picturesOf(of, id)});
    };
    for (const Json& id : diff.at("added"))
        add(VersionTexts::tr("added"), after, id.get<std::string>(), label(after, id.get<std::string>()));
    for (const Json& id : diff.at("removed"))
        add(VersionTexts::tr("taken out"), before, id.get<std::string>(),
            label(before, id.get<std::string>()));
    for (const Json& sample : diff.at("changed")) {
        const auto id = sample.at("id").get<std::string>();
        QStringList details;
        bool shown = false; // differently
        std::string idBefore = id;
        for (const Json& change : sample.at("changes")) {
            const auto key = change.at("key").get<std::string>();
            if (key == "id" && change.at("from").is_string()) idBefore = change.at("from").get<std::string>();
            if (kindOf(key) != Kind::Number) details << detailWords(change);
            shown = shown || kindOf(key) == Kind::Picture;
        }
        if (details.isEmpty()) continue;
        add(VersionTexts::tr("changed"), after, id, clauses(details));
        if (!shown) continue;
        auto& pictures = list.back().pictures;
        const auto earlier = picturesOf(before, idBefore);
        pictures.insert(pictures.begin(), earlier.begin(), earlier.end());
    }
    for (const Json& id : diff.at("regrouped"))
        add(VersionTexts::tr("patient joined"), after, id.get<std::string>(), {});
    return list;
}

QString versionChangeWords(const Dataset& before, const Dataset& after) {
    return wordsOf(diffDatasets(before, after));
}

std::vector<FrozenVersion> VersionReader::versions(const fs::path& workspace,
                                                   const std::vector<DatasetRow>& rows) {
    readRuns(workspace);
    std::vector<FrozenVersion> list;
    std::map<std::string, Kept> kept;
    for (const DatasetRow& row : rows) {
        FrozenVersion version;
        version.number = static_cast<int>(list.size()) + 1;
        version.row = row;
        const fs::path folder(row.folder);
        version.folder = folder.is_absolute() ? folder : workspace / folder;
        std::error_code gone;
        const auto changed = fs::last_write_time(version.folder / kSamplesFile, gone);
        if (gone) {
            version.trouble =
                VersionTexts::tr("Its folder %1 is gone. Put it back from a copy, or freeze again.")
                    .arg(qs(version.folder.string()));
        } else if (const auto known = datasets_.find(version.folder.string());
                   known != datasets_.end() && known->second.changed == changed) {
            version.dataset = known->second.dataset;
        } else {
            try {
                version.dataset = std::make_shared<const Dataset>(readDataset(version.folder));
            } catch (const Error& error) {
                version.trouble = inWords(error);
            }
        }
        if (version.dataset) kept[version.folder.string()] = {changed, version.dataset};
        if (!list.empty() && version.dataset && list.back().dataset) {
            const auto key = std::pair(list.back().row.hash, row.hash);
            auto words = changes_.find(key);
            if (words == changes_.end())
                words =
                    changes_.emplace(key, versionChangeWords(*list.back().dataset, *version.dataset)).first;
            version.change = words->second;
        }
        for (const auto& [run, known] : runs_)
            if (std::find(known.hashes.begin(), known.hashes.end(), row.hash) != known.hashes.end())
                version.runs.push_back({run, known.name});
        list.push_back(std::move(version));
    }
    datasets_ = std::move(kept);
    return list;
}

void VersionReader::readRuns(const fs::path& workspace) {
    std::map<std::string, KnownRun> runs;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(workspace / "runs", code)) {
        std::error_code none;
        const auto changed = fs::last_write_time(entry.path() / "run.json", none);
        if (none) continue;
        const std::string id = entry.path().filename().string();
        if (const auto known = runs_.find(id); known != runs_.end() && known->second.changed == changed) {
            runs.emplace(id, known->second);
            continue;
        }
        KnownRun run{changed, qs(id), {}};
        try { // only what is needed: a run of a newer format still says what it used
            const Json json = readJsonFile(entry.path() / "run.json");
            if (json.contains("name") && json["name"].is_string())
                run.name = qs(json["name"].get<std::string>());
            if (json.contains("datasets"))
                for (const auto& [name, dataset] : json["datasets"].items())
                    run.hashes.push_back(dataset.at("hash").get<std::string>());
        } catch (const std::exception&) {
            continue; // Training says what is wrong with it
        }
        runs.emplace(id, std::move(run));
    }
    runs_ = std::move(runs);
}

std::vector<PolicyEyes> VersionReader::policies(const fs::path& workspace) {
    constexpr std::string_view kLink = ".link.json";
    std::vector<PolicyEyes> list;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(workspace / "policies", code)) {
        PolicyEyes policy;
        policy.name = entry.path().filename().string();
        const bool link = policy.name.ends_with(kLink);
        if (link) policy.name.resize(policy.name.size() - kLink.size());
        if (policy.name.empty() || policy.name.front() == '.' || (!link && !entry.is_directory())) continue;
        try {
            policy.config = readPreprocessor(link ? linkedPolicy(entry.path()) : entry.path());
        } catch (const Error& error) {
            policy.trouble = inWords(error);
        } catch (const Json::exception&) {
            policy.trouble = VersionTexts::tr("The link %1 names no folder.").arg(qs(entry.path().string()));
        }
        list.push_back(std::move(policy));
    }
    std::sort(list.begin(), list.end(),
              [](const PolicyEyes& a, const PolicyEyes& b) { return a.name < b.name; });
    return list;
}

} // namespace vrft::ui
