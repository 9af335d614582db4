// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keys of ImageView.
#include "ui/viewer/image_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

namespace vrft::ui {

namespace {

constexpr double kClickSlack = 3; // a drag shorter than this is a click
constexpr double kZoomStep = 1.15;

Box boxBetween(QPointF a, QPointF b) {
    return {std::min(a.x(), b.x()), std::min(a.y(), b.y()), std::max(a.x(), b.x()), std::max(a.y(), b.y())};
}

} // namespace

void ImageView::setTool(Tool tool) {
    abandonDrag();
    tool_ = tool;
    updateCursor(pointer_.value_or(QPointF(-1, -1)));
}

QPointF ImageView::inImage(QPointF screen) const {
    const QPointF at = transform_.toImage(screen);
    return {std::clamp(at.x(), 0.0, static_cast<double>(frame_->width)),
            std::clamp(at.y(), 0.0, static_cast<double>(frame_->height))};
}

// The chosen box first, then the smallest one under the pointer.
int ImageView::boxAt(QPointF at, Grip& grip) const {
    int best = -1;
    double bestArea = HUGE_VAL;
    for (int i = 0; i < static_cast<int>(boxes_.size()); ++i) {
        const ViewBox& box = boxes_[static_cast<std::size_t>(i)];
        const Grip here = box.editable ? gripAt(transform_.toScreen(box.box), at) : Grip::None;
        if (here == Grip::None) continue;
        const double area = i == chosenBox_ ? -1 : box.box.area();
        if (area >= bestArea) continue;
        best = i;
        bestArea = area;
        grip = here;
    }
    return best;
}

void ImageView::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (!frame_ || drag_ != Drag::None) return;
    pressed_ = last_ = event->position();
    if (event->button() == Qt::RightButton && frame_->grey()) {
        drag_ = Drag::Window;
        windowAtPress_ = window_;
    } else if (event->button() == Qt::MiddleButton) {
        drag_ = Drag::Pan;
    } else if (event->button() == Qt::LeftButton) {
        beginLeft(event->position());
    }
}

void ImageView::beginLeft(QPointF at) {
    if (tool_ != Tool::Box && tool_ != Tool::Window && tool_ != Tool::Zoom && tool_ != Tool::Pan &&
        beginOnMark(at))
        return;
    switch (tool_) {
    case Tool::Pointer:
        chooseBox(-1);
        chosenMeasurement_ = -1;
        update();
        break;
    case Tool::Window:
        if (!frame_->grey()) break;
        drag_ = Drag::Window;
        windowAtPress_ = window_;
        break;
    case Tool::Zoom:
        drag_ = Drag::Zoom;
        break;
    case Tool::Pan:
        drag_ = Drag::Pan;
        break;
    case Tool::Length:
    case Tool::Region:
        drag_ = Drag::NewMeasurement;
        measureDraft_ =
            Measurement{tool_ == Tool::Length ? Measurement::Kind::Length : Measurement::Kind::Region,
                        inImage(at), inImage(at)};
        break;
    case Tool::Box:
        // Handles of the chosen box go before a new one.
        if (Grip grip = Grip::None;
            boxAt(at, grip) == chosenBox_ && chosenBox_ >= 0 && grip != Grip::Inside) {
            beginOnMark(at);
            break;
        }
        drag_ = Drag::NewBox;
        break;
    }
}

bool ImageView::beginOnMark(QPointF at) {
    Grip grip = Grip::None;
    if (const int index = boxAt(at, grip); index >= 0) {
        chooseBox(index);
        grip_ = grip;
        drag_ = Drag::EditBox;
        return true;
    }
    for (int i = static_cast<int>(measurements_.size()) - 1; i >= 0; --i) {
        const Measurement& measurement = measurements_[static_cast<std::size_t>(i)];
        const QPointF a = toScreen(measurement.a);
        const QPointF b = toScreen(measurement.b);
        for (const QPointF end : {a, b}) {
            if (std::hypot((end - at).x(), (end - at).y()) > kGripReach) continue;
            chooseBox(-1);
            chosenMeasurement_ = i;
            measureDraft_ = measurement;
            if (end == a && a != b) std::swap(measureDraft_->a, measureDraft_->b);
            drag_ = Drag::EditMeasurement;
            update();
            return true;
        }
        if (QRectF(a, b).normalized().adjusted(-4, -4, 4, 4).contains(at)) {
            chooseBox(-1);
            chosenMeasurement_ = i;
            update();
            return true;
        }
    }
    return false;
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    pointer_ = at;
    if (!frame_) return;
    const QPointF delta = at - last_;
    last_ = at;
    switch (drag_) {
    case Drag::None:
        updateCursor(at);
        hover(at);
        break;
    case Drag::Window: {
        // A drag over the whole view doubles the window, whatever its units.
        const double step = std::max(1.0, windowAtPress_.width) / 256.0;
        Window window = windowAtPress_;
        window.width = std::max(1.0, windowAtPress_.width + (at.x() - pressed_.x()) * step);
        window.centre = windowAtPress_.centre + (at.y() - pressed_.y()) * step;
        setWindow(window);
        break;
    }
    case Drag::Pan:
        transform_.pan(delta);
        break;
    case Drag::Zoom:
        transform_.zoomAt(pressed_, std::pow(1.01, -delta.y()));
        break;
    case Drag::NewBox:
    case Drag::EditBox:
        dragBox(at, event->modifiers().testFlag(Qt::ShiftModifier));
        break;
    case Drag::NewMeasurement:
    case Drag::EditMeasurement:
        measureDraft_->b = inImage(at);
        break;
    }
    update();
}

void ImageView::dragBox(QPointF at, bool keepRatio) {
    if (drag_ == Drag::EditBox) {
        const QPointF delta = transform_.toImage(at) - transform_.toImage(pressed_);
        draft_ = withGripMoved(boxes_[static_cast<std::size_t>(chosenBox_)].box, grip_, delta,
                               {frame_->width, frame_->height}, keepRatio);
        return;
    }
    QPointF from = inImage(pressed_);
    QPointF to = inImage(at);
    if (keepRatio) {
        const double side = std::min(std::abs(to.x() - from.x()), std::abs(to.y() - from.y()));
        to = {from.x() + std::copysign(side, to.x() - from.x()),
              from.y() + std::copysign(side, to.y() - from.y())};
    }
    draft_ = boxBetween(from, to);
}

void ImageView::mouseReleaseEvent(QMouseEvent* event) {
    if (drag_ == Drag::None) return;
    last_ = event->position();
    endDrag();
}

void ImageView::endDrag() {
    const Drag drag = std::exchange(drag_, Drag::None);
    const bool moved = std::hypot((last_ - pressed_).x(), (last_ - pressed_).y()) >= kClickSlack;
    const std::optional<Box> draft = std::exchange(draft_, std::nullopt);
    const std::optional<Measurement> measured = std::exchange(measureDraft_, std::nullopt);
    if (drag == Drag::NewBox) {
        if (!moved) {
            Grip grip = Grip::None;
            chooseBox(boxAt(last_, grip));
        } else if (draft && draft->x2 - draft->x1 >= 1 && draft->y2 - draft->y1 >= 1) {
            Q_EMIT boxDrawn(*draft);
        }
    }
    if (drag == Drag::EditBox && moved && draft && chosenBox_ >= 0) {
        boxes_[static_cast<std::size_t>(chosenBox_)].box = *draft;
        Q_EMIT boxChanged(chosenBox_, *draft);
    }
    if ((drag == Drag::NewMeasurement || drag == Drag::EditMeasurement) && measured && moved) {
        if (drag == Drag::NewMeasurement) {
            measurements_.push_back(*measured);
            chosenMeasurement_ = static_cast<int>(measurements_.size()) - 1;
        } else {
            measurements_[static_cast<std::size_t>(chosenMeasurement_)] = *measured;
        }
        Q_EMIT measurementsChanged();
    }
    update();
}

void ImageView::abandonDrag() {
    drag_ = Drag::None;
    draft_.reset();
    measureDraft_.reset();
    update();
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        abandonDrag();
        fit();
    }
}

void ImageView::wheelEvent(QWheelEvent* event) {
    event->accept();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        if (frame_)
            transform_.zoomAt(event->position(), std::pow(kZoomStep, event->angleDelta().y() / 120.0));
        update();
        return;
    }
    // Some systems turn the wheel's axis round while Shift is held.
    const bool second = event->modifiers().testFlag(Qt::ShiftModifier);
    const QPoint turned = event->angleDelta();
    wheel_ += second && turned.y() == 0 ? turned.x() : turned.y();
    const int steps = wheel_ / 120;
    wheel_ -= steps * 120;
    if (steps == 0) return;
    if (second)
        Q_EMIT steppedSecond(-steps);
    else
        Q_EMIT stepped(-steps);
}

// The smallest box under the pointer.
void ImageView::hover(QPointF at) {
    int best = -1;
    for (int i = 0; i < static_cast<int>(boxes_.size()); ++i) {
        const ViewBox& box = boxes_[static_cast<std::size_t>(i)];
        if (box.editable || !transform_.toScreen(box.box).contains(at)) continue;
        if (best < 0 || box.box.area() < boxes_[static_cast<std::size_t>(best)].box.area()) best = i;
    }
    if (std::exchange(hoveredBox_, best) != best) Q_EMIT boxHovered(best);
}

void ImageView::leaveEvent(QEvent*) {
    pointer_.reset();
    if (std::exchange(hoveredBox_, -1) >= 0) Q_EMIT boxHovered(-1);
    update();
}

void ImageView::updateCursor(QPointF at) {
    Grip grip = Grip::None;
    if (frame_ && (tool_ == Tool::Pointer || tool_ == Tool::Box)) boxAt(at, grip);
    if (tool_ == Tool::Box && grip == Grip::Inside) grip = Grip::None;
    if (grip != Grip::None) return setCursor(cursorOf(grip));
    switch (tool_) {
    case Tool::Pointer:
        return setCursor(Qt::ArrowCursor);
    case Tool::Window:
    case Tool::Zoom:
        return setCursor(Qt::SizeVerCursor);
    case Tool::Pan:
        return setCursor(Qt::OpenHandCursor);
    case Tool::Length:
    case Tool::Region:
    case Tool::Box:
        return setCursor(Qt::CrossCursor);
    }
}

bool ImageView::moveChosenByKey(const QKeyEvent& event) {
    QPointF delta;
    if (event.key() == Qt::Key_Left) delta = {-1, 0};
    if (event.key() == Qt::Key_Right) delta = {1, 0};
    if (event.key() == Qt::Key_Up) delta = {0, -1};
    if (event.key() == Qt::Key_Down) delta = {0, 1};
    if (delta.isNull() || chosenBox_ < 0 || !frame_ || !boxes_[static_cast<std::size_t>(chosenBox_)].editable)
        return false;
    if (event.modifiers().testFlag(Qt::ShiftModifier)) delta *= 10;
    Box& box = boxes_[static_cast<std::size_t>(chosenBox_)].box;
    const Box moved = withGripMoved(box, Grip::Inside, delta, {frame_->width, frame_->height}, false);
    if (moved == box) return true;
    box = moved;
    update();
    Q_EMIT boxChanged(chosenBox_, moved);
    return true;
}

void ImageView::removeChosen() {
    if (chosenBox_ >= 0 && boxes_[static_cast<std::size_t>(chosenBox_)].editable) {
        Q_EMIT boxRemoved(std::exchange(chosenBox_, -1));
    } else if (chosenMeasurement_ >= 0) {
        measurements_.erase(measurements_.begin() + std::exchange(chosenMeasurement_, -1));
        Q_EMIT measurementsChanged();
    }
    update();
}

void ImageView::keyPressEvent(QKeyEvent* event) {
    if (moveChosenByKey(*event)) return;
    const bool second = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Left:
        if (second)
            Q_EMIT steppedSecond(-1);
        else
            Q_EMIT stepped(-1);
        break;
    case Qt::Key_Down:
    case Qt::Key_Right:
        if (second)
            Q_EMIT steppedSecond(1);
        else
            Q_EMIT stepped(1);
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        removeChosen();
        break;
    case Qt::Key_Escape:
        if (drag_ != Drag::None)
            abandonDrag();
        else if (chosenBox_ >= 0 || chosenMeasurement_ >= 0) {
            chooseBox(-1);
            chosenMeasurement_ = -1;
            update();
        } else
            Q_EMIT abandoned();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace vrft::ui
