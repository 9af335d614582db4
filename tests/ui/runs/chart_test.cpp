// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/chart_test.h"

#include "tests/ui/runs/made_run.h"
#include "ui/runs/chart_board.h"

#include <QHelpEvent>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>
#include <functional>

using namespace vrft;
using namespace vrft::ui;

namespace {

RunPicture pictureOf(int steps) {
    RunPicture run;
    run.line.id = QStringLiteral("run");
    run.line.state = RunState::Working;
    run.line.totalSteps = test::kMadeSteps;
    run.info = std::make_shared<const RunInfo>(test::madeRunInfo());
    run.taskKind = TaskKind::Grading;
    auto columns = std::make_shared<MetricColumns>();
    for (int step = 0; step <= steps; ++step) {
        MetricsRecord record;
        const Json line = test::madeMetrics(step);
        record.step = step;
        record.stage = "main";
        for (const auto& [key, value] : line.items())
            if (value.is_number() && key != "step") record.values[key] = value.get<double>();
        columns->add(record);
    }
    run.metrics = columns;
    return run;
}

// Two stages: boxes until step 20, then answers; overlap and accuracy as given.
RunPicture staged(const std::function<double(int)>& overlap, const std::function<double(int)>& accuracy,
                  double majority) {
    RunPicture run = pictureOf(1);
    auto columns = std::make_shared<MetricColumns>();
    for (int step = 0; step <= 40; step += 2) {
        MetricsRecord record;
        record.step = step;
        record.stage = step <= 20 ? "localise" : "main";
        if (step <= 20) {
            record.values["heldout/iou"] = overlap(step);
        } else {
            record.values["heldout/accuracy"] = accuracy(step);
            record.values["heldout/majority"] = majority;
        }
        columns->add(record);
    }
    run.metrics = columns;
    return run;
}

// Whether any curve or dashed line of the chart passes through the place.
bool crossed(const Chart& chart, const MetricColumns& columns, const QRectF& place) {
    const QRectF plot = chart.plot();
    const auto yOf = [&](double value) {
        return plot.bottom() -
               (value - chart.axis().low) / (chart.axis().high - chart.axis().low) * plot.height();
    };
    for (const PlanSeries& series : chart.plan().series) {
        const auto points = pointsOf(columns, series.key, series.factor);
        for (std::size_t i = 1; i < points.size(); ++i) {
            const QPointF from(chart.xOf(points[i - 1].step), yOf(points[i - 1].value));
            const QPointF to(chart.xOf(points[i].step), yOf(points[i].value));
            for (int part = 0; part <= 100; ++part)
                if (place.contains(from + (to - from) * part / 100.0)) return true;
        }
    }
    for (const PlanLine& line : chart.plan().lines)
        if (place.top() < yOf(line.value) && place.bottom() > yOf(line.value) && place.left() < plot.right())
            return true;
    return false;
}

struct Board {
    explicit Board(int steps = 40) {
        board.resize(900, 900);
        board.show(pictureOf(steps));
        static_cast<QWidget&>(board).show();
        board.activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&board);
        [[maybe_unused]] const bool filled = QTest::qWaitFor([this] { // a chart a turn
            return std::all_of(board.cards().begin(), board.cards().end(),
                               [](const ChartCard* card) { return !card->valueText().isEmpty(); });
        });
    }
    Chart& chart(const char* id) { return board.card(QString::fromLatin1(id))->chart(); }
    void moveTo(Chart& chart, int step) {
        QTest::mouseMove(&chart, {qRound(chart.xOf(step)), qRound(chart.plot().center().y())});
    }
    ChartBoard board;
};

} // namespace

void ChartTest::an_axis_has_few_round_labels_and_only_grows() {
    for (const auto& [low, high] :
         {std::pair(0.0, 1.0), {-0.2, 0.43}, {0.0, 0.0321}, {0.0, 9999.0}, {3.0, 3.0}}) {
        const Axis axis = roundAxis(low, high);
        QVERIFY(axis.low <= low && axis.high >= high);
        const double labels = (axis.high - axis.low) / axis.tick + 1;
        QVERIFY2(labels > 1.5 && labels < 6.5, qPrintable(QString::number(labels)));
    }
    const Axis axis = roundAxis(0, 1);
    QVERIFY(grown(axis, 0.2, 0.4) == axis);
    QVERIFY(grown(axis, 0, 1.3).high >= 1.3);
}

void ChartTest::pixel_columns_keep_every_extreme() {
    std::vector<MetricPoint> points;
    for (int i = 0; i < 10'000; ++i)
        points.push_back({static_cast<double>(i), i == 7777 ? 50.0 : i == 1234 ? -9.0 : i % 7 * 0.1});
    const auto columns = decimated(points, 0, 9999, 500);
    QCOMPARE(columns.size(), std::size_t{500});
    double high = 0;
    double low = 0;
    for (const PixelColumn& column : columns) {
        high = std::max(high, column.high);
        low = std::min(low, column.low);
    }
    QCOMPARE(high, 50.0);
    QCOMPARE(low, -9.0);
}

void ChartTest::a_mean_looks_back_fifteen_steps() {
    std::vector<MetricPoint> points;
    for (int i = 0; i < 40; ++i)
        points.push_back({static_cast<double>(i), i < 20 ? 0.0 : 15.0});
    const auto means = trailingMean(points, 15);
    QCOMPARE(means[19].value, 0.0);
    QCOMPARE(means[20].value, 1.0);
    QCOMPARE(means[34].value, 15.0);
}

void ChartTest::hovering_reads_the_value_of_that_step_in_every_chart() {
    Board made;
    Chart& heldOut = made.chart("heldout");
    made.moveTo(heldOut, 19); // figures there are every ten steps
    QCOMPARE(made.board.cursor().step(), std::optional(20));
    QCOMPARE(heldOut.readOut(20).front().text, QStringLiteral(".50, interval .43 to .57"));
    QCOMPARE(made.board.card(QStringLiteral("kl"))->valueText(), QStringLiteral(".02 step 20"));
    const auto reward = made.chart("reward").readOut(20);
    QCOMPARE(reward.front().text, QStringLiteral("reward .70"));
    QCOMPARE(reward[1].text, QStringLiteral("Format .50")); // weighted, as it counts
    QTest::mouseMove(&heldOut, {2, 2});
    QCOMPARE(made.board.cursor().step(), std::optional<int>());
    QCOMPARE(made.board.card(QStringLiteral("heldout"))->valueText(), QStringLiteral(".70 .63 to .77"));
}

void ChartTest::a_click_pins_and_another_lets_go() {
    Board made;
    Chart& chart = made.chart("kl");
    const QPoint at(qRound(chart.xOf(13)), qRound(chart.plot().center().y()));
    QTest::mouseClick(&chart, Qt::LeftButton, {}, at);
    QVERIFY(made.board.cursor().pinned());
    made.moveTo(chart, 30);
    QCOMPARE(made.board.cursor().step(), std::optional(13));
    QTest::mouseClick(&chart, Qt::LeftButton, {}, at);
    QVERIFY(!made.board.cursor().pinned());
}

void ChartTest::arrow_keys_walk_over_steps_with_values() {
    Board made;
    Chart& chart = made.chart("heldout");
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(made.board.cursor().step(), std::optional(0));
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(made.board.cursor().step(), std::optional(10));
    QTest::keyClick(&chart, Qt::Key_End);
    QCOMPARE(made.board.cursor().step(), std::optional(40));
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(made.board.cursor().step(), std::optional(30));
    QVERIFY(chart.accessibleDescription().contains(QStringLiteral(".60")));
    QTest::keyClick(&chart, Qt::Key_Space);
    QVERIFY(made.board.cursor().pinned());
    QTest::keyClick(&chart, Qt::Key_Escape);
    QCOMPARE(made.board.cursor().step(), std::optional<int>());
}

void ChartTest::the_wheel_zooms_all_charts_and_0_shows_the_run_again() {
    Board made;
    Chart& chart = made.chart("kl");
    const double before = made.chart("length").xOf(30);
    const QPointF at(chart.xOf(20), chart.plot().center().y());
    QWheelEvent wheel(at, chart.mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&chart, &wheel);
    QVERIFY(made.board.cursor().zoomed());
    QVERIFY(made.chart("length").xOf(30) > before + 20);
    const double from = made.board.cursor().from();
    const QPoint press = at.toPoint();
    QTest::mousePress(&chart, Qt::LeftButton, {}, press);
    QMouseEvent drag(QEvent::MouseMove, press + QPoint(40, 0), chart.mapToGlobal(press + QPoint(40, 0)),
                     Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&chart, &drag);
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, press + QPoint(40, 0));
    QVERIFY(made.board.cursor().from() < from);
    QVERIFY(!made.board.cursor().pinned()); // a drag is no click
    QTest::keyClick(&chart, Qt::Key_0);
    QCOMPARE(made.board.cursor().from(), 0.0);
    QCOMPARE(made.board.cursor().to(), 40.0);
}

void ChartTest::t_shows_the_values_as_a_table() {
    Board made;
    ChartCard* card = made.board.card(QStringLiteral("heldout"));
    card->chart().setFocus();
    QTest::keyClick(&card->chart(), Qt::Key_T);
    QVERIFY(card->tableShown());
    auto* table = card->findChild<QTableView*>();
    QCOMPARE(table->model()->rowCount(), 5);
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("40"));
    QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral(".70 (.63 to .77)"));
    QTest::keyClick(table, Qt::Key_T);
    QVERIFY(!card->tableShown());
}

void ChartTest::a_double_click_asks_for_the_answers_of_the_step() {
    Board made;
    QSignalSpy asked(&made.board, &ChartBoard::answersWanted);
    Chart& chart = made.chart("kl");
    QTest::mouseDClick(&chart, Qt::LeftButton, {},
                       {qRound(chart.xOf(21)), qRound(chart.plot().center().y())});
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.front().front().toInt(), 21);
}

void ChartTest::the_first_chart_is_held_out_with_interval_and_majority() {
    const auto plans = chartPlans(pictureOf(40));
    QCOMPARE(plans.front().id, QStringLiteral("heldout"));
    QCOMPARE(plans.front().series.front().lowKey, std::string("heldout/accuracy_low"));
    QCOMPARE(plans.front().lines.front().value, 0.28);
    for (const ChartPlan& plan : plans) {
        QVERIFY(!plan.sentence.isEmpty());
        for (const PlanSeries& series : plan.series)
            QVERIFY(series.key != "loss");
    }
    const auto heads = headNumbers(pictureOf(40));
    QCOMPARE(heads.front().value, QStringLiteral(".70"));
    QCOMPARE(heads.front().below, QStringLiteral(".63 to .77 · start .30"));
    RunPicture ended = pictureOf(40);
    ended.finalScore = FinalScore{false, 0.537, 0.45, 0.62, 0.177, 30};
    const auto endedHeads = headNumbers(ended);
    QCOMPARE(endedHeads.front().name, QStringLiteral("Test accuracy"));
    QCOMPARE(endedHeads.front().value, QStringLiteral(".54"));
    QCOMPARE(endedHeads.front().below, QStringLiteral(".45 to .62 · start .18"));
    QCOMPARE(endedHeads[1].value, QStringLiteral(".70"));
}

void ChartTest::where_all_is_well_has_a_quiet_ground_and_words() {
    RunPicture run = pictureOf(40);
    const auto planOf = [&](const char* id) {
        for (const ChartPlan& plan : chartPlans(run))
            if (plan.id == QLatin1String(id)) return plan;
        return ChartPlan();
    };
    QCOMPARE(planOf("kl").healthy->high, std::optional(0.25));
    QVERIFY(planOf("kl").sentence.endsWith(QStringLiteral("Healthy: up to .25.")));
    QVERIFY(planOf("gain").sentence.endsWith(QStringLiteral("Healthy: above 0.")));
    QVERIFY(planOf("entropy").sentence.endsWith(QStringLiteral("Healthy: .05 to .9."))); // .4 at the start
    QVERIFY(!planOf("heldout").healthy);
    QVERIFY(planOf("think").id.isEmpty()); // this run has no such figure
    auto columns = std::make_shared<MetricColumns>(*run.metrics);
    MetricsRecord more;
    more.step = 41;
    more.stage = "main";
    more.values = {{"think/words", 8},         {"heldout/attributes_truth", 0.9},
                   {"answers/invalid", 0.1},   {"answers/commonest", 0.6},
                   {"heldout/chance_p", 0.02}, {"heldout/sampled_accuracy", 0.4}};
    columns->add(more);
    run.metrics = columns;
    QCOMPARE(planOf("think").healthy->low, std::optional(4.0));
    QVERIFY(planOf("truth").sentence.contains(QStringLiteral("Healthy: above .78.")));
    QVERIFY(planOf("invalid").healthy->high == 0.5);
    QVERIFY(planOf("commonest").healthy->high == HealthThresholds().oneAnswer);
    QCOMPARE(planOf("heldout").series.back().key, std::string("heldout/sampled_accuracy"));
    QVERIFY(planOf("gain").sentence.contains(QStringLiteral("by chance: now .02, alarm above .05")));

    // Painted: its ground ends at the run's own threshold.
    Board made;
    const auto pixelAt = [&](double value) {
        Chart& chart = made.chart("no_signal");
        const QRectF plot = chart.plot();
        const double share = (value - chart.axis().low) / (chart.axis().high - chart.axis().low);
        return chart.grab().toImage().pixelColor(qRound(chart.xOf(8)) + 3,
                                                 qRound(plot.bottom() - share * plot.height()));
    };
    const QColor panel = colour(Token::Panel);
    QCOMPARE(pixelAt(0.93), panel);
    QVERIFY(pixelAt(0.55) != panel);
    RunPicture strict = pictureOf(40);
    RunInfo info = *strict.info;
    info.recipe.health.noSignal = 0.5;
    strict.info = std::make_shared<const RunInfo>(info);
    made.board.show(strict);
    QCOMPARE(pixelAt(0.55), panel);
    QVERIFY(pixelAt(0.45) != panel);
}

void ChartTest::a_resume_is_marked_and_what_it_took_back_is_dimmed() {
    Board made;
    Chart& chart = made.chart("kl");
    const QImage plain = chart.grab().toImage();
    RunPicture run = pictureOf(40);
    auto columns = std::make_shared<MetricColumns>(*run.metrics);
    auto superseded = std::make_shared<MetricColumns>();
    for (int step = 16; step <= 24; ++step) {
        MetricsRecord record;
        record.step = step;
        record.stage = "main";
        record.values["kl"] = 0.03;
        superseded->add(record);
    }
    columns->setResumes({15, 15}, nullptr);
    run.metrics = columns;
    made.board.show(run);
    QTRY_COMPARE(chart.stepWords(15), QStringLiteral("step 15, resumed here")); // a chart a turn
    QCOMPARE(chart.stepWords(16), QStringLiteral("step 16"));
    const QImage marked = chart.grab().toImage();
    QVERIFY(marked != plain);
    auto dimmed = std::make_shared<MetricColumns>(*columns);
    dimmed->setResumes({15}, superseded);
    run.metrics = dimmed;
    made.board.show(run);
    QTRY_VERIFY(chart.grab().toImage() != marked);
    const QImage both = chart.grab().toImage();
    // Only where those steps are: and in grey.
    int changed = 0;
    for (int y = 0; y < both.height(); ++y)
        for (int x = 0; x < both.width(); ++x) {
            if (both.pixel(x, y) == marked.pixel(x, y)) continue;
            ++changed;
            QVERIFY(x >= chart.xOf(16) - 2 && x <= chart.xOf(24) + 2);
        }
    QVERIFY(changed > 20);
    QCOMPARE(chart.readOut(20).front().text, QStringLiteral(".02")); // the value that counts
}

void ChartTest::labels_lie_beside_curves_and_beside_each_other() {
    const std::pair<std::function<double(int)>, std::function<double(int)>> shapes[] = {
        {[](int step) { return 0.02 * step; }, [](int) { return 0.43; }},                // along the line
        {[](int) { return 0.41; }, [](int step) { return 0.2 + 0.012 * (step - 20); }},  // through it
        {[](int step) { return 0.4 + 0.03 * (step % 4); }, [](int) { return 0.42; }},    // a saw on it
        {[](int) { return 0.0; }, [](int) { return 0.0; }},                              // on the floor
        {[](int) { return 1.0; }, [](int step) { return step % 4 == 0 ? 1.0 : 0.39; }}}; // at the ceiling
    for (const auto& [overlap, accuracy] : shapes)
        for (const double majority : {0.42, 0.03, 0.98}) {
            ChartBoard board;
            board.resize(1000, 700);
            const RunPicture run = staged(overlap, accuracy, majority);
            board.show(run);
            static_cast<QWidget&>(board).show();
            ChartCard* card = board.card(QStringLiteral("heldout"));
            QTRY_VERIFY(!card->valueText().isEmpty());
            Chart& chart = card->chart();
            chart.grab(); // painted
            QCOMPARE(chart.labels().size(), std::size_t{3});
            for (const ChartLabel& label : chart.labels()) {
                const QString what = QStringLiteral("%1 at %2,%3 majority %4")
                                         .arg(label.text)
                                         .arg(label.place.left())
                                         .arg(label.place.top())
                                         .arg(majority);
                QVERIFY2(QRectF(chart.rect()).contains(label.place), qPrintable(what));
                QVERIFY2(!crossed(chart, *run.metrics, label.place.adjusted(1, 2, -1, -2)), qPrintable(what));
                for (const ChartLabel& other : chart.labels())
                    if (&other != &label)
                        QVERIFY2(!other.place.intersects(label.place), qPrintable(what + other.text));
            }
        }
}

void ChartTest::no_tool_tip_lies_on_curves() {
    Board made;
    Chart& chart = made.chart("heldout");
    const auto ask = [](QWidget& widget, const QPoint& at) {
        QHelpEvent event(QEvent::ToolTip, at, widget.mapToGlobal(at));
        QCoreApplication::sendEvent(&widget, &event);
        return QToolTip::isVisible();
    };
    QVERIFY(!ask(chart, chart.plot().center().toPoint()));
    QVERIFY(ask(chart, {3, qRound(chart.plot().center().y())})); // beside the axis
    QToolTip::hideText();
    QTRY_VERIFY(!QToolTip::isVisible());
    auto* title = made.board.card(QStringLiteral("heldout"))->findChild<QLabel*>();
    QVERIFY(ask(*title, title->rect().center()));
    QToolTip::hideText();
}
