// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names of edits in the language spoken now. The journal keeps each as it was written, in the language of
// that day; here it is found again among the names the window gives, in whichever language.
//
// A name that isn't among them (a newer program's, a person's) stays as it is. What stands in a name (a
// class, a patient) is never translated. Thread rule: UI thread.
#pragma once

#include "ui/widgets/known_sentences.h"

namespace vrft::ui {

QString editName(const QString& stored);

const std::vector<KnownSentence>& knownEditNames();

} // namespace vrft::ui
