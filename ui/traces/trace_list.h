// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of traces: as long as it is, filled page by page where it is looked at.
//
// Knows ids; asks for the rows of a page once and keeps the pages used last. Ownership: the parent's. Thread
// rule: UI thread.
#pragma once

#include "ui/traces/trace.h"

#include <QAbstractListModel>
#include <functional>
#include <list>
#include <map>
#include <set>

namespace vrft::ui {

class TraceList : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr int kPage = 40;
    enum Role {
        kSample = Qt::UserRole,
        kWords,
        kRight, // bool; invalid: not measured, or not to be seen
        kThumbnail,
        kJudged,
        kSuperseded
    };

    using QAbstractListModel::QAbstractListModel;

    void setIds(std::vector<std::int64_t> ids);
    const std::vector<std::int64_t>& ids() const { return ids_; }
    void setRows(int page, const std::vector<ListedTrace>& rows);
    int rowOf(std::int64_t id) const; // -1: not in the list
    const ListedTrace* known(int row) const;

    // Whether the reader judged a trace; asked while painting.
    void setJudged(std::function<bool(const TraceRow&)> judged) { judged_ = std::move(judged); }
    void setBlind(bool blind);    // nothing of reward, run and step
    void setRunShown(bool shown); // rows of several runs
    void retouch();               // verdicts changed

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void pageWanted(int page, const std::vector<std::int64_t>& ids);

private:
    QString toolTip(const ListedTrace& item) const;

    std::vector<std::int64_t> ids_;
    mutable std::map<int, std::vector<ListedTrace>> pages_;
    mutable std::set<int> asked_;
    mutable std::list<int> recent_; // pages, the last asked for first
    std::function<bool(const TraceRow&)> judged_;
    bool blind_ = false;
    bool runShown_ = false;
};

} // namespace vrft::ui
