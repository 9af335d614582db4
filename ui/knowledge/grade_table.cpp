// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The two pictures of the reward panel: the table of credits and the bars of one row.
#include "ui/knowledge/reward_panel.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

namespace vrft::ui {

namespace {

constexpr int kCellHeight = 26;
constexpr int kHead = 20;
constexpr int kLeft = 28;

// The first colour of a series, which ordinal tables take by value.
QColor seriesOne() {
    return theme().dark() ? QColor(0x56, 0xB4, 0xE9) : QColor(0x00, 0x72, 0xB2);
}

QFont small(QFont font) {
    font.setPixelSize(12);
    return font;
}

} // namespace

QString credit(double value) {
    QString text = figure(value, value >= 0.1 ? 2 : 3);
    if (text.startsWith(QStringLiteral("0."))) text.remove(0, 1);
    return text;
}

GradeTable::GradeTable(QWidget* parent)
    : QWidget(parent)
    , edit_(new QLineEdit(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("gradeTable"));
    setAccessibleName(tr("Credit by reference and answer"));
    setToolTip(tr("Arrow keys choose a cell, Return or a digit edits it"));
    edit_->setObjectName(QStringLiteral("creditEdit"));
    edit_->setAccessibleName(tr("Credit"));
    edit_->setToolTip(tr("Between 0 and 1; Return takes it, Escape leaves it"));
    edit_->installEventFilter(this);
    edit_->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void GradeTable::setCredits(std::vector<int> grades, std::vector<std::vector<double>> credits) {
    const bool other = grades.size() != grades_.size();
    grades_ = std::move(grades);
    credits_ = std::move(credits);
    if (other) {
        edit_->hide();
        const int last = std::max(0, static_cast<int>(grades_.size()) - 1);
        row_ = std::min(last, std::max(0, last - 1));
        column_ = std::max(0, row_ - 1);
        updateGeometry();
    }
    update();
}

QSize GradeTable::sizeHint() const {
    const int count = std::max(1, static_cast<int>(grades_.size()));
    return {kLeft + count * 34, kHead + count * kCellHeight + 1};
}

QRect GradeTable::cellRect(int row, int column) const {
    const int count = std::max(1, static_cast<int>(grades_.size()));
    const int width = std::clamp((this->width() - kLeft - 1) / count, 24, 52);
    return {kLeft + column * width, kHead + row * kCellHeight, width, kCellHeight};
}

QPoint GradeTable::cellAt(QPoint at) const {
    for (int row = 0; row < static_cast<int>(grades_.size()); ++row)
        for (int column = 0; column < static_cast<int>(grades_.size()); ++column)
            if (cellRect(row, column).contains(at)) return {column, row};
    return {-1, -1};
}

void GradeTable::choose(int row, int column) {
    const int last = static_cast<int>(grades_.size()) - 1;
    row_ = std::clamp(row, 0, std::max(0, last));
    column_ = std::clamp(column, 0, std::max(0, last));
    if (last >= 0)
        setAccessibleDescription(
            tr("reference %1, answer %2: %3")
                .arg(grades_[static_cast<std::size_t>(row_)])
                .arg(grades_[static_cast<std::size_t>(column_)])
                .arg(credit(credits_[static_cast<std::size_t>(row_)][static_cast<std::size_t>(column_)])));
    update();
    Q_EMIT chosen();
}

void GradeTable::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(small(font()));
    const int count = static_cast<int>(grades_.size());
    for (int i = 0; i < count; ++i) {
        const QString grade = QString::number(grades_[static_cast<std::size_t>(i)]);
        painter.setPen(colour(Token::Text3));
        const QRect column = cellRect(0, i);
        painter.drawText(QRect(column.left(), 0, column.width(), kHead - 2), Qt::AlignCenter, grade);
        painter.drawText(QRect(0, cellRect(i, 0).top(), kLeft - 8, kCellHeight),
                         Qt::AlignRight | Qt::AlignVCenter, grade);
    }
    for (int row = 0; row < count; ++row) {
        for (int column = 0; column < count; ++column) {
            const QRect cell = cellRect(row, column);
            const double value = credits_[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
            QColor ground = seriesOne();
            ground.setAlpha(qRound(255 * 0.42 * std::pow(std::clamp(value, 0.0, 1.0), 0.45)));
            painter.fillRect(cell, ground);
            painter.setPen(colour(Token::Line));
            painter.drawRect(cell.adjusted(0, 0, -1, -1));
            painter.setPen(colour(Token::Text));
            painter.drawText(cell, Qt::AlignCenter, credit(value));
        }
    }
    if (count == 0) return;
    painter.setPen(QPen(colour(hasFocus() ? Token::Focus : Token::AccentText), 2));
    painter.drawRect(cellRect(row_, column_).adjusted(1, 1, -1, -1));
}

void GradeTable::mousePressEvent(QMouseEvent* event) {
    const QPoint cell = cellAt(event->position().toPoint());
    if (cell.x() >= 0) choose(cell.y(), cell.x());
}

void GradeTable::mouseDoubleClickEvent(QMouseEvent* event) {
    if (cellAt(event->position().toPoint()).x() >= 0) beginEditing({});
}

void GradeTable::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void GradeTable::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(row_, column_ - 1);
    case Qt::Key_Right:
        return choose(row_, column_ + 1);
    case Qt::Key_Up:
        return choose(row_ - 1, column_);
    case Qt::Key_Down:
        return choose(row_ + 1, column_);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        return beginEditing({});
    default:
        break;
    }
    const QString text = event->text();
    if (event->modifiers() == Qt::NoModifier && text.size() == 1 &&
        (text[0].isDigit() || text == QStringLiteral(".")))
        return beginEditing(text);
    QWidget::keyPressEvent(event);
}

void GradeTable::beginEditing(const QString& first) {
    if (grades_.empty()) return;
    if (row_ == column_) {
        Q_EMIT refused(tr("The exact grade always earns 1. Choose a cell beside the diagonal."));
        return;
    }
    edit_->setGeometry(cellRect(row_, column_).adjusted(-8, -1, 8, 1));
    edit_->setText(first.isEmpty()
                       ? credit(credits_[static_cast<std::size_t>(row_)][static_cast<std::size_t>(column_)])
                       : first);
    if (first.isEmpty()) edit_->selectAll();
    edit_->show();
    edit_->raise();
    edit_->setFocus();
}

void GradeTable::endEditing(bool take) {
    if (!edit_->isVisible()) return;
    const QString text = edit_->text().trimmed().replace(QLatin1Char(','), QLatin1Char('.'));
    edit_->hide();
    setFocus();
    if (!take) return;
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber || !(value >= 0 && value <= 1))
        Q_EMIT refused(tr("Between 0 and 1."));
    else
        Q_EMIT edited(row_, column_, value);
}

bool GradeTable::eventFilter(QObject* watched, QEvent* event) {
    if (watched == edit_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape) {
            endEditing(key != Qt::Key_Escape);
            return true;
        }
    } else if (watched == edit_ && event->type() == QEvent::FocusOut) {
        endEditing(true);
    }
    return QWidget::eventFilter(watched, event);
}

RewardBars::RewardBars(QWidget* parent)
    : QWidget(parent) {
    setAccessibleName(tr("Reward by answer"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void RewardBars::setCredits(std::vector<int> grades, std::vector<double> credits, int reference) {
    grades_ = std::move(grades);
    credits_ = std::move(credits);
    reference_ = reference;
    QStringList said;
    for (std::size_t i = 0; i < grades_.size(); ++i)
        said << QStringLiteral("%1: %2").arg(grades_[i]).arg(credit(credits_[i]));
    setAccessibleDescription(said.join(QStringLiteral(", ")));
    setToolTip(plainToolTip(said.join(QLatin1Char('\n'))));
    update();
}

void RewardBars::paintEvent(QPaintEvent*) {
    if (grades_.empty()) return;
    QPainter painter(this);
    const QRect area = rect().adjusted(8, 18, -4, -22);
    const double step = static_cast<double>(area.width()) / static_cast<double>(grades_.size());
    QFont plain = font();
    plain.setPixelSize(11);
    for (std::size_t i = 0; i < grades_.size(); ++i) {
        const bool reference = static_cast<int>(i) == reference_;
        const double height = std::clamp(credits_[i], 0.0, 1.0) * area.height();
        const double width = std::min(26.0, step * 0.6);
        const double middle = area.left() + step * (static_cast<double>(i) + 0.5);
        QColor fill = seriesOne();
        if (!reference) fill.setAlpha(191);
        painter.fillRect(QRectF(middle - width / 2, area.bottom() - height, width, height), fill);
        QFont font = plain;
        font.setPixelSize(reference ? 12 : 11);
        font.setBold(reference);
        painter.setFont(font);
        painter.setPen(colour(reference ? Token::Text : Token::Text2));
        painter.drawText(QRectF(middle - step / 2, area.bottom() - height - 17, step, 16), Qt::AlignCenter,
                         credit(credits_[i]));
        painter.drawText(QRectF(middle - step / 2, area.bottom() + 4, step, 16), Qt::AlignCenter,
                         QString::number(grades_[i]));
    }
    painter.setPen(colour(Token::Control));
    painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom());
    painter.drawLine(area.left(), area.top(), area.left(), area.bottom());
}

} // namespace vrft::ui
