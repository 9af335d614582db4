// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/comparison.h"

#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/prompt/completion.h"
#include "core/reward/answer.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_reader.h"
#include "core/stats/evaluation.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <unordered_map>
#include <variant>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr double kOverlapRight = 0.5;

std::string lastPart(const fs::path& path) {
    return (path.filename().empty() ? path.parent_path() : path).filename().string();
}

using JudgedSamples = std::unordered_map<std::string, Sample>;

// Of val and test, as they stand: the engine verifies datasets.
JudgedSamples judgedSamples(const fs::path& dataset) {
    const fs::path file = dataset / kSamplesFile;
    if (!fs::exists(file))
        throw Error(ErrorCode::NotFound, "the dataset has no samples", file.string(),
                    "Restore the folder from a copy");
    JudgedSamples samples;
    LineTail tail(file);
    for (auto lines = tail.poll(); !lines.empty(); lines = tail.poll())
        for (const LineTail::Line& line : lines) {
            if (line.text.empty()) continue;
            Sample sample = sampleFromJson(parseJson(line.text, file.string()), file.string());
            if (sample.split != Split::Train) samples.emplace(sample.id, std::move(sample));
        }
    return samples;
}

// Greedy answers to held-out samples in the last stage: at `step`, or at the last step that has some.
std::vector<CompletionRecord> heldOutAnswers(const ComparedRun& run, std::optional<int> step) {
    std::vector<CompletionRecord> found;
    const std::string& stage = run.info.recipe.stages.back().name;
    forEachCompletion(run.folder, [&](const LocatedCompletion& completion, bool superseded) {
        const CompletionRecord& record = completion.record;
        if (superseded || record.kind != CompletionKind::Heldout || record.k != 0 || record.stage != stage)
            return true;
        if (step && record.step != *step) return true;
        if (!found.empty() && found.back().step != record.step) {
            if (record.step < found.back().step) return true;
            found.clear();
        }
        found.push_back(record);
        return true;
    });
    return found;
}

ComparedCase caseOf(const Task& task, const Sample& sample, const CompletionRecord& record) {
    EvaluationCase one;
    one.sample = sample.id;
    one.referenceLabel = sample.target.label;
    one.referenceGrade = sample.target.grade;
    one.referenceBoxes = sample.target.boxes;
    const AnswerReading read = readAnswer(task, parseCompletion(record.text), {});
    one.valid = read.valid;
    one.predictedLabel = read.label;
    one.predictedGrade = read.grade;
    one.predictedBoxes = record.boxes; // in the stored image's pixels, which the text needn't be

    ComparedCase compared;
    compared.sample = sample.id;
    for (const SampleImage& image : sample.images)
        compared.images += image.file + "\n";
    compared.patient = sample.patient;
    compared.completion = record.id();
    compared.answer = record.answer.value_or("");
    if (task.kind == TaskKind::Localisation) {
        compared.score = caseScore(task, one);
        compared.right = compared.score >= kOverlapRight;
    } else {
        compared.right = read.valid && (task.kind == TaskKind::Grading ? read.grade == sample.target.grade
                                                                       : read.label == sample.target.label);
        compared.score = compared.right ? 1 : 0;
    }
    compared.attributesKnown = !sample.target.attributes.empty();
    const AttributeTruth truth = attributeTruth(task, sample.target, record.think.value_or(""));
    compared.attributesNamed = truth.named;
    compared.attributesRight = truth.right;
    return compared;
}

// The answers of final.json; a run of before keeps none.
std::vector<ComparedCase> testCases(const ComparedRun& run, const JudgedSamples& samples) {
    std::vector<ComparedCase> cases;
    std::error_code code;
    if (!fs::exists(RunPaths{run.folder}.finalCompletions(), code)) return cases;
    CompletionTail tail(run.folder, {kFinalCompletions, 0});
    for (auto items = tail.poll(); !items.empty(); items = tail.poll())
        for (const auto& item : items) {
            const auto* located = std::get_if<LocatedCompletion>(&item);
            if (located == nullptr || located->record.k != 0) continue;
            if (const auto sample = samples.find(located->record.sample); sample != samples.end())
                cases.push_back(caseOf(*run.task, sample->second, located->record));
        }
    return cases;
}

std::optional<Json> evaluationFile(const fs::path& file) {
    std::error_code code;
    if (!fs::exists(file, code)) return std::nullopt;
    Json json = readJsonFile(file);
    requireFormat(json, 1, file.string());
    return json;
}

// The first evaluation of a later stage has a file beside that of the stage before.
std::optional<Json> heldOutFigures(const ComparedRun& run, int step) {
    const RunPaths paths{run.folder};
    if (auto first = evaluationFile(paths.evaluation(step, run.info.recipe.stages.back().name))) return first;
    return evaluationFile(paths.evaluation(step));
}

void readCases(ComparedRun& run) {
    const JudgedSamples samples = judgedSamples(run.dataset);
    run.testReason = rightReason(testCases(run, samples));
    const std::optional<BestCheckpoint> best = readBest(run.folder);
    std::vector<CompletionRecord> answers =
        heldOutAnswers(run, best ? std::optional(best->step) : std::nullopt);
    if (answers.empty() && best) answers = heldOutAnswers(run, std::nullopt);
    for (const CompletionRecord& record : answers) {
        const auto sample = samples.find(record.sample);
        if (sample == samples.end() || sample->second.split != Split::Val) continue;
        run.cases.push_back(caseOf(*run.task, sample->second, record));
        run.step = record.step;
    }
    std::sort(run.cases.begin(), run.cases.end(),
              [](const ComparedCase& a, const ComparedCase& b) { return a.sample < b.sample; });
    run.heldOutReason = rightReason(run.cases);
    if (run.cases.empty())
        run.missing = answers.empty() ? "it keeps no answers to held-out images: it was never evaluated, or "
                                        "its completions files are gone"
                                      : "its answers are to samples that its dataset doesn't hold out";
}

// Runs made by one recipe may carry one name: then folders tell them apart, whole paths where even their
// names are alike.
void tellApart(std::vector<ComparedRun>& runs) {
    const auto shared = [&](const ComparedRun& run, const auto& nameOf) {
        return std::ranges::count_if(
                   runs, [&](const ComparedRun& other) { return nameOf(other) == nameOf(run); }) > 1;
    };
    for (ComparedRun& run : runs) {
        if (!shared(run, [](const ComparedRun& one) { return one.info.name; })) continue;
        run.shown = shared(run, [](const ComparedRun& one) { return lastPart(one.folder); })
                        ? run.folder.string()
                        : lastPart(run.folder);
    }
}

std::string sinceMissing(const ComparedRun& run) {
    return fmt::format("{}: {}", run.shown, run.missing);
}

Json settingsJson(const RunComparison& comparison) {
    Json differ = Json::array();
    for (const SettingRow& row : comparison.settings) {
        if (!row.differs()) continue;
        Json values = Json::array();
        for (const std::string& value : row.values)
            values.push_back(value.empty() ? Json() : Json(value));
        differ.push_back({{"key", row.key}, {"values", values}});
    }
    return {{"of", comparison.settings.size()}, {"differ", differ}};
}

Json boundsOf(const std::optional<Interval>& interval) {
    if (!interval) return {};
    return {{"value", interval->value},
            {"low", interval->low ? Json(*interval->low) : Json()},
            {"high", interval->high ? Json(*interval->high) : Json()}};
}

Json reasonJson(const std::optional<RightReason>& reason) {
    if (!reason) return {};
    Json json = boundsOf(reason->share);
    json["right"] = reason->right;
    json["reasoned"] = reason->reasoned;
    return json;
}

Json pairJson(const RunComparison& comparison, const RunPair& pair) {
    const ComparedRun& first = comparison.runs[pair.first];
    const ComparedRun& second = comparison.runs[pair.second];
    Json json = {{"first", lastPart(first.folder)}, {"second", lastPart(second.folder)}};
    if (!pair.note.empty()) json["note"] = pair.note;
    if (!pair.figures) {
        json["missing"] = pair.missing;
        return json;
    }
    const PairedComparison& figures = *pair.figures;
    json["n"] = figures.n;
    json["patients"] = figures.patients;
    json["both_right"] = figures.bothRight;
    json["only_first"] = figures.onlyFirst;
    json["only_second"] = figures.onlySecond;
    json["both_wrong"] = figures.bothWrong;
    json["first_score"] = boundsOf(figures.first);
    json["second_score"] = boundsOf(figures.second);
    json["difference"] = boundsOf(figures.difference);
    json["p"] = figures.test.p;
    json["patients_apart"] = figures.test.patientsApart;
    json["exact"] = figures.test.exact;
    json["verdict"] = pairedVerdictName(figures.verdict);
    json["words"] = pairedWords(figures, first.shown, second.shown);
    json["apart"] = Json::array();
    for (const ComparedPair& one : pair.cases)
        if (one.first->right != one.second->right)
            json["apart"].push_back({{"sample", one.first->sample},
                                     {"right", one.first->right ? "first" : "second"},
                                     {"first", one.first->completion},
                                     {"second", one.second->completion}});
    return json;
}

} // namespace

bool sameQuestion(const Task& a, const Task& b) {
    return a.kind == b.kind && a.classes.size() == b.classes.size() &&
           std::equal(
               a.classes.begin(), a.classes.end(), b.classes.begin(),
               [](const TaskClass& x, const TaskClass& y) { return x.id == y.id && x.grade == y.grade; });
}

ComparedRun readComparedRun(const fs::path& folder) {
    ComparedRun run;
    run.folder = folder;
    run.info = readRun(folder);
    run.shown = run.info.name;
    try {
        run.test = evaluationFile(RunPaths{folder}.finalEvaluation());
        // Figures stay where the answers they were made of are gone.
        if (const auto best = readBest(folder)) run.heldOut = heldOutFigures(run, best->step);
        const Stage& last = run.info.recipe.stages.back();
        const auto named = run.info.datasets.find(last.dataset);
        if (named == run.info.datasets.end()) {
            run.missing = fmt::format("its dataset \"{}\" isn't named in run.json", last.dataset);
            return run;
        }
        run.datasetHash = named->second.hash;
        run.dataset = resolveRunPath(folder, named->second.path);
        run.task = readTask(run.dataset / kTaskFile);
        readCases(run);
        if (run.step) run.heldOut = heldOutFigures(run, *run.step);
    } catch (const Error& problem) {
        run.cases.clear();
        run.missing = problem.what();
    }
    return run;
}

std::optional<RightReason> rightReason(std::span<const ComparedCase> cases, const BootstrapOptions& options) {
    RightReason reason;
    std::vector<std::string> patients;
    std::vector<double> values;
    for (const ComparedCase& one : cases) {
        if (!one.right || !one.attributesKnown) continue;
        const bool reasoned = one.attributesNamed > 0 && one.attributesRight == one.attributesNamed;
        ++reason.right;
        reason.reasoned += reasoned ? 1 : 0;
        patients.push_back(one.patient);
        values.push_back(reasoned ? 1 : 0);
    }
    const auto share = bootstrapByPatient(patients, values, options);
    if (!share) return std::nullopt;
    reason.share = *share;
    return reason;
}

RunPair pairRuns(std::span<const ComparedRun> runs, std::size_t first, std::size_t second,
                 const BootstrapOptions& options) {
    RunPair pair;
    pair.first = first;
    pair.second = second;
    const ComparedRun& a = runs[first];
    const ComparedRun& b = runs[second];
    for (const ComparedRun* run : {&a, &b})
        if (run->cases.empty()) {
            pair.trouble = PairTrouble::NoAnswers;
            pair.missing = sinceMissing(*run);
            return pair;
        }
    if (!sameQuestion(*a.task, *b.task)) {
        pair.trouble = PairTrouble::OtherQuestion;
        pair.missing =
            fmt::format("they answer different questions ({} and {}): their recipes and curves can be "
                        "compared, their answers can't",
                        a.task->id, b.task->id);
        return pair;
    }
    pair.sameDataset = a.datasetHash == b.datasetHash;
    const auto keyOf = [&](const ComparedCase& one) -> const std::string& {
        return pair.sameDataset ? one.sample : one.images;
    };
    std::unordered_map<std::string_view, const ComparedCase*> others;
    for (const ComparedCase& one : b.cases)
        others.emplace(keyOf(one), &one);
    std::vector<PairedCase> cases;
    for (const ComparedCase& one : a.cases) {
        const auto found = others.find(keyOf(one));
        if (found == others.end()) continue;
        pair.cases.push_back({&one, found->second});
        cases.push_back({one.patient, one.score, found->second->score, one.right, found->second->right});
    }
    if (!pair.sameDataset)
        pair.note =
            fmt::format("Different datasets ({} and {}): compared are the {} images that both hold out.",
                        lastPart(a.dataset), lastPart(b.dataset), cases.size());
    else if (cases.size() < std::max(a.cases.size(), b.cases.size()))
        pair.note = fmt::format("Compared are the {} images that both were evaluated on.", cases.size());
    if (cases.empty()) {
        pair.trouble = PairTrouble::NothingShared;
        pair.missing = "no image is held out in both";
        return pair;
    }
    pair.figures = comparePaired(cases, options);
    return pair;
}

std::size_t RunComparison::numDifferent() const {
    return static_cast<std::size_t>(
        std::count_if(settings.begin(), settings.end(), [](const SettingRow& row) { return row.differs(); }));
}

RunComparison compareRuns(const std::vector<fs::path>& folders) {
    RunComparison comparison;
    std::vector<RecipeSettings> settings;
    std::set<std::string> datasets;
    std::string unfinished;
    for (const fs::path& folder : folders)
        comparison.runs.push_back(readComparedRun(folder));
    tellApart(comparison.runs);
    for (const ComparedRun& run : comparison.runs) {
        RecipeSettings own;
        if (!run.dataset.empty()) own.emplace_back("dataset", lastPart(run.dataset));
        own.emplace_back("policy", lastPart(run.info.policy.path));
        own.emplace_back("knowledge", run.info.knowledge.version);
        const RecipeSettings recipe = recipeSettings(run.info.recipe);
        own.insert(own.end(), recipe.begin(), recipe.end());
        settings.push_back(std::move(own));
        datasets.insert(run.datasetHash);
        if (!run.wholeRun()) unfinished += (unfinished.empty() ? "" : ", ") + run.shown;
    }
    comparison.settings = settingRows(settings);
    if (datasets.size() > 1)
        comparison.notes.emplace_back(
            "The runs hold out different datasets: figures and curves aren't of the "
            "same images.");
    if (!unfinished.empty())
        comparison.notes.push_back(
            fmt::format("Not finished: {}. Without test figures; held-out answers are of "
                        "its best checkpoint so far.",
                        unfinished));
    if (folders.size() > 2)
        comparison.notes.emplace_back(
            "Several pairs are tested: the more there are, the likelier one of them seems "
            "established by chance. p isn't corrected for that.");
    return comparison;
}

std::string pairedWords(const PairedComparison& figures, const std::string& first,
                        const std::string& second) {
    const auto patients = [&](std::int64_t count) {
        return fmt::format("{} {}", count, count == 1 ? "patient" : "patients");
    };
    switch (figures.verdict) {
    case PairedVerdict::NotEnough:
        return fmt::format(
            "Not enough cases to tell: the runs differ at {} of {}, and with fewer than six no "
            "outcome could be told from chance.",
            patients(figures.test.patientsApart), figures.patients);
    case PairedVerdict::NotEstablished:
        return "No difference is established with one run each.";
    case PairedVerdict::FirstBetter:
    case PairedVerdict::SecondBetter:
        return fmt::format("{} is better on these {}. One run each says nothing about other seeds.",
                           figures.verdict == PairedVerdict::FirstBetter ? first : second,
                           patients(figures.patients));
    }
    return {};
}

Json comparisonJson(const RunComparison& comparison, const BootstrapOptions& options) {
    Json json = {{"format", 1}, {"runs", Json::array()}};
    for (const ComparedRun& run : comparison.runs) {
        Json one = {{"run", lastPart(run.folder)},
                    {"name", run.info.name},
                    {"finished", run.wholeRun()},
                    {"step", run.step ? Json(*run.step) : Json()},
                    {"cases", run.cases.size()}};
        if (!run.missing.empty()) one["missing"] = run.missing;
        one["heldout"] = run.heldOut.value_or(Json());
        one["test"] = run.test.value_or(Json());
        one["right_reason"] = {{"heldout", reasonJson(run.heldOutReason)},
                               {"test", reasonJson(run.testReason)}};
        json["runs"].push_back(std::move(one));
    }
    json["settings"] = settingsJson(comparison);
    json["notes"] = comparison.notes;
    json["pairs"] = Json::array();
    for (std::size_t i = 1; i < comparison.runs.size(); ++i)
        json["pairs"].push_back(pairJson(comparison, pairRuns(comparison.runs, 0, i, options)));
    return json;
}

} // namespace vrft
