// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/external_figures.h"

#include "core/error.h"
#include "core/run/run_folder.h"
#include "ui/runs/evaluation_figures.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <algorithm>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

struct ExternalTexts {
    Q_DECLARE_TR_FUNCTIONS(ExternalTexts)
};

constexpr qsizetype kLongestDataset = 60;
constexpr std::size_t kShownOfHash = 8;
constexpr std::size_t kHashInName = 16; // of the file: enough to tell a workspace's datasets apart

QString differenceText(FigureKind kind, double difference) {
    const QString text = figureText(kind == FigureKind::Share ? FigureKind::Signed : kind, difference);
    return kind == FigureKind::Number && difference > 0 ? QLatin1Char('+') + text : text;
}

void addRow(ExternalFigures& figures, const QString& name, const QString& meaning, FigureKind kind,
            const std::optional<FigureWithBounds>& internal,
            const std::optional<FigureWithBounds>& external) {
    if (!internal && !external) return;
    const auto text = [&](const std::optional<FigureWithBounds>& figure) {
        return figure ? withBounds(*figure, kind) : QStringLiteral("—");
    };
    figures.rows.push_back(
        {name, meaning, text(internal), text(external),
         internal && external ? differenceText(kind, external->value - internal->value) : QString()});
}

QString datasetOf(const Json& document) {
    const Json dataset = document.value("dataset", Json::object());
    return datasetNamed(dataset.value("name", std::string()), dataset.value("hash", std::string()));
}

void addCount(ExternalFigures& figures, const QString& name, const Json& internal, const Json& external,
              const char* key) {
    figures.rows.push_back(
        {name, {}, grouped(internal.value(key, qint64{0})), grouped(external.value(key, qint64{0})), {}});
}

// Sensitivity and specificity of each class, rows as in the table of the test patients.
void addClasses(ExternalFigures& figures, const Json& internal, const Json& external, const Task* task) {
    const std::vector<std::pair<QString, ClassBounds>> of = classBounds(internal, task);
    const std::vector<std::pair<QString, ClassBounds>> beside = classBounds(external, task);
    for (std::size_t i = 0; i < std::min(of.size(), beside.size()); ++i) {
        const QString& name = of[i].first;
        addRow(figures, ExternalTexts::tr("%1: sensitivity").arg(name),
               ExternalTexts::tr("Share of the images of this class that are answered so"), FigureKind::Share,
               of[i].second.sensitivity, beside[i].second.sensitivity);
        addRow(figures, ExternalTexts::tr("%1: specificity").arg(name),
               ExternalTexts::tr("Share of the images of other classes that aren’t answered so"),
               FigureKind::Share, of[i].second.specificity, beside[i].second.specificity);
    }
}

} // namespace

QString datasetNamed(const std::string& name, const std::string& hash) {
    return QStringLiteral("%1 (%2)").arg(harmlessLine(qs(name), kLongestDataset),
                                         harmlessLine(qs(hash.substr(0, kShownOfHash))));
}

ExternalFigures externalFigures(const Json& document, const Task* task) {
    ExternalFigures figures;
    const Json both = document.is_object() ? document.value("evaluations", Json()) : Json();
    if (!both.is_array() || both.size() != 2 || !both[0].is_object() || !both[1].is_object()) return figures;
    const Json& internal = both[0];
    const Json& external = both[1];
    figures.internal = datasetOf(internal);
    figures.external = datasetOf(external);
    figures.step = external.value("step", 0);
    figures.trainedOn = external.value("shared_with_training", qint64{0});
    addCount(figures, ExternalTexts::tr("Images"), internal, external, "n");
    addCount(figures, ExternalTexts::tr("Patients"), internal, external, "patients");
    for (const EvaluationFigure& of : evaluationFigures())
        addRow(figures, of.name, of.meaning, of.kind, figureIn(internal, of.key), figureIn(external, of.key));
    addClasses(figures, internal, external, task);
    return figures;
}

fs::path externalEvaluation(const fs::path& run, const std::string& hash) {
    return RunPaths{run}.evaluations() / ("external-" + hash.substr(0, kHashInName) + ".json");
}

std::vector<ExternalFigures> readExternalFigures(const fs::path& run, const Task* task) {
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(RunPaths{run}.evaluations(), code))
        if (entry.path().extension() == ".json" && entry.path().filename().string().starts_with("external-"))
            files.emplace_back(entry.last_write_time(code), entry.path());
    std::sort(files.rbegin(), files.rend());
    std::vector<ExternalFigures> all;
    for (const auto& [time, file] : files) {
        try {
            ExternalFigures figures = externalFigures(readJsonFile(file), task);
            if (!figures.rows.empty()) all.push_back(std::move(figures));
        } catch (const std::exception&) { // damaged: it can be evaluated again
            continue;
        }
    }
    return all;
}

} // namespace vrft::ui
