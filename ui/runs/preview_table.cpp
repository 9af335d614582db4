// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/preview_table.h"

#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"
#include "ui/workspace/reward_words.h"

#include <QFont>

namespace vrft::ui {

namespace {

// On one line; the form last, since it is nearly always the same.
QString shortReasons(const PreviewScore& score) {
    QStringList parts;
    for (const bool form : {false, true})
        for (const RewardPart& part : score.parts)
            if ((part.name == "format") == form)
                parts << QStringLiteral("%1 %2: %3")
                             .arg(rewardName(part.name), figure(part.weighted, 2),
                                  harmlessLine(qs(part.reason), 200));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

QString madeWords(MadeKind kind) {
    switch (kind) {
    case MadeKind::Reference:
        return PreviewTable::tr("Reference answer");
    case MadeKind::NearMiss:
        return PreviewTable::tr("Nearly right");
    case MadeKind::Wrong:
        return PreviewTable::tr("Wrong answer");
    case MadeKind::NoReasoning:
        return PreviewTable::tr("Empty reasoning");
    case MadeKind::NoAnswer:
        return PreviewTable::tr("No answer");
    case MadeKind::Recited:
        return PreviewTable::tr("Knowledge recited");
    case MadeKind::EveryAnswer:
        return PreviewTable::tr("Every answer at once");
    case MadeKind::WholeImage:
        return PreviewTable::tr("The whole image");
    }
    return {};
}

QString partsText(const PreviewScore& score) {
    QStringList lines;
    for (const RewardPart& part : score.parts)
        lines << PreviewTable::tr("%1 %2: %3")
                     .arg(rewardName(part.name), figure(part.weighted, 3), harmlessLine(qs(part.reason)));
    return lines.join(QLatin1Char('\n'));
}

void PreviewTable::setSource(PreviewSourcePointer source) {
    beginResetModel();
    source_ = std::move(source);
    scores_ = {};
    rows_.clear();
    for (std::size_t g = 0; source_ && g < source_->groups.size(); ++g)
        for (std::size_t k = 0; k < source_->groups[g].answers.size(); ++k)
            rows_.push_back({g, k});
    endResetModel();
}

void PreviewTable::setScores(PreviewScores scores) {
    scores_ = std::move(scores);
    if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, NumColumns - 1));
}

const PreviewScore* PreviewTable::scoreOf(int row) const {
    const Place place = placeOf(row);
    return place.group < scores_.groups.size() ? &scores_.groups[place.group][place.answer] : nullptr;
}

int PreviewTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant PreviewTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const PreviewGroup& group = groupOf(index.row());
    const PreviewAnswer& answer = answerOf(index.row());
    const PreviewScore* score = scoreOf(index.row());
    const bool number = index.column() == Reward || index.column() == Advantage;
    if (role == Qt::FontRole && index.column() == Reward) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::ForegroundRole && index.column() == Why) return colour(Token::Text2);
    if (role == Qt::TextAlignmentRole && number)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    QString text;
    switch (index.column()) {
    case Reference: // once for the answers to one image
        if (placeOf(index.row()).answer == 0 || role == Qt::ToolTipRole)
            text = role == Qt::ToolTipRole
                       ? tr("Sample %1, reference %2").arg(qs(group.sample), group.reference)
                       : group.reference;
        break;
    case Answer:
        text = answer.made                 ? madeWords(*answer.made)
               : score == nullptr          ? QString()
               : score->answer.has_value() ? harmlessLine(qs(*score->answer), 80)
                                           : tr("none");
        break;
    case Why:
        if (score != nullptr) text = role == Qt::ToolTipRole ? partsText(*score) : shortReasons(*score);
        break;
    case Reward:
        if (score != nullptr) text = figure(score->total, 2);
        break;
    case Advantage:
        if (score != nullptr) text = figure(score->advantage, 2);
        break;
    default:
        break;
    }
    return role == Qt::ToolTipRole ? plainToolTip(text).replace(QLatin1Char('\n'), QStringLiteral("<br>"))
                                   : text;
}

QVariant PreviewTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == Reward || section == Advantage;
        return QVariant::fromValue(
            Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && section == Advantage)
        return plainToolTip(
            tr("How much better than the other answers to the same image: what is learned from"));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Reference:
        return tr("Reference");
    case Answer:
        return tr("Answer");
    case Why:
        return tr("Why this reward");
    case Reward:
        return tr("Reward");
    case Advantage:
        return tr("Advantage");
    default:
        return QString();
    }
}

} // namespace vrft::ui
