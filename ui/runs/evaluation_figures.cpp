// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/evaluation_figures.h"

#include "ui/widgets/text.h"

#include <QCoreApplication>

namespace vrft::ui {

namespace {

struct EvaluationTexts {
    Q_DECLARE_TR_FUNCTIONS(EvaluationTexts)
};

constexpr qsizetype kLongestClass = 60;

const Json& under(const Json& object, const std::string& key) {
    static const Json kNothing;
    if (!object.is_object()) return kNothing;
    const auto found = object.find(key);
    return found == object.end() ? kNothing : *found;
}

std::optional<double> numberUnder(const Json& object, const std::string& key) {
    const Json& value = under(object, key);
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

qint64 countUnder(const Json& object, const std::string& key) {
    const Json& value = under(object, key);
    return value.is_number_integer() ? value.get<qint64>() : 0;
}

void takeBounds(const Json& bounds, FigureWithBounds& figure) {
    if (!bounds.is_array() || bounds.size() != 2 || !bounds[0].is_number() || !bounds[1].is_number()) return;
    figure.low = bounds[0].get<double>();
    figure.high = bounds[1].get<double>();
}

std::optional<FigureWithBounds> classFigure(const Json& figures, const char* key, const char* interval) {
    const auto value = numberUnder(figures, key);
    if (!value) return std::nullopt;
    FigureWithBounds figure{*value, {}, {}};
    if (interval != nullptr) takeBounds(under(figures, interval), figure);
    return figure;
}

QString classShare(const Json& figures, const char* key, const char* interval) {
    const auto figure = classFigure(figures, key, interval);
    return figure ? withBounds(*figure, FigureKind::Share) : QStringLiteral("—");
}

QString classNamed(const std::string& id, const Task* task) {
    const TaskClass* of = task == nullptr ? nullptr : findClass(*task, id);
    const QString name = harmlessLine(qs(of == nullptr || of->name.empty() ? id : of->name), kLongestClass);
    return of != nullptr && of->grade ? QStringLiteral("%1 · %2").arg(*of->grade).arg(name) : name;
}

void readConfusion(const Json& confusion, TestFigures& figures) {
    if (!confusion.is_array()) return;
    for (const Json& row : confusion) {
        if (!row.is_array() || row.size() != figures.classes.size() + 1) return figures.confusion.clear();
        std::vector<qint64> counts;
        for (const Json& count : row)
            counts.push_back(count.is_number_integer() ? count.get<qint64>() : 0);
        figures.confusion.push_back(std::move(counts));
    }
    if (figures.confusion.size() != figures.classes.size()) figures.confusion.clear();
}

void readCalibration(const Json& calibration, TestFigures& figures) {
    const Json& bins = under(calibration, "bins");
    if (!bins.is_array()) return;
    figures.calibrated = countUnder(calibration, "n");
    figures.calibrationError = numberUnder(calibration, "ece").value_or(0);
    figures.brier = numberUnder(calibration, "brier").value_or(0);
    for (const Json& bin : bins)
        figures.bins.push_back({numberUnder(bin, "low").value_or(0), numberUnder(bin, "high").value_or(1),
                                countUnder(bin, "n"), numberUnder(bin, "probability").value_or(0),
                                numberUnder(bin, "accuracy").value_or(0)});
}

} // namespace

std::vector<EvaluationFigure> evaluationFigures() {
    return {
        {"accuracy", EvaluationTexts::tr("Accuracy"), EvaluationTexts::tr("Share of images answered right")},
        {"majority", EvaluationTexts::tr("Always the commonest answer"),
         EvaluationTexts::tr("What a constant answer reaches on these images")},
        {"balanced_accuracy", EvaluationTexts::tr("Balanced accuracy"),
         EvaluationTexts::tr(
             "Mean of the classes’ sensitivities: rare classes count as much as common ones")},
        {"qwk", EvaluationTexts::tr("Weighted kappa"),
         EvaluationTexts::tr("Agreement of grades beyond chance, far misses weighing more; 1 is perfect")},
        {"grade_error", EvaluationTexts::tr("Mean grade error"),
         EvaluationTexts::tr("How many grades an answer lies off; no valid answer counts as the farthest"),
         FigureKind::Number, true},
        {"iou", EvaluationTexts::tr("Box overlap"),
         EvaluationTexts::tr("Mean overlap of the boxes with the reference")},
        {"ap50", EvaluationTexts::tr("Boxes found (AP50)"),
         EvaluationTexts::tr("Average precision where half an overlap counts as found")},
        {"image_gain", EvaluationTexts::tr("Image gain, exchanged"),
         EvaluationTexts::tr("Score with the true images minus score with images of other patients"),
         FigureKind::Signed},
        {"blank_gain", EvaluationTexts::tr("Image gain, blank"),
         EvaluationTexts::tr("Score with the true images minus score with blank ones"), FigureKind::Signed},
        {"attributes_truth", EvaluationTexts::tr("Truth of attributes"),
         EvaluationTexts::tr("Share of the attributes named in the reasoning that are true of the image")},
    };
}

std::optional<FigureWithBounds> figureIn(const Json& document, const std::string& key) {
    const Json& figure = under(document, key);
    FigureWithBounds found;
    if (figure.is_object()) {
        const auto value = numberUnder(figure, "value");
        if (!value) return std::nullopt;
        found = {*value, numberUnder(figure, "low"), numberUnder(figure, "high")};
        return found;
    }
    if (!figure.is_number()) return std::nullopt;
    found.value = figure.get<double>();
    takeBounds(under(under(document, "intervals"), key), found);
    return found;
}

QString withBounds(const FigureWithBounds& figure, FigureKind kind) {
    const QString value = figureText(kind, figure.value);
    if (!figure.low || !figure.high) return value;
    return EvaluationTexts::tr("%1, %2 to %3")
        .arg(value, figureText(kind, *figure.low), figureText(kind, *figure.high));
}

std::vector<std::pair<QString, ClassBounds>> classBounds(const Json& document, const Task* task) {
    std::vector<std::pair<QString, ClassBounds>> all;
    const Json& classes = under(document, "per_class");
    if (!classes.is_object()) return all;
    for (const auto& [id, of] : classes.items())
        all.emplace_back(classNamed(id, task),
                         ClassBounds{classFigure(of, "recall", "recall_interval"),
                                     classFigure(of, "specificity", "specificity_interval")});
    return all;
}

TestFigures testFigures(const Json& final, const Task* task) {
    TestFigures figures;
    figures.step = static_cast<int>(countUnder(final, "step"));
    figures.images = countUnder(final, "n");
    figures.patients = countUnder(final, "patients");
    for (const EvaluationFigure& of : evaluationFigures()) {
        const auto value = figureIn(final, of.key);
        if (!value) continue;
        const auto start = figureIn(under(final, "start"), of.key);
        figures.rows.push_back({of.name, of.meaning, withBounds(*value, of.kind),
                                start ? figureText(of.kind, start->value) : QString()});
    }
    const Json& diversity = under(final, "diversity");
    const Json& before = under(under(final, "start"), "diversity");
    const auto add = [&](const char* key, FigureKind kind, const QString& name, const QString& meaning) {
        const auto value = numberUnder(diversity, key);
        if (!value) return;
        const auto start = numberUnder(before, key);
        figures.rows.push_back(
            {name, meaning, figureText(kind, *value), start ? figureText(kind, *start) : QString()});
    };
    add("distinct_1", FigureKind::Share, EvaluationTexts::tr("Different words"),
        EvaluationTexts::tr(
            "Different words by all words of the reasonings: low where they repeat each other"));
    add("distinct_2", FigureKind::Share, EvaluationTexts::tr("Different pairs of words"),
        EvaluationTexts::tr("The same for pairs of neighbouring words"));
    add("words", FigureKind::Whole, EvaluationTexts::tr("Words a reasoning"),
        EvaluationTexts::tr("Mean length"));
    add("truncated", FigureKind::Percent, EvaluationTexts::tr("Answers cut off"),
        EvaluationTexts::tr("Share that reached the longest length allowed"));
    const Json& classes = under(final, "per_class");
    if (classes.is_object())
        for (const auto& [id, of] : classes.items())
            figures.classes.push_back({classNamed(id, task), countUnder(of, "n"),
                                       classShare(of, "recall", "recall_interval"),
                                       classShare(of, "specificity", "specificity_interval"),
                                       classShare(of, "precision", nullptr)});
    readConfusion(under(final, "confusion"), figures);
    readCalibration(under(final, "calibration"), figures);
    return figures;
}

} // namespace vrft::ui
