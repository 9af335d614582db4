// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which charts and head numbers a run's page has, in which order, and what each means in one line.
//
// Held-out comes first; a loss is never shown. Colours are fixed (docs: the look, "Charts"). Thread rule:
// values and pure functions; UI thread for words.
#pragma once

#include "ui/runs/run_picture.h"
#include "ui/widgets/theme.h"

#include <QString>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

enum class FigureKind {
    Share,   // .62
    Signed,  // +.29
    Percent, // 14 %
    Number,  // .098
    Whole,   // 33
    Seconds  // 2.4 s
};
QString figureText(FigureKind kind, double value);
QString tickText(FigureKind kind, double value, double tick); // as short as labels `tick` apart allow

struct PlanSeries {
    std::string key; // of the metrics
    QString name;
    Token colour = Token::S1;
    bool dots = false;       // rare points; else a value a step, drawn under its mean
    std::string lowKey = {}; // its interval
    std::string highKey = {};
    double factor = 1;
};

struct PlanLine { // a reference, drawn dashed
    QString name;
    double value = 0;
};

// Where the first series is well; a bound that is missing is the axis's.
struct PlanRange {
    std::optional<double> low;
    std::optional<double> high;
    bool operator==(const PlanRange&) const = default;
};

// What stands across: steps, or a run's working time in tenths of a unit.
enum class Across { Steps, Seconds, Minutes, Hours };
// The unit that suits so many seconds, and how long a tenth of it is.
Across acrossFor(double seconds);
double tenthOf(Across across); // seconds

struct ChartPlan {
    QString id;
    QString title;
    QString sentence;
    FigureKind kind = FigureKind::Share;
    std::vector<PlanSeries> series;
    std::vector<PlanLine> lines;
    std::optional<PlanRange> healthy; // named in the sentence too
    double low = 0;                   // the axis holds at least these
    double high = 1;
    bool headValue = true; // the first series' present value stands in the card's head
    Across across = Across::Steps;
};

QString placeText(Across across, double place); // "240", "12.5": without the unit
QString placeWords(Across across, int place);   // "step 240", "12.5 min"

std::vector<ChartPlan> chartPlans(const RunPicture& run);

struct HeadNumber {
    QString name;
    QString value; // "—": none yet
    QString below; // interval, and the value at the start
    QString meaning;
};
std::vector<HeadNumber> headNumbers(const RunPicture& run);

// Whether the chart shows what the alarm speaks of.
bool concerns(const RunAlarm& alarm, const ChartPlan& plan);

} // namespace vrft::ui
