// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/tag_model.h"

#include "ui/widgets/text.h"

namespace vrft::ui {

namespace {

QString plain(const std::string& text) {
    QString shown = qs(text);
    for (QChar& letter : shown)
        if (letter.category() == QChar::Other_Control) letter = QLatin1Char(' ');
    return shown;
}

QString tagText(Tag tag) {
    return QStringLiteral("(%1,%2)")
        .arg(tag.group, 4, 16, QLatin1Char('0'))
        .arg(tag.element, 4, 16, QLatin1Char('0'))
        .toUpper();
}

QString valueText(const TagNode& node) {
    if (node.vr == "SQ")
        return node.items.size() == 1 ? TagModel::tr("1 item")
                                      : TagModel::tr("%1 items").arg(node.items.size());
    QStringList values;
    for (const std::string& value : node.values)
        values << plain(value);
    const QString text = values.join(QLatin1Char('\\'));
    if (!node.truncated) return text;
    const QString size = TagModel::tr("%1 bytes").arg(grouped(static_cast<qint64>(node.bytes)));
    return text.isEmpty() ? size : QStringLiteral("%1 … (%2)").arg(text, size);
}

} // namespace

void TagModel::setTags(TagsPointer tags) {
    beginResetModel();
    tags_ = std::move(tags);
    rows_.clear();
    if (tags_) addRows(*tags_, -1);
    choose();
    endResetModel();
}

void TagModel::setFilter(const QString& text) {
    if (text == filter_) return;
    beginResetModel();
    filter_ = text;
    choose();
    endResetModel();
}

void TagModel::addRows(const std::vector<TagNode>& nodes, int parent) {
    for (const TagNode& node : nodes) {
        const auto element = static_cast<int>(rows_.size());
        rows_.push_back({&node, 0, parent, 0, {}});
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            const auto item = static_cast<int>(rows_.size());
            rows_.push_back({nullptr, static_cast<int>(i) + 1, element, 0, {}});
            addRows(node.items[i], item);
        }
    }
}

bool TagModel::matches(const Row& row) const {
    if (row.node == nullptr) return false;
    for (int column = 0; column < kNumColumns; ++column)
        if (text(row, column).contains(filter_, Qt::CaseInsensitive)) return true;
    return false;
}

void TagModel::choose() {
    std::vector<bool> shown(rows_.size(), filter_.isEmpty());
    if (!filter_.isEmpty()) {
        std::vector<bool> whole(rows_.size()); // found, or inside what was found
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const int parent = rows_[i].parent;
            whole[i] = (parent >= 0 && whole[static_cast<std::size_t>(parent)]) || matches(rows_[i]);
            if (!whole[i]) continue;
            for (auto at = static_cast<int>(i); at >= 0 && !shown[static_cast<std::size_t>(at)];
                 at = rows_[static_cast<std::size_t>(at)].parent)
                shown[static_cast<std::size_t>(at)] = true;
        }
    }
    top_.clear();
    shown_.clear();
    for (Row& row : rows_)
        row.children.clear();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (!shown[i]) continue;
        Row& row = rows_[i];
        std::vector<int>& list = row.parent < 0 ? top_ : rows_[static_cast<std::size_t>(row.parent)].children;
        row.place = static_cast<int>(list.size());
        list.push_back(static_cast<int>(i));
        shown_.push_back(static_cast<int>(i));
    }
}

QString TagModel::text(const Row& row, int column) {
    if (row.node == nullptr) return column == TagColumn ? tr("Item %1").arg(row.item) : QString();
    switch (column) {
    case TagColumn:
        return tagText(row.node->tag);
    case VrColumn:
        return plain(row.node->vr);
    case NameColumn:
        return plain(row.node->keyword);
    case ValueColumn:
        return valueText(*row.node);
    default:
        return {};
    }
}

QString TagModel::value(const QModelIndex& index) const {
    return index.isValid() ? text(rowOf(index), ValueColumn) : QString();
}

Tag TagModel::topTag(const QModelIndex& index) const {
    if (!index.isValid()) return {};
    const Row* row = &rowOf(index);
    while (row->parent >= 0)
        row = &rows_[static_cast<std::size_t>(row->parent)];
    return row->node->tag;
}

QModelIndex TagModel::find(Tag topTag) const {
    for (std::size_t i = 0; i < top_.size(); ++i)
        if (rows_[static_cast<std::size_t>(top_[i])].node->tag == topTag)
            return index(static_cast<int>(i), 0);
    return {};
}

const std::vector<int>& TagModel::childrenOf(const QModelIndex& parent) const {
    return parent.isValid() ? rowOf(parent).children : top_;
}

QModelIndex TagModel::index(int row, int column, const QModelIndex& parent) const {
    const std::vector<int>& list = childrenOf(parent);
    if (row < 0 || row >= static_cast<int>(list.size()) || column < 0 || column >= kNumColumns) return {};
    return createIndex(row, column, static_cast<quintptr>(list[static_cast<std::size_t>(row)]));
}

QModelIndex TagModel::parent(const QModelIndex& index) const {
    const int parent = index.isValid() ? rowOf(index).parent : -1;
    if (parent < 0) return {};
    return createIndex(rows_[static_cast<std::size_t>(parent)].place, 0, static_cast<quintptr>(parent));
}

int TagModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(childrenOf(parent).size());
}

int TagModel::columnCount(const QModelIndex&) const {
    return kNumColumns;
}

QVariant TagModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return text(rowOf(index), index.column());
    if (role == Qt::ToolTipRole && index.column() == ValueColumn) return plainToolTip(value(index));
    return {};
}

QVariant TagModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const std::array<QString, kNumColumns> names{tr("Tag"), tr("VR"), tr("Name"), tr("Value")};
    return section >= 0 && section < kNumColumns ? names[static_cast<std::size_t>(section)] : QString();
}

} // namespace vrft::ui
