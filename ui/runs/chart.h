// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One chart of a run over its steps: curves under their means, intervals, references, alarm bands, and the
// read-out at the step all charts look at.
//
// Draws from immutable columns, reduced to pixel columns, into a picture kept until data, size or range
// change; moving the pointer only paints over it. Its axis grows and never shrinks while a run is shown.
// Ownership: the parent's; borrows the cursor. Thread rule: UI thread.
#pragma once

#include "ui/runs/chart_plan.h"
#include "ui/runs/step_cursor.h"

#include <QPixmap>
#include <QWidget>
#include <span>

namespace vrft::ui {

struct ReadOutLine {
    Token colour = Token::S1;
    QString text; // "accuracy .60, interval .53 to .67"
    bool operator==(const ReadOutLine&) const = default;
};

// Words in the plot, and where they are.
struct ChartLabel {
    QString text;
    QRectF place;
};

class LabelRoom;

class Chart : public QWidget {
    Q_OBJECT
public:
    explicit Chart(StepCursor& cursor, QWidget* parent = nullptr);

    void setPlan(const ChartPlan& plan);
    // `anew`: of another run, so that the axis begins anew too.
    void setColumns(std::shared_ptr<const MetricColumns> columns, bool anew);
    void setBands(const std::vector<std::pair<int, int>>& steps); // of alarms

    const ChartPlan& plan() const { return plan_; }
    const Axis& axis() const { return axis_; }
    // What stands at the nearest steps that have values.
    std::vector<ReadOutLine> readOut(int step) const;
    QString stepWords(int step) const;               // "step 40, resumed here"
    std::optional<int> stepWithData(int step) const; // the nearest with a value of this chart
    QRectF plot() const;                             // where curves are, in this widget
    const std::vector<ChartLabel>& labels() const { return labels_; } // as painted last
    int stepAt(double x) const;
    double xOf(double step) const;
    QSize minimumSizeHint() const override { return {180, 96}; }
    QSize sizeHint() const override { return {420, 150}; }

Q_SIGNALS:
    void tableWanted();
    void answersWanted(int step);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Curve {
        PlanSeries of;
        std::vector<MetricPoint> points;
        std::vector<MetricPoint> superseded; // steps fall where another resume begins
        std::vector<MetricPoint> mean;
        std::vector<MetricPoint> low;
        std::vector<MetricPoint> high;
    };

    void readCurves();
    void stale(); // the kept picture
    void paintAll(QPainter& painter);
    void paintFrame(QPainter& painter);
    void paintHealthy(QPainter& painter);
    void paintBands(QPainter& painter);
    void paintLines(QPainter& painter);
    void paintCurve(QPainter& painter, const Curve& curve);
    void paintTrace(QPainter& painter, const Curve& curve);
    void paintSuperseded(QPainter& painter, const Curve& curve);
    void paintResumes(QPainter& painter);
    LabelRoom roomForLabels() const;
    void paintLabels(QPainter& painter);
    void paintResumeWords(QPainter& painter, LabelRoom& room);
    void paintLineNames(QPainter& painter, LabelRoom& room);
    void paintNames(QPainter& painter, LabelRoom& room);
    void paintLabel(QPainter& painter, const QString& text, const QRectF& place, Token ink,
                    Qt::Alignment alignment);
    QPolygonF pathOf(std::span<const MetricPoint> points) const;
    void paintReadOut(QPainter& painter, int step);
    double yOf(double value) const;
    QFont small() const;
    void walk(int direction);
    void tellCursor();

    StepCursor& cursor_;
    ChartPlan plan_;
    std::shared_ptr<const MetricColumns> columns_;
    std::vector<Curve> curves_;
    std::vector<std::pair<int, int>> bands_;
    Axis axis_;
    bool axisSet_ = false;
    int labelWidth_ = 0;
    int nameWidth_ = 0; // at the right, for the names of several curves
    QPixmap kept_;
    std::vector<ChartLabel> labels_;
    std::optional<double> dragFrom_; // step under the pointer when it went down
    double dragX_ = 0;
    bool dragged_ = false;
};

} // namespace vrft::ui
