// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/compare_list.h"

#include "ui/runs/run_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <set>

namespace vrft::ui {

namespace {

constexpr int kCompareRow = 48;
constexpr int kMark = 16;
constexpr std::array<Token, kMostCompared> kComparedColours = {Token::S1, Token::S2, Token::S3,
                                                               Token::S4, Token::S5, Token::S6};

// A click anywhere in the row, or the space bar, takes the run in or out.
class CompareDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {100, textPixels(kCompareRow)};
    }

    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override {
        const bool click = event->type() == QEvent::MouseButtonRelease &&
                           static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton &&
                           option.rect.contains(static_cast<QMouseEvent*>(event)->pos());
        const bool space =
            event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
        if (!click && !space) return false;
        const bool chosen = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        model->setData(index, chosen ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return true;
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const auto& model = static_cast<const CompareListModel&>(*index.model());
        const RunLine* line = model.line(index);
        if (line == nullptr) return;
        painter->save();
        paintRowGround(*painter, option, RowEdge::Bar);
        const QRect cell = option.rect;
        const std::optional<Token> own = model.colourOf(line->id);
        paintMark(*painter, QRect(cell.left() + 12, cell.center().y() - kMark / 2, kMark, kMark),
                  own.has_value());
        if (own) painter->fillRect(QRect(cell.left() + 36, cell.center().y() - 6, 12, 12), colour(*own));
        QFont font = option.font;
        font.setPixelSize(textPixels(12));
        const QFontMetrics small(font);
        const QString right = run_words::rightOfRow(*line);
        const int rightWidth = small.horizontalAdvance(right);
        const QRect top(cell.left() + 56, cell.top() + textPixels(5), cell.width() - 68, textPixels(20));
        painter->setFont(font);
        painter->setPen(colour(Token::Text2));
        painter->drawText(top, Qt::AlignRight | Qt::AlignVCenter, right);
        painter->drawText(top.translated(0, textPixels(18)), Qt::AlignLeft | Qt::AlignVCenter,
                          small.elidedText(run_words::strategy(*line), Qt::ElideRight, top.width()));
        font.setPixelSize(textPixels(13));
        painter->setFont(font);
        painter->setPen(colour(Token::Text));
        painter->drawText(
            top, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(line->name, Qt::ElideRight, top.width() - rightWidth - 8));
        painter->restore();
    }

private:
    static void paintMark(QPainter& painter, const QRect& place, bool chosen) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(colour(chosen ? Token::Accent : Token::Control));
        painter.setBrush(chosen ? colour(Token::Accent) : colour(Token::Input));
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        if (chosen) {
            painter.setPen(QPen(Qt::white, 1.6));
            painter.drawPolyline(QPolygonF({QPointF(place.left() + 4, place.top() + 8.5),
                                            QPointF(place.left() + 7, place.top() + 11.5),
                                            QPointF(place.left() + 12, place.top() + 5)}));
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
};

} // namespace

void CompareListModel::set(const RunsPointer& runs) {
    std::vector<RunLine> lines;
    std::set<QString> there;
    for (const RunLine& line : runs->lines) {
        if (line.state == RunState::Unreadable) continue;
        lines.push_back(line);
        there.insert(line.id);
    }
    if (lines == lines_) return;
    const bool same = lines.size() == lines_.size() &&
                      std::equal(lines.begin(), lines.end(), lines_.begin(),
                                 [](const RunLine& a, const RunLine& b) { return a.id == b.id; });
    if (same) {
        lines_ = std::move(lines);
        if (!lines_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    } else {
        beginResetModel();
        lines_ = std::move(lines);
        endResetModel();
    }
    const std::size_t gone =
        std::erase_if(places_, [&](const auto& item) { return !there.contains(item.first); });
    if (gone > 0) Q_EMIT chosenChanged();
}

bool CompareListModel::choose(const QString& run, bool chosen) {
    const QModelIndex at = find(run);
    if (!at.isValid()) return false;
    if (chosen == places_.contains(run)) return true;
    if (chosen) {
        if (places_.size() == kMostCompared) {
            Q_EMIT tooMany();
            return false;
        }
        std::set<int> taken;
        for (const auto& [other, place] : places_)
            taken.insert(place);
        int free = 0;
        while (taken.contains(free))
            ++free;
        places_[run] = free;
    } else {
        places_.erase(run);
    }
    Q_EMIT dataChanged(at, at);
    Q_EMIT chosenChanged();
    return true;
}

QStringList CompareListModel::chosen() const {
    QStringList ids;
    for (const RunLine& line : lines_)
        if (places_.contains(line.id)) ids << line.id;
    return ids;
}

std::optional<Token> CompareListModel::colourOf(const QString& run) const {
    const auto place = places_.find(run);
    if (place == places_.end()) return std::nullopt;
    return kComparedColours[static_cast<std::size_t>(place->second)];
}

const RunLine* CompareListModel::line(const QModelIndex& index) const {
    return index.isValid() ? &lines_[static_cast<std::size_t>(index.row())] : nullptr;
}

QModelIndex CompareListModel::find(const QString& run) const {
    for (std::size_t i = 0; i < lines_.size(); ++i)
        if (lines_[i].id == run) return index(static_cast<int>(i));
    return {};
}

int CompareListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

QVariant CompareListModel::data(const QModelIndex& index, int role) const {
    const RunLine* of = line(index);
    if (of == nullptr) return {};
    if (role == Qt::DisplayRole) return of->name;
    if (role == Qt::CheckStateRole) return places_.contains(of->id) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::AccessibleTextRole)
        return QStringLiteral("%1, %2, %3")
            .arg(of->name, run_words::strategy(*of), run_words::rightOfRow(*of));
    if (role == Qt::ToolTipRole)
        return plainToolTip(QStringLiteral("%1 · %2 · %3")
                                .arg(of->name, run_words::strategy(*of), run_words::state(of->state)));
    return {};
}

bool CompareListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const RunLine* of = line(index);
    return of != nullptr && role == Qt::CheckStateRole && choose(of->id, value.toInt() == Qt::Checked);
}

Qt::ItemFlags CompareListModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                           : Qt::NoItemFlags;
}

CompareList::CompareList(QWidget* parent)
    : QWidget(parent)
    , count_(makeLabel({}, TextKind::Second, this))
    , list_(new QListView(this))
    , note_(makeLabel({}, TextKind::Body, this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(200);
    count_->setObjectName(QStringLiteral("comparedCount"));
    auto* headArea = new QWidget(this);
    auto* head = new QHBoxLayout(headArea);
    head->setContentsMargins(12, 0, 8, 0);
    head->setSpacing(8);
    head->addWidget(makeLabel(tr("Runs to compare"), TextKind::Head, headArea));
    head->addWidget(count_);
    head->addStretch(1);
    headArea->setMinimumHeight(40);
    list_->setObjectName(QStringLiteral("comparedRuns"));
    list_->setAccessibleName(tr("Runs to compare"));
    list_->setToolTip(tr("Click or Space takes a run in or out, up to six"));
    list_->setModel(&model_);
    list_->setItemDelegate(new CompareDelegate(list_));
    list_->setMouseTracking(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    note_->setObjectName(QStringLiteral("comparedNote"));
    note_->setWordWrap(true);
    note_->setContentsMargins(12, 8, 12, 8);
    note_->hide();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(headArea);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(list_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(note_);
    connect(&model_, &CompareListModel::chosenChanged, this, &CompareList::count);
    connect(&model_, &CompareListModel::tooMany, this,
            [this] { setNote(tr("Six runs are compared already: take one out first."), false); });
}

void CompareList::set(const RunsPointer& runs) {
    model_.set(runs);
    count();
}

void CompareList::setNote(const QString& text, bool good) {
    setKind(note_, good ? QStringLiteral("good") : QStringLiteral("caution"));
    note_->setText(text);
    note_->setVisible(!text.isEmpty());
}

void CompareList::count() {
    count_->setText(tr("%1 of %2").arg(model_.chosen().size()).arg(model_.numRuns()));
}

} // namespace vrft::ui
