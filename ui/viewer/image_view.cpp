// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/image_view.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"
#include "ui/widgets/themes.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QResizeEvent>

namespace vrft::ui {

namespace {

constexpr int kNarrow = 480; // logical pixels: corners have half of them

// The image area is dark in every theme, so are the buttons on it.
constexpr const char* kOnTile =
    "QPushButton { background: @raised; color: @text; border-color: @control; }"
    "QPushButton:hover { background: @hover; } QPushButton:disabled { color: @disabled; }"
    "QPushButton[kind=\"link\"] { background: transparent; color: @accentText; border-color: transparent; }"
    "QPushButton:focus { border: 2px solid @focus; }";

double aspectOf(const ViewerFrame& frame) {
    const auto& spacing = frame.attributes.spacing_mm;
    if (!spacing || (*spacing)[0] <= 0 || (*spacing)[1] <= 0) return 1;
    const double aspect = (*spacing)[0] / (*spacing)[1];
    return aspect > 0.05 && aspect < 20 ? aspect : 1;
}

QString spacingText(const ViewerFrame& frame) {
    const auto& spacing = frame.attributes.spacing_mm;
    if (!spacing) return ImageView::tr("no pixel spacing");
    if (std::abs((*spacing)[0] - (*spacing)[1]) < 1e-6)
        return ImageView::tr("%1 mm per pixel").arg(figure((*spacing)[1], 3));
    return ImageView::tr("%1 by %2 mm per pixel").arg(figure((*spacing)[1], 3), figure((*spacing)[0], 3));
}

} // namespace

ImageView::ImageView(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("imageView"));
    setAccessibleName(tr("Image"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(240, 200);
}

void ImageView::setFrame(FramePointer frame, bool keepWindow) {
    frame_ = std::move(frame);
    waiting_.clear();
    troubleHead_.clear();
    showTroubleButtons();
    if (!keepWindow) windowChosen_ = false;
    if (!windowChosen_) window_ = frame_->window;
    updateTransform();
    redraw();
    Q_EMIT frameShown();
    Q_EMIT windowChanged();
}

void ImageView::setWaiting(const QString& text) {
    waiting_ = text;
    troubleHead_.clear();
    showTroubleButtons();
    update();
}

void ImageView::setTrouble(const QString& head, const QString& reason) {
    abandonDrag();
    frame_.reset();
    waiting_.clear();
    troubleHead_ = head;
    troubleReason_ = reason;
    showTroubleButtons();
    update();
    Q_EMIT windowChanged();
}

void ImageView::setTroubleActions(const std::vector<std::pair<QAction*, QString>>& actions) {
    delete troubleButtons_;
    troubleButtons_ = new QWidget(this);
    troubleButtons_->setStyleSheet(imageAreaTheme().filledIn(QString::fromLatin1(kOnTile)));
    auto* row = new QHBoxLayout(troubleButtons_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (std::size_t i = 0; i < actions.size(); ++i) {
        const auto& [action, words] = actions[i];
        auto* button =
            makeButton(words, i + 1 < actions.size() ? ButtonKind::Plain : ButtonKind::Link, troubleButtons_);
        button->setObjectName(QStringLiteral("trouble%1").arg(i));
        followKey(button, action, words);
        const auto follow = [button, action = action] { button->setEnabled(action->isEnabled()); };
        follow();
        connect(action, &QAction::changed, button, follow);
        connect(button, &QPushButton::clicked, this, [this, action = action] {
            setFocus(); // of two views this one is meant
            action->trigger();
        });
        row->addWidget(button);
    }
    row->addStretch(1);
    troubleButtons_->setVisible(showsTrouble());
}

void ImageView::showTroubleButtons() {
    if (troubleButtons_ == nullptr) return;
    if (showsTrouble()) placeTrouble();
    if (!showsTrouble() && troubleButtons_->isAncestorOf(QApplication::focusWidget())) setFocus();
    troubleButtons_->setVisible(showsTrouble());
}

QRectF ImageView::placeTrouble() {
    const bool buttons = troubleButtons_ != nullptr;
    const double below = buttons ? troubleButtons_->sizeHint().height() + 4 : 0;
    const QRectF plate = troublePlate(font(), rect(), troubleReason_, below);
    if (buttons)
        troubleButtons_->setGeometry(QRectF(plate.left() + 48, plate.bottom() - below - 12,
                                            plate.width() - 56, troubleButtons_->sizeHint().height())
                                         .toRect());
    return plate;
}

void ImageView::clear() {
    abandonDrag();
    frame_.reset();
    waiting_.clear();
    troubleHead_.clear();
    showTroubleButtons();
    corners_ = {};
    windowChosen_ = false;
    boxes_.clear();
    measurements_.clear();
    chosenBox_ = chosenMeasurement_ = -1;
    update();
    Q_EMIT windowChanged();
}

void ImageView::redraw() {
    if (frame_) {
        const bool ownLook = !frame_->picture.isNull() && (!frame_->grey() || !windowChosen_);
        if (!ownLook) {
            table_.draw(*frame_, window_, inverted_, picture_);
        } else {
            picture_ = frame_->picture;
            if (inverted_) picture_.invertPixels();
        }
    }
    update();
}

void ImageView::updateTransform() {
    transform_.setView(size(), devicePixelRatioF());
    if (frame_) transform_.setImage({frame_->width, frame_->height}, aspectOf(*frame_));
}

void ImageView::setWindow(const Window& window) {
    window_ = window;
    windowChosen_ = true;
    redraw();
    Q_EMIT windowChanged();
}

std::optional<Window> ImageView::chosenWindow() const {
    return windowChosen_ ? std::optional(window_) : std::nullopt;
}

void ImageView::setInverted(bool inverted) {
    if (inverted == inverted_) return;
    inverted_ = inverted;
    redraw();
}

void ImageView::fit() {
    transform_.fit();
    update();
}

void ImageView::actualSize() {
    transform_.actualSize();
    update();
}

void ImageView::setHideMarks(bool hide) {
    hideMarks_ = hide;
    update();
}

void ImageView::setCorners(const OverlayText& text) {
    corners_ = text;
    update();
}

void ImageView::setBoxes(std::vector<ViewBox> boxes) {
    if (drag_ == Drag::EditBox || drag_ == Drag::NewBox) abandonDrag();
    boxes_ = std::move(boxes);
    if (chosenBox_ >= static_cast<int>(boxes_.size())) chosenBox_ = -1;
    if (hoveredBox_ >= static_cast<int>(boxes_.size())) hoveredBox_ = -1;
    update();
}

void ImageView::chooseBox(int index) {
    const int chosen = index < static_cast<int>(boxes_.size()) ? index : -1;
    if (chosen == chosenBox_) return;
    chosenBox_ = chosen;
    if (chosen >= 0) chosenMeasurement_ = -1;
    update();
    Q_EMIT boxChosen(chosenBox_);
}

void ImageView::setMeasurements(std::vector<Measurement> measurements) {
    measurements_ = std::move(measurements);
    chosenMeasurement_ = -1;
    update();
}

OverlayText ImageView::fullCorners() const {
    OverlayText text = corners_;
    if (!frame_) return text;
    const QString zoomed = tr("Zoom %1 %").arg(figure(zoom() * 100, 0));
    if (width() < kNarrow)
        text.bottomLeft << zoomed << spacingText(*frame_);
    else
        text.bottomLeft << QStringLiteral("%1 · %2").arg(zoomed, spacingText(*frame_));
    if (frame_->grey()) {
        const QString wide = tr("Window %1").arg(figure(window_.width, 0));
        const QString level = tr("Level %1").arg(figure(window_.centre, 0));
        if (width() < kNarrow)
            text.bottomRight << wide << level;
        else
            text.bottomRight << QStringLiteral("%1 · %2").arg(wide, level);
    }
    if (pointer_) {
        const QPointF at = transform_.toImage(*pointer_);
        const int column = static_cast<int>(std::floor(at.x()));
        const int row = static_cast<int>(std::floor(at.y()));
        if (column >= 0 && row >= 0 && column < frame_->width && row < frame_->height) {
            const QString value =
                frame_->grey() ? frame_->withUnit(figure(frame_->valueAt(column, row), 2)) : [&] {
                    const QColor pixel = frame_->picture.pixelColor(column, row);
                    return QStringLiteral("%1 %2 %3").arg(pixel.red()).arg(pixel.green()).arg(pixel.blue());
                }();
            const QString place = tr("x %1 y %2").arg(column).arg(row);
            if (width() < kNarrow)
                text.bottomRight << place << tr("value %1").arg(value);
            else
                text.bottomRight << QStringLiteral("%1 · %2").arg(place, tr("value %1").arg(value));
        }
    }
    return text;
}

QStringList ImageView::cornerText() const {
    const OverlayText text = fullCorners();
    return text.topLeft + text.cautions + text.topRight + text.bottomLeft + text.bottomRight;
}

void ImageView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Qt::black);
    if (!troubleHead_.isEmpty()) {
        drawTrouble(painter, rect(), placeTrouble(), troubleHead_, troubleReason_);
        drawCorners(painter, rect(), corners_);
        return;
    }
    if (frame_) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform,
                              transform_.zoom() != 1 && transform_.zoom() < 6);
        painter.drawImage(transform_.imageOnScreen(), picture_);
        if (!hideMarks_) paintMarks(painter);
        if (frame_->plane) drawOrientation(painter, rect(), *frame_->plane);
    }
    drawCorners(painter, rect(), fullCorners());
    if (!waiting_.isEmpty()) drawWaiting(painter, rect(), waiting_);
}

QRectF ImageView::boxOnScreen(int index) const {
    const bool moving = drag_ == Drag::EditBox && index == chosenBox_ && draft_;
    return transform_.toScreen(moving ? *draft_ : boxes_[static_cast<std::size_t>(index)].box);
}

std::vector<QRectF> ImageView::tagsOnScreen() const {
    std::vector<QRectF> tags;
    for (std::size_t i = 0; i < boxes_.size(); ++i)
        tags.push_back(boxes_[i].tag.isEmpty() ? QRectF()
                                               : tagPlace(boxOnScreen(static_cast<int>(i)),
                                                          tagSize(font(), boxes_[i].tag), rect(), tags));
    return tags;
}

void ImageView::paintMarks(QPainter& painter) {
    painter.save();
    // What can be changed lies above what can't, tags above all boxes.
    for (const bool editable : {false, true})
        for (int i = 0; i < static_cast<int>(boxes_.size()); ++i) {
            const ViewBox& box = boxes_[static_cast<std::size_t>(i)];
            if (box.editable == editable)
                drawBox(painter, boxOnScreen(i), box.role, i == chosenBox_ && box.editable, box.lit);
        }
    const std::vector<QRectF> tags = tagsOnScreen();
    for (std::size_t i = 0; i < boxes_.size(); ++i)
        if (!tags[i].isNull()) drawTag(painter, tags[i], boxes_[i].tag, boxes_[i].role);
    if (drag_ == Drag::NewBox && draft_)
        drawBox(painter, transform_.toScreen(*draft_), BoxRole::Reference, true);
    const auto draw = [&](const Measurement& measurement, bool chosen) {
        const QPointF a = toScreen(measurement.a);
        const QPointF b = toScreen(measurement.b);
        const QStringList text = describe(measurement, *frame_);
        if (measurement.kind == Measurement::Kind::Length)
            drawLength(painter, a, b, text, chosen);
        else
            drawRegion(painter, QRectF(a, b).normalized(), text, chosen);
    };
    for (int i = 0; i < static_cast<int>(measurements_.size()); ++i)
        draw(measurements_[static_cast<std::size_t>(i)], i == chosenMeasurement_);
    if (measureDraft_) draw(*measureDraft_, true);
    painter.restore();
}

void ImageView::resizeEvent(QResizeEvent*) {
    transform_.setView(size(), devicePixelRatioF());
    if (showsTrouble()) placeTrouble();
}

} // namespace vrft::ui
