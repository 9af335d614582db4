// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kWidth = 640;
constexpr int kMostRows = 14;
constexpr int kMargin = 12;

enum Role { kDetail = Qt::UserRole, kKeys, kIcon, kReason };

class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {100, std::max(28, option.fontMetrics.height() + 10)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, colour(Token::Selection));
        else if (enabled && option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, colour(Token::Hover));
        QRect words = option.rect.adjusted(kMargin, 0, -kMargin, 0);
        painter->setFont(option.font);
        if (const QString name = index.data(kIcon).toString(); !name.isEmpty())
            painter->drawPixmap(
                words.left(), words.center().y() - 7,
                iconPixmap(name, 14, colour(Token::Text2), painter->device()->devicePixelRatioF()));
        words.setLeft(words.left() + 22);
        if (const QString keys = index.data(kKeys).toString(); !keys.isEmpty()) {
            const int wide = KeyCap::widthOf(keys, option.font);
            KeyCap::paint(
                *painter,
                QRect(words.right() - wide, words.center().y() - KeyCap::kHeight / 2, wide, KeyCap::kHeight),
                keys, colour(Token::Control), colour(enabled ? Token::Text2 : Token::Disabled));
            words.setRight(words.right() - wide - kMargin);
        }
        const QString reason = index.data(kReason).toString();
        const QString detail = reason.isEmpty() ? index.data(kDetail).toString() : reason;
        const QFontMetrics& metrics = option.fontMetrics;
        const QString name =
            metrics.elidedText(index.data().toString(), Qt::ElideRight, words.width() * 3 / 4);
        painter->setPen(colour(enabled ? Token::Text : Token::Disabled));
        painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter, name);
        words.setLeft(words.left() + metrics.horizontalAdvance(name) + kMargin);
        painter->setPen(colour(Token::Text3));
        painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter,
                          metrics.elidedText(detail, Qt::ElideMiddle, words.width()));
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window)
    , field_(new QLineEdit(this))
    , list_(new QListWidget(this)) {
    setObjectName(QStringLiteral("palette"));
    setProperty("kind", QStringLiteral("popup"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Command palette"));
    field_->setObjectName(QStringLiteral("paletteField"));
    field_->setAccessibleName(tr("Search, or type a command"));
    field_->setPlaceholderText(tr("Search, or type a command"));
    field_->setToolTip(tr("Arrow keys choose, Enter does it, Escape goes back"));
    field_->addAction(icon(QStringLiteral("search"), Token::Text3), QLineEdit::LeadingPosition);
    field_->installEventFilter(this);
    list_->setObjectName(QStringLiteral("paletteList"));
    list_->setAccessibleName(tr("Commands that fit"));
    list_->setFocusPolicy(Qt::NoFocus); // the field keeps it
    list_->setMouseTracking(true);
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setItemDelegate(new RowDelegate(list_));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 1, 1, 1);
    all->setSpacing(0);
    all->addWidget(field_);
    all->addWidget(list_);
    connect(field_, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::run);
    window->installEventFilter(this);
    hide();
}

void CommandPalette::open(std::vector<Command> commands, Search search) {
    if (!isVisible()) focusBefore_ = QApplication::focusWidget();
    commands_ = std::move(commands);
    search_ = std::move(search);
    const bool before = field_->blockSignals(true);
    field_->clear();
    field_->blockSignals(before);
    fill();
    show();
    raise();
    field_->setFocus(Qt::ShortcutFocusReason);
}

QStringList CommandPalette::shown() const {
    QStringList names;
    for (const Command& command : shown_)
        names << command.name;
    return names;
}

void CommandPalette::fill() {
    const QString typed = field_->text().trimmed();
    shown_.clear();
    for (const std::size_t i : fitting(commands_, typed))
        shown_.push_back(commands_[i]);
    if (search_)
        for (Command& found : search_(typed))
            shown_.push_back(std::move(found));
    list_->clear();
    for (const Command& command : shown_) {
        auto* item = new QListWidgetItem(command.name, list_);
        item->setData(kDetail, command.detail);
        item->setData(kKeys, QString(command.keys).replace(QLatin1Char('+'), QLatin1Char(' ')));
        item->setData(kIcon, command.icon);
        item->setData(kReason, command.enabled ? QString() : command.reason);
        item->setData(Qt::AccessibleTextRole,
                      QStringLiteral("%1, %2 %3").arg(command.name, command.detail, command.keys));
        item->setToolTip(
            plainToolTip(command.reason.isEmpty() || command.enabled ? command.detail : command.reason));
        if (!command.enabled) item->setFlags(Qt::ItemIsSelectable);
    }
    if (shown_.empty()) {
        auto* item = new QListWidgetItem(tr("Nothing fits “%1”.").arg(typed), list_);
        item->setFlags(Qt::NoItemFlags);
    }
    list_->setCurrentRow(-1);
    step(1);
    list_->scrollToTop();
    place();
}

// Over the field of the top bar, as wide as the words need, never over the window's edge.
void CommandPalette::place() {
    const QWidget* window = parentWidget();
    const int wide = std::min(kWidth, window->width() - 16);
    const int row = std::max(1, list_->sizeHintForRow(0));
    const int rows = std::clamp(list_->count(), 1, kMostRows);
    list_->setFixedHeight(std::min(rows * row, std::max(row, window->height() - 120)));
    adjustSize();
    int right = window->width() - 8;
    int top = 2;
    if (anchor_ && anchor_->isVisible()) {
        const QPoint corner = anchor_->mapTo(window, anchor_->rect().topRight());
        right = corner.x() + 1;
        top = corner.y() - 1;
    }
    setGeometry(std::max(8, right - wide), top, wide, sizeHint().height());
}

// Past what can't be done now.
void CommandPalette::step(int rows) {
    const auto can = [this](int row) { return list_->item(row)->flags().testFlag(Qt::ItemIsEnabled); };
    const int last = list_->count() - 1;
    const int way = rows < 0 ? -1 : 1;
    int row = std::clamp(list_->currentRow() + rows, 0, std::max(0, last));
    while (row >= 0 && row <= last && !can(row))
        row += way;
    if (row < 0 || row > last) return;
    list_->setCurrentRow(row);
}

void CommandPalette::leave(bool focusBack) {
    const QPointer<QWidget> before = std::exchange(focusBefore_, nullptr); // hiding comes back here
    hide();
    if (focusBack && before) before->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::run(const QListWidgetItem* item) {
    const int row = item == nullptr ? -1 : list_->row(item);
    if (row < 0 || row >= static_cast<int>(shown_.size())) return;
    const Command command = shown_[static_cast<std::size_t>(row)];
    if (!command.enabled) return;
    leave(true); // first: what is done may open a dialog
    command.run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible()) place();
        return QFrame::eventFilter(watched, event);
    }
    if (event->type() == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason) leave(false);
    } else if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Down:
            step(1);
            return true;
        case Qt::Key_Up:
            step(-1);
            return true;
        case Qt::Key_PageDown:
            step(kMostRows - 1);
            return true;
        case Qt::Key_PageUp:
            step(1 - kMostRows);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            run(list_->currentItem());
            return true;
        case Qt::Key_Escape:
            leave(true);
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace vrft::ui
