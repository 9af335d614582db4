// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A splitter with a 1 px line that is easy to grip, remembers its place, and goes back to its first place by
// a double-click.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QList>
#include <QSplitter>

namespace vrft::ui {

class Splitter : public QSplitter {
    Q_OBJECT
public:
    // `key` names the place in the settings.
    Splitter(QString key, QList<int> firstSizes, QWidget* parent = nullptr);

    void restore(); // once all parts are in
    void reset();

protected:
    QSplitterHandle* createHandle() override;

private:
    QString key_;
    QList<int> firstSizes_;
};

} // namespace vrft::ui
