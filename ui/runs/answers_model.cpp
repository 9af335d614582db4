// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/answers_model.h"

#include "ui/runs/launch_model.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"
#include "ui/workspace/reward_words.h"

#include <QFont>
#include <QPixmap>
#include <algorithm>

namespace vrft::ui {

namespace {

constexpr int kThumbnail = 32;

} // namespace

QString reasonsText(const CompletionRecord& answer) {
    // Whether it is right comes first; the form is nearly always the same.
    QStringList parts;
    for (const bool form : {false, true})
        for (const RewardPart& part : answer.rewards)
            if ((part.name == "format") == form)
                parts << QStringLiteral("%1 %2: %3")
                             .arg(rewardName(part.name), figure(part.weighted, 2),
                                  harmlessLine(qs(part.reason), 200));
    return parts.join(QStringLiteral(" · "));
}

void AnswersModel::setGroups(std::vector<AnswerGroup> groups, bool onlyEqual) {
    beginResetModel();
    groups_ = std::move(groups);
    shown_.clear();
    for (std::size_t i = 0; i < groups_.size(); ++i)
        if (!groups_[i].answers.empty() && (!onlyEqual || groups_[i].noSignal)) shown_.push_back(i);
    endResetModel();
}

void AnswersModel::setImage(const QString& file, const QImage& image) {
    images_[file] = image.scaled(kThumbnail, kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    if (!shown_.empty())
        Q_EMIT dataChanged(index(0, Picture), index(rowCount() - 1, Picture), {Qt::DecorationRole});
}

int AnswersModel::rowOf(std::size_t group) const {
    const auto found = std::find(shown_.begin(), shown_.end(), group);
    return found == shown_.end() ? -1 : static_cast<int>(found - shown_.begin());
}

int AnswersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

QVariant AnswersModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const AnswerGroup& group = groups_[groupAt(index.row())];
    const CompletionRecord& answer = group.answers.front();
    if (role == Qt::DecorationRole && index.column() == Picture && !group.images.empty()) {
        const auto found = images_.find(qs(group.images.front()));
        if (found != images_.end()) return QPixmap::fromImage(*found);
        QPixmap black(kThumbnail, kThumbnail); // until it is read
        black.fill(Qt::black);
        return black;
    }
    if (role == Qt::AccessibleTextRole && index.column() == Picture)
        return tr("Image of sample %1").arg(qs(group.sample));
    if (role == Qt::FontRole && index.column() == Reward) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::ForegroundRole && index.column() == Why) return colour(Token::Text2);
    if (role == Qt::ForegroundRole && index.column() == Answer && !answer.answer) return colour(Token::Alarm);
    if (role == Qt::TextAlignmentRole && index.column() == Reward)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    QString text;
    switch (index.column()) {
    case Reference:
        text = harmlessLine(qs(group.reference));
        break;
    case Answer:
        text = answer.answer ? harmlessLine(qs(*answer.answer)) : QStringLiteral("—");
        break;
    case Why:
        text = reasonsText(answer);
        break;
    case Reward:
        text = figure(answer.total, 2);
        break;
    default:
        if (role == Qt::ToolTipRole) text = tr("Sample %1").arg(qs(group.sample));
    }
    return role == Qt::ToolTipRole ? plainToolTip(text) : text;
}

QVariant AnswersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == Reward ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) return {};
    switch (section) {
    case Reference:
        return tr("Reference");
    case Answer:
        return tr("Answer");
    case Why:
        return tr("Why this reward");
    case Reward:
        return tr("Reward");
    default:
        return QString();
    }
}

} // namespace vrft::ui
