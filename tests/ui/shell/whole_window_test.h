// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A day at the workstation, with mouse and keys alone: real series in, looked at, measured, labelled, undone,
// and gone on with the next morning.
#pragma once

#include <QObject>

class WholeWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void four_series_are_imported_read_labelled_undone_and_redone_after_a_restart();
};
