// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/series_strip.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QSlider>
#include <QToolTip>

namespace vrft::ui {

namespace {

constexpr int kPictureWidth = 84;
constexpr int kPictureHeight = 56;
constexpr int kCellWidth = 92;

} // namespace

SeriesRow::SeriesRow(StackCursor& cursor, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent)
    , cursor_(cursor)
    , thumbnails_(thumbnails) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Series of the study"));
    setToolTip(tr("Series of the study"));
    setObjectName(QStringLiteral("seriesRow"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    connect(&cursor_, &StackCursor::opened, this, [this] {
        setMinimumWidth(sizeHint().width()); // wider than its place: it scrolls
        update();
    });
    connect(&thumbnails_, &Thumbnails::arrived, this, qOverload<>(&QWidget::update));
}

int SeriesRow::count() const {
    return cursor_.isOpen() ? static_cast<int>(cursor_.study().series.size()) : 0;
}

int SeriesRow::current() const {
    if (!cursor_.isOpen()) return -1;
    return static_cast<int>(&cursor_.series() - cursor_.study().series.data());
}

QSize SeriesRow::sizeHint() const {
    return {std::max(1, count()) * kCellWidth, 82};
}

QRect SeriesRow::cell(int index) const {
    return {index * kCellWidth, 0, kCellWidth, height()};
}

void SeriesRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (int i = 0; i < count(); ++i) {
        const SeriesEntry& series = cursor_.study().series[static_cast<std::size_t>(i)];
        const QRect picture(cell(i).x() + 2, 4, kPictureWidth, kPictureHeight);
        if (series.num_frames > 0)
            thumbnails_.paint(painter, picture, {series.images[0].file, 0});
        else
            painter.fillRect(picture, colour(Token::Raised));
        if (i == current()) {
            painter.setPen(QPen(colour(hasFocus() ? Token::Focus : Token::AccentText), 2));
            painter.drawRect(picture);
        }
        QFont font = painter.font();
        font.setPixelSize(11);
        painter.setFont(font);
        painter.setPen(colour(i == current() ? Token::Text : Token::Text2));
        const QString name =
            QStringLiteral("%1 · %2").arg(seriesName(series.series), grouped(series.num_frames));
        painter.drawText(QRect(picture.left(), picture.bottom() + 4, kPictureWidth, 16),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(name, Qt::ElideRight, kPictureWidth));
    }
}

void SeriesRow::mousePressEvent(QMouseEvent* event) {
    for (int i = 0; i < count(); ++i)
        if (cell(i).contains(event->position().toPoint())) Q_EMIT chosen(static_cast<std::size_t>(i));
}

void SeriesRow::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int to = current() + step;
    if (step == 0 || to < 0 || to >= count()) return QWidget::keyPressEvent(event);
    Q_EMIT chosen(static_cast<std::size_t>(to));
}

bool SeriesRow::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (int i = 0; i < count(); ++i) {
        if (!cell(i).contains(help->pos())) continue;
        const SeriesEntry& series = cursor_.study().series[static_cast<std::size_t>(i)];
        QToolTip::showText(
            help->globalPos(),
            series.num_frames == 1
                ? tr("%1, 1 image").arg(seriesName(series.series))
                : tr("%1, %2 images").arg(seriesName(series.series), grouped(series.num_frames)));
    }
    return true;
}

SeriesStrip::SeriesStrip(StackCursor& cursor, Thumbnails& thumbnails, QAction* previous, QAction* next,
                         QWidget* parent)
    : QWidget(parent)
    , cursor_(cursor)
    , row_(new SeriesRow(cursor, thumbnails, this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(96);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(row_);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(kCellWidth);

    place_ = makeLabel({}, TextKind::Body, this);
    note_ = makeLabel({}, TextKind::Caption, this);
    slider_ = new QSlider(Qt::Horizontal, this);
    slider_->setAccessibleName(tr("Place in the series"));
    slider_->setToolTip(tr("Place in the series"));
    slider_->setObjectName(QStringLiteral("place"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(place_, 1);
    head->addWidget(new KeyCap(previous->shortcut(), this));
    head->addWidget(new KeyCap(next->shortcut(), this));
    head->addWidget(makeLabel(tr("previous, next"), TextKind::Caption, this));
    auto* where = new QVBoxLayout;
    where->setSpacing(4);
    where->addLayout(head);
    where->addWidget(slider_);
    where->addWidget(note_);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(12, 6, 12, 6);
    all->setSpacing(16);
    all->addWidget(scroll, 3);
    all->addWidget(makeLine(Qt::Vertical, this));
    all->addLayout(where, 4);

    connect(row_, &SeriesRow::chosen, this, &SeriesStrip::chosen);
    connect(slider_, &QSlider::valueChanged, this, [this](int value) { cursor_.moveTo(value); });
    connect(&cursor_, &StackCursor::opened, this, &SeriesStrip::follow);
    connect(&cursor_, &StackCursor::moved, this, &SeriesStrip::follow);
    follow();
}

void SeriesStrip::follow() {
    const QSignalBlocker quiet(slider_);
    const int count = cursor_.count();
    slider_->setRange(0, std::max(0, count - 1));
    slider_->setEnabled(count > 1);
    slider_->setValue(std::max(0, cursor_.index()));
    place_->setText(count == 0 ? tr("No image") : tr("Image %1 of %2").arg(cursor_.index() + 1).arg(count));
    if (!cursor_.isOpen())
        note_->setText(tr("Choose a patient at the left"));
    else
        note_->setText(tr("%1, series %2 of %3")
                           .arg(seriesName(cursor_.series().series))
                           .arg(&cursor_.series() - cursor_.study().series.data() + 1)
                           .arg(cursor_.study().series.size()));
}

} // namespace vrft::ui
