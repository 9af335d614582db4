// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The tree of a file's elements without a view.
#pragma once

#include <QObject>

class TagModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nested_sequences_are_a_sound_tree();
    void a_filter_keeps_what_leads_to_and_lies_in_what_it_finds();
};
