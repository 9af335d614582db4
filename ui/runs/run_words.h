// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in the words of the people who train them: states, phases, times, shares, alarms.
//
// Thread rule: pure functions, any thread once the application object is there.
#pragma once

#include "core/run/records.h"
#include "ui/runs/run_picture.h"

#include <QString>
#include <optional>

namespace vrft::ui::run_words {

QString wholeName(const RunLine& line);  // "severity · seed 17" where another run has that name
QString strategy(const RunLine& line);   // "VRFT-Aug, seed 17", and what else tells it apart
QString rightOfRow(const RunLine& line); // "212 of 300", ".58", "stopped at 40"
QString state(RunState state);           // "waiting"
QString phase(Phase phase, int step);    // "Sampling answers for step 213"
QString ago(double time, double now);    // "18 s ago"; empty for a clock that was set back
QString clock(double time);              // "10:41:52", with the date where it isn't today
QString share(double value);             // ".62", "−.05", "1"
QString signedShare(double value);       // "+.29"

// An event of the run as an alarm; `from` and `to` are its steps. Only for kinds that are one.
RunAlarm alarm(const RunEvent& event);
RunAlarm gone(const RunLine& line, const HeartbeatState& beat, bool processThere, double silent_s,
              std::optional<int> savedStep);

} // namespace vrft::ui::run_words
