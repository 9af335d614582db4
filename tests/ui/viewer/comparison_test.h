// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What is offered for comparison, and how stacks scroll together.
#pragma once

#include <QObject>

class ComparisonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_latest_study_before_is_offered();
    void stacks_in_one_space_scroll_by_place();
    void others_scroll_by_their_share_of_the_way();
};
