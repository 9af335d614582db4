// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The two lists at the left: tasks in rows of two lines, and the classes or grades of one with their labelled
// images.
//
// Show and say what was chosen; rows keep their names as data, never as rich text. Ownership: the parent's.
// Thread rule: UI thread.
#pragma once

#include <QListWidget>
#include <string>
#include <vector>

namespace vrft::ui {

class RowList : public QListWidget {
    Q_OBJECT
public:
    struct Row {
        std::string id;
        QString key; // on a cap at the left; empty: none
        QString name;
        QString second; // below the name; empty: rows of one line
        QString right;  // at the right edge
        QString tag;    // a caution: "check first"
    };
    // `objectName` also for tests; `name` for accessibility.
    RowList(const QString& objectName, const QString& name, QWidget* parent = nullptr);

    void setRows(const std::vector<Row>& rows); // tells nobody; the chosen one stays if it is there
    void choose(const std::string& id);         // tells nobody
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, 64}; }

Q_SIGNALS:
    void picked(const std::string& id);
    void moved(const std::string& id, int row); // dragged there; only where `setMovable`

public:
    void setMovable(bool movable);

protected:
    void dropEvent(QDropEvent* event) override;

private:
    bool quiet_ = false;
};

} // namespace vrft::ui
