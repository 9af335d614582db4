// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/test_result.h"

#include "ui/runs/external_card.h"
#include "ui/runs/figure_table.h"
#include "ui/runs/run_picture.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <numeric>

namespace vrft::ui {

namespace {

constexpr int kTwoColumns = 1080; // of the page
constexpr int kMostFigures = 16;
constexpr int kMostClasses = 12;

struct ResultCard {
    QFrame* card;
    QVBoxLayout* column;
};

ResultCard makeResultCard(const QString& title, QWidget* parent) {
    auto* card = new QFrame(parent);
    card->setProperty("kind", QStringLiteral("panelCard"));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addWidget(makeLabel(title, TextKind::Head, card));
    return {card, column};
}

} // namespace

ReliabilityDiagram::ReliabilityDiagram(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ReliabilityDiagram::set(const std::vector<ReliabilityBin>& bins) {
    bins_ = bins;
    QStringList words;
    for (const ReliabilityBin& bin : bins_)
        if (bin.n > 0)
            words << tr("said %1 to %2: %3 right")
                         .arg(figureText(FigureKind::Share, bin.low), figureText(FigureKind::Share, bin.high),
                              figureText(FigureKind::Share, bin.accuracy));
    setAccessibleName(tr("Reliability of the answers’ probabilities"));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setToolTip(plainToolTip(tr("Bars on the line: right as often as said. Below it: too sure.")));
    update();
}

void ReliabilityDiagram::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QFont small = font();
    small.setPixelSize(textPixels(11));
    painter.setFont(small);
    const QFontMetrics metrics(small);
    const int left = metrics.horizontalAdvance(QStringLiteral(".5")) + 10;
    const int bottom = metrics.height() + 6;
    const QRectF plot(left, 6, width() - left - 8, height() - bottom - 6);
    const auto at = [&](double x, double y) {
        return QPointF(plot.left() + x * plot.width(), plot.bottom() - y * plot.height());
    };
    for (const double tick : {0.0, 0.5, 1.0}) {
        painter.setPen(colour(tick == 0 ? Token::Control : Token::Line));
        painter.drawLine(at(0, tick), at(1, tick));
        painter.setPen(colour(Token::Text3));
        const QString text = figureText(FigureKind::Share, tick);
        painter.drawText(QRectF(0, at(0, tick).y() - 8, left - 4, 16), Qt::AlignRight | Qt::AlignVCenter,
                         text);
        const double middle = at(tick, 0).x();
        const double from = std::clamp(middle - 30, 0.0, width() - 60.0);
        painter.drawText(QRectF(from, plot.bottom() + 2, 60, bottom),
                         (tick == 0   ? Qt::AlignLeft
                          : tick == 1 ? Qt::AlignRight
                                      : Qt::AlignHCenter) |
                             Qt::AlignTop,
                         text);
    }
    qint64 most = 1;
    for (const ReliabilityBin& bin : bins_)
        most = std::max(most, bin.n);
    for (const ReliabilityBin& bin : bins_) {
        if (bin.n == 0) continue;
        QColor ground = colour(Token::S1);
        // Few answers are faint: a bar of two says little.
        ground.setAlphaF(
            static_cast<float>(0.25 + 0.75 * static_cast<double>(bin.n) / static_cast<double>(most)));
        const QRectF bar(at(bin.low, bin.accuracy), at(bin.high, 0));
        painter.fillRect(bar.adjusted(1, 0, -1, 0), ground);
        painter.setPen(QPen(colour(Token::S1), 2));
        painter.drawLine(bar.topLeft() + QPointF(1, 0), bar.topRight() - QPointF(1, 0));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour(Token::Text3), 1, Qt::DashLine));
    painter.drawLine(at(0, 0), at(1, 1));
}

TestResult::TestResult(QWidget* parent)
    : QScrollArea(parent) {
    setObjectName(QStringLiteral("testResult"));
    setAccessibleName(tr("Test patients"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* middle = new QWidget(this);
    auto* all = new QVBoxLayout(middle);
    all->setContentsMargins(16, 14, 16, 14);
    all->setSpacing(12);
    of_ = makeLabel({}, TextKind::Second, middle);
    of_->setObjectName(QStringLiteral("testOf"));
    of_->setWordWrap(true);
    all->addWidget(of_);
    external_ = new ExternalCard(middle);
    all->addWidget(external_);
    grid_ = new QGridLayout;
    grid_->setSpacing(12);
    all->addLayout(grid_);
    all->addStretch(1);

    const auto addTable = [&](const QString& title, const QString& name, int mostRows, const char* objectName,
                              FigureTable*& table, QWidget*& card) {
        const ResultCard result = makeResultCard(title, middle);
        card = result.card;
        table = new FigureTable(name, mostRows, card);
        table->setObjectName(QLatin1String(objectName));
        result.column->addWidget(table);
        result.column->addStretch(1);
    };
    addTable(tr("Figures"), tr("Figures on test patients"), kMostFigures, "testFigures", figures_,
             figuresCard_);
    addTable(tr("Classes"), tr("Sensitivity and specificity of each class"), kMostClasses, "testClasses",
             classes_, classesCard_);
    addTable(tr("Which answer for which reference"), tr("Confusion matrix"), kMostClasses, "testConfusion",
             confusion_, confusionCard_);

    const ResultCard calibration = makeResultCard(tr("Right as often as it is sure?"), middle);
    calibrationWords_ = makeLabel({}, TextKind::Second, calibration.card);
    calibrationWords_->setObjectName(QStringLiteral("testCalibration"));
    calibrationWords_->setWordWrap(true);
    diagram_ = new ReliabilityDiagram(calibration.card);
    calibration_ = new FigureTable(tr("Answers by their probability"), kMostClasses, calibration.card);
    calibration_->setObjectName(QStringLiteral("testReliability"));
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(diagram_, 1, Qt::AlignTop);
    row->addWidget(calibration_, 1, Qt::AlignTop);
    calibration.column->addWidget(calibrationWords_);
    calibration.column->addLayout(row);
    calibration.column->addStretch(1);
    calibrationCard_ = calibration.card;
    setWidget(middle);
    arrange();
}

void TestResult::arrange() {
    const int columns = width() >= kTwoColumns ? 2 : 1;
    if (columns == columns_) return;
    columns_ = columns;
    int place = 0;
    for (QWidget* card : {figuresCard_, classesCard_, confusionCard_, calibrationCard_}) {
        grid_->removeWidget(card);
        grid_->addWidget(card, place / columns, place % columns);
        ++place;
    }
    grid_->setColumnStretch(0, 1);
    grid_->setColumnStretch(1, columns == 2 ? 1 : 0);
}

void TestResult::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

void TestResult::show(const RunPicture& run) {
    external_->show(run);
    if (run.test && run.test == shown_) return;
    shown_ = run.test;
    figuresCard_->setVisible(shown_ != nullptr);
    if (shown_) return showFigures(*shown_);
    for (QWidget* card : {classesCard_, confusionCard_, calibrationCard_})
        card->hide();
    of_->setText(tr("The run ended before its test; its checkpoint can be evaluated all the same."));
}

void TestResult::showFigures(const TestFigures& figures) {
    of_->setText(tr("%1 of %2, the checkpoint of step %3. Intervals are 95 %, by bootstrap over patients.")
                     .arg(counted(figures.images, tr("1 test image"), tr("%1 test images")),
                          counted(figures.patients, tr("1 patient"), tr("%1 patients")),
                          grouped(figures.step)));
    std::vector<std::vector<FigureCell>> rows;
    for (const TestFigures::Row& row : figures.rows)
        rows.push_back({{row.name, row.meaning},
                        {row.value, {}, true},
                        {row.start.isEmpty() ? QStringLiteral("—") : row.start}});
    figures_->set({{{}, {}, false}, {tr("At the end")}, {tr("At the start")}}, std::move(rows));

    rows.clear();
    for (const ClassFigure& of : figures.classes)
        rows.push_back({{of.name}, {grouped(of.n)}, {of.sensitivity}, {of.specificity}, {of.precision}});
    classes_->set({{tr("Class"), {}, false},
                   {tr("Images")},
                   {tr("Sensitivity")},
                   {tr("Specificity")},
                   {tr("Precision")}},
                  std::move(rows));
    classesCard_->setVisible(!figures.classes.empty());

    std::vector<FigureColumn> columns = {{tr("Reference"), {}, false}};
    for (const ClassFigure& of : figures.classes)
        columns.push_back({of.name});
    columns.push_back({tr("No valid answer")});
    rows.clear();
    for (std::size_t i = 0; i < figures.confusion.size(); ++i) {
        const std::vector<qint64>& counts = figures.confusion[i];
        const auto total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), qint64{0}));
        rows.push_back({{figures.classes[i].name}});
        for (std::size_t j = 0; j < counts.size(); ++j)
            rows.back().push_back({grouped(counts[j]),
                                   tr("Reference %1, answered %2: %3")
                                       .arg(figures.classes[i].name, columns[j + 1].name, grouped(counts[j])),
                                   i == j, total > 0 ? static_cast<double>(counts[j]) / total : 0});
    }
    confusion_->set(std::move(columns), std::move(rows));
    confusionCard_->setVisible(!figures.confusion.empty());

    rows.clear();
    for (const ReliabilityBin& bin : figures.bins)
        if (bin.n > 0)
            rows.push_back(
                {{tr("%1 to %2")
                      .arg(figureText(FigureKind::Share, bin.low), figureText(FigureKind::Share, bin.high))},
                 {grouped(bin.n)},
                 {figureText(FigureKind::Share, bin.probability)},
                 {figureText(FigureKind::Share, bin.accuracy)}});
    calibration_->set({{tr("Probability"), {}, false}, {tr("Answers")}, {tr("Said")}, {tr("Right")}},
                      std::move(rows));
    diagram_->set(figures.bins);
    calibrationWords_->setText(
        tr("Calibration error %1, Brier score %2, over %3 with a valid answer. The probability is that of "
           "the "
           "answer’s words after the policy’s own reasoning, not over all it could have reasoned.")
            .arg(figureText(FigureKind::Share, figures.calibrationError),
                 figureText(FigureKind::Share, figures.brier),
                 counted(figures.calibrated, tr("1 image"), tr("%1 images"))));
    calibrationCard_->setVisible(!figures.bins.empty());
}

} // namespace vrft::ui
