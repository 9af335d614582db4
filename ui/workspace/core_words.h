// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What core and engine say, in the window's language: the engine's alarms and the errors a reader meets most.
//
// Those programs speak English alone, so their sentences are found again by their text; one that isn't known
// here stays English. Thread rule: any thread once the application object is there.
#pragma once

#include "ui/widgets/known_sentences.h"

#include <QString>
#include <vector>

namespace vrft::ui {

QString coreWords(const QString& english);

const std::vector<KnownSentence>& knownCoreSentences();

} // namespace vrft::ui
