// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/chart_plan.h"

#include "core/run/health_monitor.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/reward_words.h"

#include <QCoreApplication>
#include <array>
#include <cmath>
#include <set>

namespace vrft::ui {

namespace {

struct ChartWords {
    Q_DECLARE_TR_FUNCTIONS(ChartWords)
};

using run_words::share;

bool samples(const RunPicture& run) {
    if (!run.info) return true;
    const auto& stages = run.info->recipe.stages;
    return std::any_of(stages.begin(), stages.end(),
                       [](const Stage& stage) { return stage.method == Method::Grpo; });
}

std::optional<double> lastOf(const RunPicture& run, const char* key) {
    if (!run.metrics) return std::nullopt;
    const auto found = run.metrics->last(key);
    return found ? std::optional(found->second) : std::nullopt;
}

bool has(const RunPicture& run, const char* key) {
    return lastOf(run, key).has_value();
}

bool boxes(const RunPicture& run) {
    return run.taskKind ? *run.taskKind == TaskKind::Localisation
                        : has(run, "heldout/iou") && !has(run, "heldout/accuracy");
}

ChartPlan heldOut(const RunPicture& run) {
    ChartPlan plan;
    plan.id = QStringLiteral("heldout");
    if (boxes(run)) {
        plan.title = ChartWords::tr("Held-out box overlap");
        plan.sentence = ChartWords::tr("Mean overlap with the reference, patients it never trained on.");
        plan.series = {{"heldout/iou", ChartWords::tr("overlap"), Token::S1, true, {}, {}}};
        return plan;
    }
    plan.title = ChartWords::tr("Held-out accuracy");
    plan.sentence = ChartWords::tr("Share right on images of patients it never trained on.");
    plan.series = {{"heldout/accuracy", ChartWords::tr("accuracy"), Token::S1, true, "heldout/accuracy_low",
                    "heldout/accuracy_high"}};
    if (has(run, "heldout/sampled_accuracy"))
        plan.series.push_back(
            {"heldout/sampled_accuracy", ChartWords::tr("sampled"), Token::S4, true, {}, {}});
    if (has(run, "heldout/iou")) { // of a stage on boxes before
        plan.series.push_back({"heldout/iou", ChartWords::tr("box overlap"), Token::S2, true, {}, {}});
        plan.sentence = ChartWords::tr("On boxes first, then share right; patients it never trained on.");
    }
    if (const auto majority = lastOf(run, "heldout/majority"))
        plan.lines = {{ChartWords::tr("always the commonest answer %1").arg(share(*majority)), *majority}};
    return plan;
}

ChartPlan reward(const RunPicture& run) {
    ChartPlan plan;
    plan.id = QStringLiteral("reward");
    plan.title = ChartWords::tr("Reward and its parts");
    plan.kind = FigureKind::Share;
    plan.series = {{"reward/mean", ChartWords::tr("reward"), Token::S6}};
    double best = 0;
    std::size_t answers = 0;
    if (run.info) {
        const std::vector<Stage>& stages = run.info->recipe.stages;
        for (const RewardSpec& spec : stages.back().rewards)
            best += std::max(0.0, spec.weight);
        constexpr std::array<Token, 5> kColours = {Token::S1, Token::S2, Token::S4, Token::S3, Token::S5};
        std::set<std::string> drawn; // a stage before may have others
        for (auto stage = stages.rbegin(); stage != stages.rend(); ++stage)
            for (const RewardSpec& spec : stage->rewards)
                if (drawn.insert(spec.name).second)
                    plan.series.push_back({"rewards/" + spec.name + "/mean",
                                           rewardName(spec.name),
                                           kColours[(drawn.size() - 1) % kColours.size()],
                                           false,
                                           {},
                                           {},
                                           spec.weight});
        answers = static_cast<std::size_t>(run.info->recipe.sampling.promptsPerStep) *
                  static_cast<std::size_t>(run.info->recipe.sampling.completions);
    }
    plan.high = std::max(1.0, best);
    plan.sentence = answers > 0 ? ChartWords::tr("Mean over the step’s %1 answers. Highest possible %2.")
                                      .arg(grouped(static_cast<qint64>(answers)), figure(best, 2))
                                : ChartWords::tr("Mean over the answers of a step.");
    return plan;
}

ChartPlan perStep(const char* id, const QString& title, const QString& sentence, FigureKind kind,
                  const char* key, const QString& name, Token colour, double high) {
    ChartPlan plan;
    plan.id = QLatin1String(id);
    plan.title = title;
    plan.sentence = sentence;
    plan.kind = kind;
    plan.series = {{key, name, colour}};
    plan.high = high;
    return plan;
}

QString startText(const RunPicture& run, const char* key, FigureKind kind) {
    const auto first = run.metrics ? run.metrics->first(key) : std::nullopt;
    const auto last = run.metrics ? run.metrics->last(key) : std::nullopt;
    if (!first || !last || first->first == last->first) return {};
    return ChartWords::tr("start %1").arg(figureText(kind, first->second));
}

HeadNumber number(const RunPicture& run, const QString& name, const char* key, FigureKind kind,
                  const QString& unit, const QString& meaning) {
    HeadNumber head{name, QStringLiteral("—"), {}, meaning};
    if (const auto value = lastOf(run, key)) head.value = figureText(kind, *value);
    QStringList below;
    const auto low = lastOf(run, (std::string(key) + "_low").c_str());
    const auto high = lastOf(run, (std::string(key) + "_high").c_str());
    if (low && high) below << ChartWords::tr("%1 to %2").arg(figureText(kind, *low), figureText(kind, *high));
    if (!unit.isEmpty()) below << unit;
    if (const QString start = startText(run, key, kind); !start.isEmpty()) below << start;
    head.below = below.join(QStringLiteral(" · "));
    return head;
}

constexpr std::size_t kMostHeads = 5; // with their words whole in a window of 1440 pixels

// The one figure a finished run is for.
HeadNumber finalNumber(const FinalScore& score) {
    HeadNumber head;
    head.name = score.overlap ? ChartWords::tr("Test box overlap") : ChartWords::tr("Test accuracy");
    head.value = share(score.value);
    QStringList below;
    if (score.low && score.high)
        below << ChartWords::tr("%1 to %2").arg(share(*score.low), share(*score.high));
    if (score.start) below << ChartWords::tr("start %1").arg(share(*score.start));
    head.below = below.join(QStringLiteral(" · "));
    head.meaning =
        ChartWords::tr(
            "On patients used for nothing else, with the checkpoint of step %1, the best on held-out")
            .arg(grouped(score.step));
    return head;
}

// What is read off the answers themselves; runs of earlier programs have no figures of it.
void addReadings(const RunPicture& run, std::vector<ChartPlan>& plans) {
    if (has(run, "answers/invalid"))
        plans.push_back(perStep("invalid", ChartWords::tr("Unreadable answers"),
                                ChartWords::tr("Answers that name no class, grade or box of the task."),
                                FigureKind::Percent, "answers/invalid", ChartWords::tr("unreadable"),
                                Token::S2, 1));
    if (has(run, "answers/commonest"))
        plans.push_back(perStep("commonest", ChartWords::tr("Commonest answer"),
                                ChartWords::tr("Share of the step’s answers that say the same."),
                                FigureKind::Percent, "answers/commonest", ChartWords::tr("commonest"),
                                Token::S2, 1));
    if (has(run, "think/words"))
        plans.push_back(perStep("think", ChartWords::tr("Words of reasoning"),
                                ChartWords::tr("Words of an answer’s reasoning on average."),
                                FigureKind::Number, "think/words", ChartWords::tr("words"), Token::S4, 4));
    if (has(run, "heldout/attributes_truth")) {
        ChartPlan truth;
        truth.id = QStringLiteral("truth");
        truth.title = ChartWords::tr("Truth of attributes");
        truth.sentence = ChartWords::tr("Share of the attributes named that are true of the held-out image.");
        truth.series = {{"heldout/attributes_truth", ChartWords::tr("held out"), Token::S3, true, {}, {}},
                        {"attributes/truth", ChartWords::tr("while training"), Token::S4}};
        plans.push_back(truth);
    }
}

HealthThresholds thresholdsOf(const RunPicture& run) {
    return run.info ? run.info->recipe.health : HealthThresholds();
}

// A metric when the stage it is in began: of held-out figures the first, else a mean of the first ten steps.
std::optional<double> startOf(const MetricColumns& columns, const std::string& metric) {
    constexpr int kSteps = 10;
    const MetricColumn* column = columns.find(metric);
    if (column == nullptr) return std::nullopt;
    const std::vector<int>& steps = columns.steps();
    std::size_t i = 0;
    if (!columns.stages().empty()) {
        const auto after =
            std::upper_bound(steps.begin(), steps.end(), columns.stages().back().first) - steps.begin();
        i = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, after - 1));
    }
    const int most = metric.starts_with("heldout/") ? 1 : kSteps;
    double sum = 0;
    int count = 0;
    for (; i < column->size() && count < most; ++i) {
        if (!std::isfinite((*column)[i])) continue;
        sum += (*column)[i];
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

void addHealthy(const RunPicture& run, ChartPlan& plan) {
    if (plan.series.empty()) return;
    const auto range =
        healthyRange(plan.series.front().key, thresholdsOf(run), [&](const std::string& metric) {
            return run.metrics ? startOf(*run.metrics, metric) : std::nullopt;
        });
    if (!range) return;
    plan.healthy = PlanRange{range->low, range->high};
    const auto text = [&](double value) { return figureText(plan.kind, value); };
    const QString words =
        range->low && range->high
            ? ChartWords::tr("Healthy: %1 to %2.").arg(text(*range->low), text(*range->high))
        : range->low ? ChartWords::tr("Healthy: above %1.").arg(text(*range->low))
                     : ChartWords::tr("Healthy: up to %1.").arg(text(*range->high));
    plan.sentence += QLatin1Char(' ') + words;
    if (plan.series.front().key != "image_gain") return;
    // A gain above 0 may be chance: where its probability is known, the alarm doesn't look at the gain.
    if (const auto chance = lastOf(run, "heldout/chance_p"))
        plan.sentence +=
            QLatin1Char(' ') +
            ChartWords::tr("The alarm goes by the probability that answers fit images as well by "
                           "chance: now %1, alarm above %2.")
                .arg(figureText(FigureKind::Number, *chance),
                     figureText(FigureKind::Number, thresholdsOf(run).imageChance));
}

// What stands in a chart, without what is healthy there.
std::vector<ChartPlan> plainPlans(const RunPicture& run) {
    std::vector<ChartPlan> plans{heldOut(run)};
    const bool rollouts = samples(run);
    if (rollouts) plans.push_back(reward(run));
    ChartPlan gain;
    gain.id = QStringLiteral("gain");
    gain.title = ChartWords::tr("Image gain");
    gain.sentence = ChartWords::tr("Held-out score lost when images are swapped between patients.");
    gain.kind = FigureKind::Signed;
    gain.series = {{"image_gain", ChartWords::tr("image gain"), Token::S3, true, {}, {}}};
    gain.lines = {{ChartWords::tr("0 would mean: the image is ignored"), 0}};
    gain.low = -0.2;
    gain.high = 0.4;
    plans.push_back(gain);
    if (!rollouts) {
        plans.push_back(perStep("speed", ChartWords::tr("Seconds a step"), ChartWords::tr("Learning alone."),
                                FigureKind::Seconds, "time/update_s", ChartWords::tr("learning"), Token::S2,
                                1));
        return plans;
    }
    ChartPlan silent =
        perStep("no_signal", ChartWords::tr("Groups without signal"),
                ChartWords::tr("Images whose answers all earned the same."), FigureKind::Percent,
                "groups/no_signal", ChartWords::tr("without signal"), Token::S2, 1);
    const double limit = thresholdsOf(run).noSignal;
    silent.lines = {{ChartWords::tr("alarm above %1").arg(figureText(FigureKind::Percent, limit)), limit}};
    plans.push_back(silent);
    plans.push_back(perStep("kl", ChartWords::tr("Distance from the start (KL)"),
                            ChartWords::tr("How far the wording has moved, a token on average."),
                            FigureKind::Number, "kl", QStringLiteral("KL"), Token::S1, 0.1));
    plans.push_back(perStep("length", ChartWords::tr("Length of answers"),
                            ChartWords::tr("Tokens of an answer on average."), FigureKind::Whole,
                            "completion/mean_tokens", ChartWords::tr("tokens"), Token::S4, 10));
    plans.push_back(perStep("truncated", ChartWords::tr("Cut off"),
                            ChartWords::tr("Answers that reached the longest length allowed."),
                            FigureKind::Percent, "completion/truncated", ChartWords::tr("cut off"), Token::S2,
                            1));
    plans.push_back(perStep("entropy", ChartWords::tr("Openness (entropy)"),
                            ChartWords::tr("How undecided the next word is; near 0 it always says the same."),
                            FigureKind::Number, "entropy", ChartWords::tr("entropy"), Token::S1, 0.5));
    addReadings(run, plans);
    ChartPlan speed =
        perStep("speed", ChartWords::tr("Seconds a step"),
                ChartWords::tr("Sampling, rewarding and learning; checks of held-out come on top."),
                FigureKind::Seconds, "time/rollout_s", ChartWords::tr("sampling"), Token::S1, 1);
    speed.series.push_back({"time/update_s", ChartWords::tr("learning"), Token::S2});
    plans.push_back(speed);
    return plans;
}

} // namespace

QString figureText(FigureKind kind, double value) {
    switch (kind) {
    case FigureKind::Share:
        return share(value);
    case FigureKind::Signed:
        return run_words::signedShare(value);
    case FigureKind::Percent:
        return ChartWords::tr("%1 %").arg(figure(value * 100, value > 0 && value < 0.0995 ? 1 : 0));
    case FigureKind::Number: {
        const double size = std::abs(value);
        const int decimals = size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 || size == 0 ? 3 : 5;
        QString text = figure(value, decimals);
        if (text.startsWith(QStringLiteral("0."))) text.remove(0, 1);
        if (text.startsWith(QStringLiteral("−0."))) text.remove(1, 1);
        return text;
    }
    case FigureKind::Whole:
        return grouped(std::llround(value));
    case FigureKind::Seconds:
        return ChartWords::tr("%1 s").arg(figure(value, value < 10 ? 1 : 0));
    }
    return {};
}

QString tickText(FigureKind kind, double value, double tick) {
    if (std::abs(value) < tick * 1e-9) value = 0;
    if (kind == FigureKind::Percent)
        return ChartWords::tr("%1 %").arg(figure(value * 100, tick < 0.01 ? 1 : 0));
    if (kind == FigureKind::Whole) return figure(value, tick < 1 ? 1 : 0);
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(tick) - 1e-9)));
    QString text = figure(value, decimals);
    if (text.startsWith(QStringLiteral("0."))) text.remove(0, 1);
    if (text.startsWith(QStringLiteral("−0."))) text.remove(1, 1);
    if (kind == FigureKind::Seconds) return ChartWords::tr("%1 s").arg(text);
    return kind == FigureKind::Signed && value > 0 ? QLatin1Char('+') + text : text;
}

Across acrossFor(double seconds) {
    constexpr double kMinutes = 600; // from here on
    constexpr double kHours = 36'000;
    return seconds < kMinutes ? Across::Seconds : seconds < kHours ? Across::Minutes : Across::Hours;
}

double tenthOf(Across across) {
    return across == Across::Hours ? 360 : across == Across::Minutes ? 6 : 0.1;
}

QString placeText(Across across, double place) {
    return across == Across::Steps ? grouped(std::llround(place)) : figure(place / 10, 1);
}

QString placeWords(Across across, int place) {
    const QString text = placeText(across, place);
    switch (across) {
    case Across::Steps:
        return ChartWords::tr("step %1").arg(text);
    case Across::Seconds:
        return ChartWords::tr("%1 s").arg(text);
    case Across::Minutes:
        return ChartWords::tr("%1 min").arg(text);
    case Across::Hours:
        return ChartWords::tr("%1 h").arg(text);
    }
    return text;
}

std::vector<ChartPlan> chartPlans(const RunPicture& run) {
    std::vector<ChartPlan> plans = plainPlans(run);
    for (ChartPlan& plan : plans)
        addHealthy(run, plan);
    return plans;
}

std::vector<HeadNumber> headNumbers(const RunPicture& run) {
    std::vector<HeadNumber> heads;
    if (run.finalScore) heads.push_back(finalNumber(*run.finalScore));
    if (boxes(run) || (has(run, "heldout/iou") && !has(run, "heldout/accuracy"))) {
        heads.push_back(
            number(run, ChartWords::tr("Held-out box overlap"), "heldout/iou", FigureKind::Share,
                   ChartWords::tr("mean overlap"),
                   ChartWords::tr("Overlap with the reference boxes, area shared ÷ area covered")));
    } else {
        HeadNumber head =
            number(run, ChartWords::tr("Held-out accuracy"), "heldout/accuracy", FigureKind::Share, {},
                   ChartWords::tr("Share right, with the 95 % interval over patients"));
        if (const auto majority = lastOf(run, "heldout/majority"))
            head.meaning += ChartWords::tr(". Always the commonest answer: %1").arg(share(*majority));
        heads.push_back(head);
    }
    const std::tuple<QString, const char*, FigureKind, QString, QString> more[] = {
        {ChartWords::tr("Weighted kappa"),
         "heldout/qwk",
         FigureKind::Share,
         {},
         ChartWords::tr("Agreement with the reference grades beyond chance, far errors weigh more")},
        {ChartWords::tr("Mean grade error"), "heldout/grade_error", FigureKind::Share,
         ChartWords::tr("grades"), ChartWords::tr("How many grades an answer is off on average")},
        {ChartWords::tr("Image gain"),
         "image_gain",
         FigureKind::Signed,
         {},
         ChartWords::tr("Held-out score lost when images are swapped between patients")},
        {ChartWords::tr("Truth of attributes"),
         "attributes/truth",
         FigureKind::Share,
         {},
         ChartWords::tr("Share of the attributes named in the reasoning that the reader gave too")},
        {ChartWords::tr("Balanced accuracy"),
         "heldout/balanced_accuracy",
         FigureKind::Share,
         {},
         ChartWords::tr("Mean over the classes of the share right in each")},
    };
    for (const auto& [name, key, kind, unit, meaning] : more)
        if (has(run, key)) heads.push_back(number(run, name, key, kind, unit, meaning));
    if (heads.size() > kMostHeads) heads.resize(kMostHeads);
    return heads;
}

bool concerns(const RunAlarm& alarm, const ChartPlan& plan) {
    if (alarm.key == qs(alarm_keys::kNonFinite)) return plan.id == QStringLiteral("kl");
    if (alarm.key == qs(alarm_keys::kOneReward)) return plan.id == QStringLiteral("reward");
    if (alarm.key == qs(alarm_keys::kSlow)) return plan.id == QStringLiteral("speed");
    return !alarm.metric.empty() &&
           std::any_of(plan.series.begin(), plan.series.end(),
                       [&](const PlanSeries& series) { return series.key == alarm.metric; });
}

} // namespace vrft::ui
