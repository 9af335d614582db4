// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/study_picture.h"

#include "core/error.h"
#include "core/json.h"
#include "ui/runs/run_words.h"
#include "ui/runs/study_choice.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"

#include <QCoreApplication>
#include <algorithm>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

struct StudyPictureWords {
    Q_DECLARE_TR_FUNCTIONS(vrft::ui::StudyPictureWords)
};

std::optional<double> numberIn(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    return found->get<double>();
}

std::optional<Interval> intervalOf(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    const auto mean = numberIn(json, "mean");
    if (!mean) return std::nullopt;
    return Interval{*mean, numberIn(json, "low"), numberIn(json, "high")};
}

std::optional<Interval> intervalIn(const Json& row, const char* key) {
    const auto found = row.find(key);
    return found == row.end() ? std::nullopt : intervalOf(*found);
}

QString textIn(const Json& row, const char* key) {
    const auto found = row.find(key);
    return found != row.end() && found->is_string() ? harmlessLine(qs(found->get<std::string>()), 600)
                                                    : QString();
}

StudyStrategyRow strategyRowOf(const Json& json) {
    StudyStrategyRow row;
    row.row = json.at("row").get<std::string>();
    row.name = strategyName(row.row);
    row.control = json.value("control", false);
    row.plain = json.value("plain", row.row == "rft");
    row.refused = textIn(json, "refused");
    if (!row.refused.isEmpty()) return row;
    row.value = intervalIn(json, "final");
    row.against = intervalIn(json, "against_rft");
    if (const auto figures = json.find("figures"); figures != json.end())
        for (const auto& [key, value] : figures->items())
            if (const auto interval = intervalOf(value)) row.figures[key] = *interval;
    for (const Json& seed : json.at("seeds"))
        row.seeds.push_back({seed.at("seed").get<quint64>(), qs(seed.at("run").get<std::string>()), true,
                             numberIn(seed, "final"), numberIn(seed, "rise")});
    const Json none = Json::array();
    const Json& open = json.at("unfinished");
    const auto runs = json.find("unfinished_runs");
    for (std::size_t i = 0; i < open.size(); ++i)
        row.seeds.push_back(
            {open[i].get<quint64>(),
             runs != json.end() && i < runs->size() ? qs((*runs)[i].get<std::string>()) : QString(),
             false,
             {},
             {}});
    std::sort(row.seeds.begin(), row.seeds.end(),
              [](const StudySeed& a, const StudySeed& b) { return a.seed < b.seed; });
    return row;
}

// The policy before any tuning, on the same test patients: one row, whoever measured it.
void addStart(StudyDatasetTable& table, const Json& rows) {
    for (const bool plainOnly : {true, false}) // knowledge in the prompt is another start
        for (const Json& json : rows) {
            if (textIn(json, "dataset") != table.name || (plainOnly && !json.value("plain", false))) continue;
            const auto value = intervalIn(json, "start");
            if (!value) continue;
            StudyStrategyRow row;
            row.row = "start";
            row.name = StudyPictureWords::tr("Start (no tuning)");
            row.start = true;
            row.value = Interval{value->value, {}, {}};
            table.rows.insert(table.rows.begin(), std::move(row));
            return;
        }
}

void readTable(const Json& document, StudyPicture& picture) {
    if (const auto notes = document.find("notes"); notes != document.end())
        for (const Json& note : *notes)
            picture.notes << harmlessLine(qs(note.get<std::string>()), 600);
    const Json& rows = document.at("rows");
    for (const Json& json : rows) {
        const QString name = textIn(json, "dataset");
        auto table = std::find_if(picture.datasets.begin(), picture.datasets.end(),
                                  [&](const StudyDatasetTable& known) { return known.name == name; });
        if (table == picture.datasets.end())
            table = picture.datasets.insert(picture.datasets.end(),
                                            {name, textIn(json, "policy"), false, {}, {}, {}});
        StudyStrategyRow row = strategyRowOf(json);
        if (row.refused.isEmpty()) table->boxes = textIn(json, "measure") == QStringLiteral("iou");
        if (const auto majority = numberIn(json, "majority"); majority && !table->boxes)
            table->majority = majority;
        if (row.plain && row.value) table->plain = row.value->value;
        picture.done += row.numFinished();
        picture.total += static_cast<int>(row.seeds.size());
        table->rows.push_back(std::move(row));
    }
    for (StudyDatasetTable& table : picture.datasets)
        addStart(table, rows);
}

StudyPointer readOne(const fs::path& folder) {
    auto picture = std::make_shared<StudyPicture>();
    picture->id = qs(folder.filename().string());
    picture->name = shortRunName(folder.filename().string());
    picture->folder = folder;
    const fs::path file = folder / "table.json";
    try {
        std::error_code code;
        if (!fs::exists(file, code)) {
            picture->trouble = StudyPictureWords::tr("Its runs aren’t made yet. Resume makes them.");
            return picture;
        }
        const Json document = readJsonFile(file);
        requireFormat(document, 1, file.string());
        readTable(document, *picture);
    } catch (const std::exception& problem) {
        picture->datasets.clear();
        picture->trouble = StudyPictureWords::tr("The table can’t be read: %1. Resume writes it anew.")
                               .arg(harmlessLine(qs(problem.what()), 400));
    }
    return picture;
}

QString withFigure(const StudyStrategyRow& row) {
    return QStringLiteral("%1 (%2)").arg(row.name, run_words::signedShare(row.against->value));
}

} // namespace

int StudyStrategyRow::numFinished() const {
    return static_cast<int>(
        std::count_if(seeds.begin(), seeds.end(), [](const StudySeed& seed) { return seed.finished; }));
}

QStringList StudyPicture::openRuns() const {
    QStringList runs;
    for (const StudyDatasetTable& table : datasets)
        for (const StudyStrategyRow& row : table.rows)
            for (const StudySeed& seed : row.seeds)
                if (!seed.finished && !seed.run.isEmpty()) runs << seed.run;
    return runs;
}

StudiesPointer readStudies(const fs::path& studies, const StudiesPointer& before) {
    auto picture = std::make_shared<StudiesPicture>();
    std::vector<fs::path> folders;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(studies, code))
        if (!entry.path().filename().string().starts_with('.') &&
            fs::exists(entry.path() / "study.json", code))
            folders.push_back(entry.path());
    std::sort(folders.rbegin(), folders.rend()); // names begin with date and time
    for (const fs::path& folder : folders) {
        StudyPointer now = readOne(folder);
        if (before)
            for (const StudyPointer& old : before->all)
                if (*old == *now) now = old;
        picture->all.push_back(std::move(now));
    }
    if (before && before->all == picture->all) return before;
    return picture;
}

QString studyConclusion(const StudyDatasetTable& table) {
    QStringList above;
    QStringList below;
    bool judged = false;
    for (const StudyStrategyRow& row : table.rows) {
        if (!row.against || !row.against->low || !row.against->high) continue;
        if (*row.against->low == *row.against->high)
            continue; // seeds that agree by chance: no spread to go by
        judged = true;
        if (*row.against->low > 0) above << withFigure(row);
        if (*row.against->high < 0) below << withFigure(row);
    }
    if (!judged) return {};
    QStringList words;
    if (!above.isEmpty())
        words << StudyPictureWords::tr("Above plain RFT with the whole interval: %1.").arg(clauses(above));
    if (!below.isEmpty())
        words << StudyPictureWords::tr("Below it with the whole interval: %1.").arg(clauses(below));
    if (words.isEmpty())
        words << StudyPictureWords::tr("No strategy is apart from plain RFT with its whole interval.");
    return words.join(QLatin1Char(' '));
}

} // namespace vrft::ui
