// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/series_strip.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
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

SeriesRow::SeriesRow(StackCursor& cursor, StackBook& stacks, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent)
    , cursor_(cursor)
    , stacks_(stacks)
    , thumbnails_(thumbnails) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Series of the study"));
    setToolTip(tr("Series of the study"));
    setObjectName(QStringLiteral("seriesRow"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    for (const auto signal : {&StackCursor::opened, &StackCursor::sorted})
        connect(&cursor_, signal, this, &SeriesRow::arrange);
    connect(&stacks_, &StackBook::arrived, this, &SeriesRow::arrange);
    connect(&thumbnails_, &Thumbnails::arrived, this, qOverload<>(&QWidget::update));
}

std::vector<SeriesRow::Cell> SeriesRow::cellsOf(std::size_t index) const {
    const SeriesEntry& series = cursor_.study().series[index];
    const QString name = seriesName(series.series);
    const StacksPointer stacks = stacks_.known(cursor_.study(), series);
    if (series.num_frames == 0) return {{index, 0, {}, 0, name}};
    if (!stacks || stacks->size() < 2)
        return {{index, 0, {series.images[0].file, 0}, series.num_frames, name}};
    // Ids count the frames file by file.
    std::vector<FrameAddress> frames;
    for (const ImageEntry& image : series.images)
        for (int frame = 0; frame < image.instance.frames; ++frame)
            frames.push_back({image.file, frame});
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < stacks->size(); ++i) {
        const Stack& stack = (*stacks)[i];
        int images = 0;
        for (const StackPosition& position : stack.positions)
            images += static_cast<int>(position.frames.size());
        const QString plane = planeWord(stack);
        cells.push_back({index, static_cast<int>(i), frames.at(stack.positions.front().frames.front()),
                         images, plane.isEmpty() ? name : QStringLiteral("%1, %2").arg(plane, name)});
    }
    return cells;
}

void SeriesRow::arrange() {
    cells_.clear();
    for (std::size_t i = 0; cursor_.isOpen() && i < cursor_.study().series.size(); ++i)
        for (Cell& cell : cellsOf(i))
            cells_.push_back(std::move(cell));
    setMinimumWidth(sizeHint().width()); // wider than its place: it scrolls
    update();
}

int SeriesRow::current() const {
    if (!cursor_.isOpen()) return -1;
    for (int i = 0; i < count(); ++i) {
        const Cell& cell = cells_[static_cast<std::size_t>(i)];
        if (cell.series == cursor_.place().series && cell.stack == cursor_.stack()) return i;
    }
    return -1;
}

QStringList SeriesRow::names() const {
    QStringList names;
    for (const Cell& cell : cells_)
        names << QStringLiteral("%1 · %2").arg(cell.name, grouped(cell.images));
    return names;
}

QSize SeriesRow::sizeHint() const {
    return {std::max(1, count()) * kCellWidth, 82};
}

QRect SeriesRow::place(int index) const {
    return {index * kCellWidth, 0, kCellWidth, height()};
}

int SeriesRow::cellAt(const QPoint& point) const {
    const int index = point.x() / kCellWidth;
    return point.x() >= 0 && index < count() ? index : -1;
}

void SeriesRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int chosenCell = current();
    for (int i = 0; i < count(); ++i) {
        const Cell& cell = cells_[static_cast<std::size_t>(i)];
        const QRect picture(place(i).x() + 2, 4, kPictureWidth, kPictureHeight);
        if (cell.images > 0)
            thumbnails_.paint(painter, picture, cell.first);
        else
            painter.fillRect(picture, colour(Token::Raised));
        if (i == chosenCell) {
            painter.setPen(QPen(colour(hasFocus() ? Token::Focus : Token::AccentText), 2));
            painter.drawRect(picture);
        }
        QFont font = painter.font();
        font.setPixelSize(textPixels(11));
        painter.setFont(font);
        painter.setPen(colour(i == chosenCell ? Token::Text : Token::Text2));
        // The count stays when the name is cut.
        const QString images = QStringLiteral(" · %1").arg(grouped(cell.images));
        const int room = kPictureWidth - painter.fontMetrics().horizontalAdvance(images);
        painter.drawText(QRect(picture.left(), picture.bottom() + 4, kPictureWidth, textPixels(16)),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(cell.name, Qt::ElideRight, room) + images);
    }
}

void SeriesRow::mousePressEvent(QMouseEvent* event) {
    const int index = cellAt(event->position().toPoint());
    if (index < 0 || event->button() != Qt::LeftButton) return;
    const Cell cell = cells_[static_cast<std::size_t>(index)];
    Q_EMIT chosen(cell.series, cell.stack);
}

void SeriesRow::contextMenuEvent(QContextMenuEvent* event) {
    const bool mouse = event->reason() == QContextMenuEvent::Mouse;
    const int index = mouse ? cellAt(event->pos()) : current();
    if (index < 0) return;
    const Cell cell = cells_[static_cast<std::size_t>(index)];
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* here = menu->addAction(tr("Open"));
    QAction* beside = menu->addAction(tr("Open side by side"));
    beside->setEnabled(cell.images > 0);
    connect(here, &QAction::triggered, this, [this, cell] { Q_EMIT chosen(cell.series, cell.stack); });
    connect(beside, &QAction::triggered, this,
            [this, cell] { Q_EMIT besideChosen(cell.series, cell.stack); });
    menu->popup(mouse ? event->globalPos() : mapToGlobal(place(index).center()));
}

void SeriesRow::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int to = current() + step;
    if (step == 0 || to < 0 || to >= count()) return QWidget::keyPressEvent(event);
    const Cell cell = cells_[static_cast<std::size_t>(to)];
    Q_EMIT chosen(cell.series, cell.stack);
}

bool SeriesRow::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const int index = cellAt(help->pos()); index >= 0) {
        const Cell& cell = cells_[static_cast<std::size_t>(index)];
        const QString text = cell.images == 1 ? tr("%1, 1 image").arg(cell.name)
                                              : tr("%1, %2 images").arg(cell.name, grouped(cell.images));
        QToolTip::showText(help->globalPos(), plainToolTip(text));
    }
    return true;
}

SeriesStrip::SeriesStrip(StackCursor& cursor, StackBook& stacks, Thumbnails& thumbnails, QAction* previous,
                         QAction* next, QWidget* parent)
    : QWidget(parent)
    , cursor_(cursor)
    , row_(new SeriesRow(cursor, stacks, thumbnails, this)) {
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
    note_ = new ElidedLabel(TextKind::Caption, this);
    compare_ = makeButton(tr("Open side by side"), ButtonKind::Link, this);
    compare_->setObjectName(QStringLiteral("compare"));
    slider_ = new QSlider(Qt::Horizontal, this);
    slider_->setAccessibleName(tr("Place in the series"));
    slider_->setToolTip(tr("Place in the series"));
    slider_->setObjectName(QStringLiteral("place"));
    second_ = new QSlider(Qt::Horizontal, this);
    second_->setAccessibleName(tr("Time or echo at this position"));
    second_->setToolTip(tr("Time or echo at this position (Shift + wheel)"));
    second_->setObjectName(QStringLiteral("second"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(place_, 1);
    head->addWidget(new KeyCap(previous->shortcut(), this));
    head->addWidget(new KeyCap(next->shortcut(), this));
    head->addWidget(makeLabel(tr("previous, next"), TextKind::Caption, this));
    auto* where = new QVBoxLayout;
    where->setSpacing(4);
    where->addLayout(head);
    auto* sliders = new QHBoxLayout;
    sliders->setSpacing(12);
    sliders->addWidget(slider_, 3);
    sliders->addWidget(second_, 1);
    where->addLayout(sliders);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(note_, 1);
    foot->addWidget(compare_);
    where->addLayout(foot);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(12, 6, 12, 6);
    all->setSpacing(16);
    all->addWidget(scroll, 3);
    all->addWidget(makeLine(Qt::Vertical, this));
    all->addLayout(where, 4);

    connect(row_, &SeriesRow::chosen, this, &SeriesStrip::chosen);
    connect(row_, &SeriesRow::besideChosen, this, &SeriesStrip::besideChosen);
    connect(compare_, &QPushButton::clicked, this, &SeriesStrip::comparisonWanted);
    connect(slider_, &QSlider::valueChanged, this, [this](int value) { cursor_.moveTo(value); });
    connect(second_, &QSlider::valueChanged, this, [this](int value) { cursor_.moveSecond(value); });
    for (const auto signal : {&StackCursor::opened, &StackCursor::sorted, &StackCursor::moved})
        connect(&cursor_, signal, this, &SeriesStrip::follow);
    follow();
}

void SeriesStrip::setComparison(const QString& text) {
    comparison_ = text;
    follow();
}

void SeriesStrip::follow() {
    const QSignalBlocker quiet(slider_);
    const QSignalBlocker secondQuiet(second_);
    const int count = cursor_.count();
    slider_->setRange(0, std::max(0, count - 1));
    slider_->setEnabled(count > 1);
    slider_->setValue(std::max(0, cursor_.index()));
    second_->setVisible(cursor_.depth() > 1);
    second_->setRange(0, cursor_.depth() - 1);
    second_->setValue(cursor_.second());
    QString place = count == 0 ? tr("No image") : tr("Image %1 of %2").arg(cursor_.index() + 1).arg(count);
    if (cursor_.depth() > 1)
        place += QStringLiteral(" · ") + tr("%1 of %2 there").arg(cursor_.second() + 1).arg(cursor_.depth());
    place_->setText(place);
    compare_->setVisible(!comparison_.isEmpty());
    if (!comparison_.isEmpty())
        note_->setWholeText(comparison_);
    else if (!cursor_.isOpen())
        note_->setWholeText(tr("Choose a patient at the left"));
    else
        note_->setWholeText(tr("%1, series %2 of %3")
                                .arg(seriesName(cursor_.series().series))
                                .arg(cursor_.place().series + 1)
                                .arg(cursor_.study().series.size()));
}

} // namespace vrft::ui
