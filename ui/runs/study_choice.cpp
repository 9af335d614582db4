// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/study_choice.h"

#include "core/error.h"
#include "core/run/run_reader.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/run_names.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

struct StudyWords {
    Q_DECLARE_TR_FUNCTIONS(vrft::ui::StudyWords)
};

constexpr std::array<const char*, 9> kStudyPresets = {"sft",          "rft",         "rft+knowledge",
                                                      "rft+localise", "rft+recite-", "rft+recite+",
                                                      "rft+fuzzy",    "vrft-aug",    "rft+box-budget"};
constexpr const char* kControl = "rft+box-budget";
constexpr const char* kSwept = "recitation";
constexpr std::size_t kMostSpeeds = 12; // runs read

// A dataset's name within the study: its task's, with the version where several are chosen.
std::string nameInStudy(const OfferedDataset& dataset, const StudyChoice& choice, const LaunchOffer& offer) {
    const auto alike = std::count_if(offer.datasets.begin(), offer.datasets.end(), [&](const auto& other) {
        return choice.datasets.contains(other.hash) && other.dataset.task.id == dataset.dataset.task.id;
    });
    return alike > 1 ? fmt::format("{}-v{}", dataset.dataset.task.id, dataset.version)
                     : dataset.dataset.task.id;
}

// A link goes by its name, so that its hash is compared.
fs::path policyText(const PolicyEntry& policy, const fs::path& workspace) {
    return policy.kind == PolicyEntry::Kind::Link ? workspace / "policies" / policy.name : policy.place;
}

StudyContext contextOf(const StudyChoice& choice, const LaunchOffer& offer, const std::string& name) {
    StudyContext context;
    for (const OfferedDataset& dataset : offer.datasets) {
        const auto chosen = choice.datasets.find(dataset.hash);
        if (chosen == choice.datasets.end() || nameInStudy(dataset, choice, offer) != name) continue;
        context.kind = dataset.dataset.task.kind;
        if (const PolicyEntry* policy = offer.policy(chosen->second))
            context.large = policy->description.parameters >= kLargePolicyParameters;
    }
    return context;
}

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// A line is written after its step and, where it has one, its evaluation.
std::optional<RunSpeed> speedOf(const fs::path& run) {
    const RunInfo info = readRun(run);
    MetricsLog log(run);
    log.poll();
    std::vector<double> steps;
    std::vector<double> evaluated;
    std::optional<double> before;
    for (const MetricsRecord& record : log.effective()) {
        const bool evaluation =
            record.values.contains("heldout/accuracy") || record.values.contains("heldout/iou");
        if (before && record.time > *before)
            (evaluation ? evaluated : steps).push_back(record.time - *before);
        before = record.time;
    }
    if (steps.size() < 2) return std::nullopt;
    RunSpeed speed;
    speed.parameters = info.policy.parameters;
    speed.supervised = info.recipe.stages.back().method == Method::Sft;
    speed.knowledge = info.recipe.knowledgePrompt;
    speed.step_s = medianOf(steps); // a pause or a resume lies in few of them
    if (!evaluated.empty()) speed.evaluation_s = std::max(0.0, medianOf(evaluated) - speed.step_s);
    return speed;
}

// Of runs most like it: size, then method, then prompts.
std::optional<double> runSeconds(const std::vector<RunSpeed>& speeds, std::int64_t parameters,
                                 const Recipe& recipe) {
    const bool supervised = recipe.stages.back().method == Method::Sft;
    const double steps = recipe.totalSteps();
    const double evaluations = std::floor(steps / recipe.evaluation.every) + 2; // the first and the last
    int best = 0;
    double sum = 0;
    int count = 0;
    for (const RunSpeed& speed : speeds) {
        if (speed.parameters != parameters) continue;
        const int like = 1 + (speed.supervised == supervised ? 2 : 0) +
                         (speed.knowledge == recipe.knowledgePrompt ? 1 : 0);
        if (like < best) continue;
        if (like > best) sum = count = 0;
        best = like;
        sum += steps * speed.step_s + evaluations * speed.evaluation_s;
        ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / count;
}

} // namespace

std::vector<std::string> studyPresets() {
    return {kStudyPresets.begin(), kStudyPresets.end()};
}

QString strategyName(const std::string& row) {
    const auto presets = presetNames();
    if (std::find(presets.begin(), presets.end(), row) != presets.end()) return presetName(qs(row));
    const std::string swept = "rft+recite weight ";
    if (row.starts_with(swept))
        return StudyWords::tr("RFT, recitation weight %1")
            .arg(harmlessLine(qs(row.substr(swept.size())), 40).replace(QLatin1Char('-'), QChar(0x2212)));
    return harmlessLine(qs(row), 120);
}

StudyChoice firstStudyChoice(const LaunchOffer& offer) {
    StudyChoice choice;
    choice.rows = {"sft", "rft", "vrft-aug", kControl};
    const OfferedDataset* dataset = offer.first();
    const PolicyEntry* policy = dataset == nullptr ? nullptr : offer.startFor(dataset->dataset.task.id);
    if (policy == nullptr) return choice;
    choice.datasets[dataset->hash] = policy->place;
    if (dataset->dataset.task.kind == TaskKind::Grading) choice.rows.insert("rft+fuzzy");
    return choice;
}

void keepOffered(StudyChoice& choice, const LaunchOffer& offer) {
    for (auto at = choice.datasets.begin(); at != choice.datasets.end();) {
        const OfferedDataset* dataset = offer.dataset(at->first);
        if (dataset == nullptr || !dataset->problem.empty()) {
            at = choice.datasets.erase(at);
            continue;
        }
        const PolicyEntry* policy = offer.policy(at->second);
        if (policy == nullptr || !policy->problem.empty())
            if (const PolicyEntry* other = offer.startFor(dataset->dataset.task.id))
                at->second = other->place;
        ++at;
    }
}

StudySpec studySpecOf(const StudyChoice& choice, const LaunchOffer& offer, const std::string& folder) {
    StudySpec spec;
    for (const std::string& preset : studyPresets())
        if (choice.rows.contains(preset) && preset != kControl) spec.rows.push_back(presetStrategy(preset));
    if (choice.rows.contains(kControl)) spec.control = kControl;
    if (choice.sweep)
        for (StudyStrategy& row : sweepStrategies(sweptPreset(kSwept), kSwept, choice.weights))
            spec.rows.push_back(std::move(row));
    const OfferedDataset* boxes = offer.boxes();
    for (auto dataset = offer.datasets.rbegin(); dataset != offer.datasets.rend(); ++dataset) {
        const auto chosen = choice.datasets.find(dataset->hash);
        if (chosen == choice.datasets.end()) continue;
        const std::string name = nameInStudy(*dataset, choice, offer);
        const PolicyEntry* policy = offer.policy(chosen->second);
        spec.datasets.emplace_back(name, dataset->folder);
        spec.policies.emplace_back(name,
                                   policy == nullptr ? chosen->second : policyText(*policy, offer.workspace));
        if (boxes != nullptr && dataset->dataset.task.kind != TaskKind::Localisation)
            spec.localise.emplace_back(name, boxes->folder);
    }
    for (const auto& [hash, place] : choice.datasets)
        if (const PolicyEntry* policy = offer.policy(place);
            policy != nullptr && policy->description.parameters >= kLargePolicyParameters)
            spec.threads = engineThreads(); // a small one is fastest on one
    for (int seed = 1; seed <= choice.seeds; ++seed)
        spec.seeds.push_back(static_cast<std::uint64_t>(seed));
    spec.steps = choice.steps;
    spec.out = offer.workspace / "studies" / folder;
    spec.runs = offer.workspace / "runs";
    spec.prefix = folder + "-";
    return spec;
}

std::vector<StudyCell> studyCells(const StudyChoice& choice, const LaunchOffer& offer) {
    return expandStudy(studySpecOf(choice, offer, "study"),
                       [&](const std::string& name) { return contextOf(choice, offer, name); });
}

std::vector<RunSpeed> readRunSpeeds(const fs::path& runs) {
    std::vector<RunSpeed> speeds;
    for (const fs::path& folder : runFoldersNewestFirst(runs)) {
        if (speeds.size() == kMostSpeeds) break;
        try {
            if (const auto speed = speedOf(folder)) speeds.push_back(*speed);
        } catch (const Error&) {
            continue; // a run of a newer program: another one will do
        }
    }
    return speeds;
}

StudyForecast studyForecast(const StudyChoice& choice, const LaunchOffer& offer,
                            const std::vector<RunSpeed>& speeds) {
    StudyForecast forecast;
    std::map<std::string, std::int64_t> parameters;
    for (const OfferedDataset& dataset : offer.datasets)
        if (const auto chosen = choice.datasets.find(dataset.hash); chosen != choice.datasets.end())
            if (const PolicyEntry* policy = offer.policy(chosen->second))
                parameters[nameInStudy(dataset, choice, offer)] = policy->description.parameters;
    StudyChoice one = choice; // seeds differ in nothing that is asked here
    one.seeds = 1;
    double total = 0;
    bool known = true;
    for (const StudyCell& cell : studyCells(one, offer)) {
        if (cell.refused) {
            const QString where =
                StudyWords::tr("left out on %1: %2").arg(qs(cell.dataset), qs(*cell.refused));
            QString& words = forecast.leftOut[strategyName(cell.row)];
            words += (words.isEmpty() ? QString() : QStringLiteral("; ")) + where;
            continue;
        }
        const Recipe recipe = strategyRecipe(cell.strategy, cell.context);
        const std::int64_t steps = std::int64_t{choice.seeds} * recipe.totalSteps();
        forecast.runs += choice.seeds;
        forecast.steps += steps;
        const auto seconds = runSeconds(speeds, parameters[cell.dataset], recipe);
        known = known && seconds.has_value();
        total += choice.seeds * seconds.value_or(0);
    }
    if (known && forecast.runs > 0) forecast.total_s = total;
    return forecast;
}

std::vector<double> weightsFromText(const QString& text) {
    std::vector<double> weights;
    QString plain = text;
    plain.replace(QChar(0x2212), QLatin1Char('-'));
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    for (const QString& part : plain.split(separators, Qt::SkipEmptyParts)) {
        bool ok = false;
        const double weight = part.toDouble(&ok);
        if (!ok || !std::isfinite(weight) || std::abs(weight) > 100)
            throw Error(
                ErrorCode::InvalidArgument,
                utf8(StudyWords::tr("“%1” is no weight from −100 to 100").arg(harmlessLine(part, 40))));
        if (std::find(weights.begin(), weights.end(), weight) != weights.end())
            throw Error(ErrorCode::InvalidArgument,
                        utf8(StudyWords::tr("The weight %1 stands there twice").arg(figure(weight, 6))));
        weights.push_back(weight);
    }
    if (weights.empty())
        throw Error(ErrorCode::InvalidArgument, utf8(StudyWords::tr("The sweep has no weight")));
    return weights;
}

QString weightsText(const std::vector<double>& weights) {
    QStringList texts;
    for (const double weight : weights)
        texts << figure(weight, 6);
    return texts.join(QStringLiteral(", "));
}

} // namespace vrft::ui
