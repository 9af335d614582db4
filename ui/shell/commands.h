// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done by typing its name: the commands of the window, and which of them a few typed letters
// mean.
//
// No widgets. A text fits where every typed word begins one of its words, is made of the beginnings of
// several ("gk": Go to Knowledge), or stands inside; in that order. Accents and case don't matter. Ownership:
// values; `run` borrows what it acts on. Thread rule: UI thread.
#pragma once

#include "ui/workspace/library.h"

#include <QString>
#include <functional>
#include <optional>
#include <vector>

class QAction;

namespace vrft::ui {

struct Command {
    QString name;   // "Draw a box"
    QString detail; // where it belongs: "Image", a folder, a patient's number
    QString keys;   // as the platform writes them; empty: none
    QString icon;   // its file's name; empty: none
    bool enabled = true;
    QString reason; // why it can't be done now, where that is known
    std::function<void()> run;
};

// How far `text` is from what was typed: 0 is the best; nothing: it doesn't fit.
std::optional<int> distance(const QString& typed, const QString& text);
// Places in `commands` of those that fit by name, else by detail, the best first; all of them where nothing
// is typed.
std::vector<std::size_t> fitting(const std::vector<Command>& commands, const QString& typed);

// An action as a command; its property `reason` says why it is disabled.
Command commandOf(QAction* action, const QString& detail);

struct FoundStudy {
    QString name;   // the patient's, or the study's with the patient's
    QString detail; // number, date
    ImageRef image; // the first to look at
};
// Patients, or one study of theirs where only that fits, in the library's order.
std::vector<FoundStudy> findStudies(const Library& library, const QString& typed, std::size_t most);

} // namespace vrft::ui
