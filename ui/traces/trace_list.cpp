// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_list.h"

#include "ui/traces/trace_words.h"
#include "ui/widgets/text.h"

namespace vrft::ui {

namespace {

constexpr std::size_t kMostPages = 80;

} // namespace

void TraceList::setIds(std::vector<std::int64_t> ids) {
    if (ids == ids_) return;
    beginResetModel();
    ids_ = std::move(ids);
    pages_.clear();
    asked_.clear();
    recent_.clear();
    endResetModel();
}

// Late answers to a list that is no longer this one don't fit its ids.
void TraceList::setRows(int page, const std::vector<ListedTrace>& rows) {
    asked_.erase(page);
    const std::size_t first = static_cast<std::size_t>(page) * kPage;
    if (first + rows.size() > ids_.size()) return;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].row.id != 0 && rows[i].row.id != ids_[first + i]) return;
    pages_[page] = rows;
    recent_.push_front(page);
    if (recent_.size() > kMostPages) {
        pages_.erase(recent_.back());
        recent_.pop_back();
    }
    Q_EMIT dataChanged(index(static_cast<int>(first)), index(static_cast<int>(first + rows.size()) - 1));
}

int TraceList::rowOf(std::int64_t id) const {
    const auto at = std::find(ids_.begin(), ids_.end(), id);
    return at == ids_.end() ? -1 : static_cast<int>(at - ids_.begin());
}

const ListedTrace* TraceList::known(int row) const {
    const auto page = pages_.find(row / kPage);
    if (page == pages_.end()) return nullptr;
    const auto at = static_cast<std::size_t>(row % kPage);
    return at < page->second.size() && page->second[at].row.id != 0 ? &page->second[at] : nullptr;
}

void TraceList::setBlind(bool blind) {
    blind_ = blind;
    retouch();
}

void TraceList::setRunShown(bool shown) {
    runShown_ = shown;
    retouch();
}

void TraceList::retouch() {
    if (!ids_.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(ids_.size()) - 1));
}

int TraceList::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ids_.size());
}

QString TraceList::toolTip(const ListedTrace& item) const {
    QStringList lines{harmless(qs(item.row.sample))};
    if (!blind_)
        lines << tr("Run %1, step %2, %3")
                     .arg(harmless(qs(item.row.run)))
                     .arg(item.row.step)
                     .arg(kindWords(item.row.kind));
    if (item.row.superseded) lines << tr("Replaced when the run was resumed");
    lines << item.firstWords;
    return plainToolTip(lines.join(QLatin1Char('\n'))).replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

QVariant TraceList::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ListedTrace* item = known(index.row());
    if (item == nullptr) {
        const int page = index.row() / kPage;
        if (!pages_.contains(page) && asked_.insert(page).second) {
            const auto first = ids_.begin() + static_cast<std::ptrdiff_t>(page) * kPage;
            const auto last = first + std::min<std::ptrdiff_t>(kPage, ids_.end() - first);
            Q_EMIT const_cast<TraceList*>(this)->pageWanted(page, {first, last});
        }
        return {};
    }
    const bool judged = judged_ && judged_(item->row);
    switch (role) {
    case kSample: {
        QString text = harmless(qs(item->row.sample));
        if (runShown_ && !blind_) text += tr(" · step %1").arg(item->row.step);
        return text;
    }
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
        QStringList parts{harmless(qs(item->row.sample))};
        if (item->right && !blind_) parts << (*item->right ? tr("right") : tr("wrong"));
        if (judged) parts << tr("judged");
        return QStringLiteral("%1. %2").arg(parts.join(QStringLiteral(", ")), item->firstWords);
    }
    case Qt::ToolTipRole:
        return toolTip(*item);
    case kWords:
        return item->firstWords;
    case kRight:
        return item->right && !blind_ ? QVariant(*item->right) : QVariant();
    case kThumbnail:
        return item->thumbnail;
    case kJudged:
        return judged;
    case kSuperseded:
        return item->row.superseded;
    default:
        return {};
    }
}

} // namespace vrft::ui
