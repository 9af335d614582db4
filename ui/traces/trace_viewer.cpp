// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_viewer.h"

#include "ui/traces/trace_words.h"
#include "ui/viewer/marks_key.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

// A frame's file, from the library's picture.
std::optional<FrameAddress> addressOf(const LibraryPointer& library, const ImageRef& image) {
    const auto place = library ? library->placeOf(image.sopUid) : std::nullopt;
    if (!place) return std::nullopt;
    for (const ImageEntry& entry : library->series(*place).images)
        if (entry.instance.sopUid == image.sopUid) return FrameAddress{entry.file, image.frame};
    return std::nullopt;
}

// As the box looks on the image.
QIcon boxIcon(const QColor& ink, bool dashed) {
    QPixmap picture(44, 32);
    picture.setDevicePixelRatio(2);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    QPen pen(ink, 2);
    if (dashed) pen.setDashPattern({2.5, 1.5});
    painter.setPen(pen);
    painter.drawRect(QRectF(2, 2, 18, 12));
    return QIcon(picture);
}

} // namespace

TraceViewer::TraceViewer(ReviewModel& model, FrameSource& frames, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , frames_(frames)
    , view_(new ImageView(this))
    , marksKey_(new MarksKey({view_}, this))
    , bar_(new QWidget(this))
    , tools_(new QActionGroup(this)) {
    view_->setObjectName(QStringLiteral("traceImage"));
    bar_->setObjectName(QStringLiteral("panel"));
    bar_->setAttribute(Qt::WA_StyledBackground);
    bar_->setFixedHeight(40);
    reference_ = addAction(tr("Reference"), {}, Qt::Key_R);
    predicted_ = addAction(tr("Predicted"), {}, Qt::Key_P);
    for (QAction* action : {reference_, predicted_}) {
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::toggled, this, &TraceViewer::showBoxes);
    }
    auto* row = new QHBoxLayout(bar_);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(4);
    referenceBox_ = makeSwitch(tr("Reference"), reference_, QColor(mark::kReference), false);
    row->addWidget(referenceBox_);
    row->addSpacing(12);
    row->addWidget(makeSwitch(tr("Predicted"), predicted_, QColor(mark::kPredicted), true));
    row->addStretch(1);
    addTool(Tool::Pointer, tr("Pointer"), QStringLiteral("pointer"), Qt::Key_V)->setChecked(true);
    addTool(Tool::Window, tr("Window and level"), QStringLiteral("window"), Qt::Key_W);
    addTool(Tool::Zoom, tr("Zoom"), QStringLiteral("zoom"), Qt::Key_Z);
    addTool(Tool::Pan, tr("Move the image"), QStringLiteral("pan"), Qt::Key_M);
    addTool(Tool::Length, tr("Length"), QStringLiteral("length"), Qt::Key_L);
    QAction* invert = addAction(tr("Invert"), QStringLiteral("invert"), Qt::Key_I);
    invert->setCheckable(true);
    connect(invert, &QAction::toggled, view_, &ImageView::setInverted);
    QAction* fit = addAction(tr("Fit"), QStringLiteral("fit"), Qt::Key_F);
    connect(fit, &QAction::triggered, view_, &ImageView::fit);
    QAction* actual =
        addAction(tr("One image pixel to one screen pixel"), QStringLiteral("actual"), Qt::Key_A);
    connect(actual, &QAction::triggered, view_, &ImageView::actualSize);
    for (QAction* action : actions_)
        if (action != reference_ && action != predicted_) row->addWidget(makeToolButton(action, bar_));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(bar_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(view_, 1);

    connect(&model_, &ReviewModel::traceChanged, this, [this] {
        lit_.reset();
        showImage();
    });
    connect(&model_, &ReviewModel::imageChanged, this, &TraceViewer::showImage);
    connect(&model_, &ReviewModel::blindChanged, this, [this] {
        referenceBox_->setVisible(!model_.blind());
        reference_->setEnabled(!model_.blind());
        showBoxes();
        showCorners();
    });
    connect(&frames_, &FrameSource::ready, this, [this](const FrameAddress& address) {
        if (address_ == address && !shown_) showFrame();
    });
    connect(view_, &ImageView::stepped, &model_, &ReviewModel::step);
    connect(view_, &ImageView::abandoned, this, [this] { tools_->actions().front()->trigger(); });
    connect(view_, &ImageView::boxHovered, this, [this](int index) {
        if (index < 0 || index >= static_cast<int>(drawn_.size()))
            Q_EMIT boxHovered(std::nullopt);
        else
            Q_EMIT boxHovered(drawn_[static_cast<std::size_t>(index)]);
    });
}

QAction* TraceViewer::addAction(const QString& name, const QString& file, const QKeySequence& keys) {
    auto* action = new QAction(file.isEmpty() ? QIcon() : icon(file), name, this);
    action->setObjectName(QStringLiteral("trace ") + keys.toString(QKeySequence::PortableText));
    action->setShortcut(keys);
    QWidget::addAction(action);
    actions_ << action;
    return action;
}

QAction* TraceViewer::addTool(Tool tool, const QString& name, const QString& file, const QKeySequence& keys) {
    QAction* action = addAction(name, file, keys);
    action->setCheckable(true);
    tools_->addAction(action);
    connect(action, &QAction::triggered, this, [this, tool] { view_->setTool(tool); });
    return action;
}

QCheckBox* TraceViewer::makeSwitch(const QString& name, QAction* action, const QColor& ink, bool dashed) {
    auto* box = new QCheckBox(name, bar_);
    box->setIcon(boxIcon(ink, dashed));
    box->setIconSize({22, 16});
    box->setChecked(action->isChecked());
    box->setAccessibleName(name);
    followKey(box, action, tr("%1 boxes").arg(name));
    connect(box, &QCheckBox::toggled, action, &QAction::setChecked);
    connect(action, &QAction::toggled, box, &QCheckBox::setChecked);
    return box;
}

QList<QAction*> TraceViewer::viewActions() const {
    return actions_;
}

void TraceViewer::setChromeHidden(bool hidden) {
    bar_->setVisible(!hidden);
}

void TraceViewer::setLibrary(LibraryPointer library) {
    library_ = std::move(library);
    if (model_.trace() && !address_) showImage(); // it may be there now
}

void TraceViewer::showImage() {
    const TracePointer& trace = model_.trace();
    shown_ = false;
    caution_.clear();
    address_.reset();
    if (!trace || !trace->trouble.isEmpty()) {
        view_->clear();
        if (trace) view_->setTrouble(tr("This trace can’t be read"), trace->trouble);
        drawn_.clear();
        return;
    }
    if (!model_.imageAsked()) return; // the last picture stays until it is known what comes
    if (model_.image()) address_ = addressOf(library_, *model_.image());
    if (address_) return showFrame();
    shown_ = true;
    if (const FramePointer frame = ofDataset()) {
        caution_ = tr("The study isn’t in the workspace any more: this is the dataset’s image.");
        view_->setFrame(frame, false);
    } else {
        view_->setTrouble(tr("No image to show"),
                          trace->datasetTrouble.isEmpty() ? trace->sawTrouble : trace->datasetTrouble);
    }
    showBoxes();
    showCorners();
}

void TraceViewer::showFrame() {
    if (const FramePointer frame = frames_.cached(*address_)) {
        shown_ = true;
        view_->setFrame(frame, false);
    } else if (const QString reason = frames_.trouble(*address_); !reason.isEmpty()) {
        shown_ = true;
        const FramePointer instead = ofDataset();
        if (instead) {
            caution_ = tr("The study’s image can’t be shown (%1): this is the dataset’s.").arg(reason);
            view_->setFrame(instead, false);
        } else {
            view_->setTrouble(tr("This image can’t be shown"), reason);
        }
    } else {
        view_->setWaiting(tr("Reading the image"));
        frames_.request(*address_, {});
        return;
    }
    showBoxes();
    showCorners();
}

FramePointer TraceViewer::ofDataset() const {
    const TracePointer& trace = model_.trace();
    if (trace->image.isNull()) return nullptr;
    auto frame = std::make_shared<ViewerFrame>();
    frame->width = trace->image.width();
    frame->height = trace->image.height();
    frame->picture = trace->image;
    if (const auto& spacing = trace->shown->images.front().spacingMm)
        frame->attributes.spacing_mm = {{(*spacing)[1], (*spacing)[0]}};
    return frame;
}

Box TraceViewer::toFrame(const Box& box) const {
    const TracePointer& trace = model_.trace();
    const FramePointer& frame = view_->frame();
    if (trace->shown == nullptr || trace->shown->images.empty() || !frame || !caution_.isEmpty()) return box;
    const SampleImage& image = trace->shown->images.front();
    const auto crop = image.render.crop.value_or(
        std::array<double, 4>{0, 0, static_cast<double>(frame->width), static_cast<double>(frame->height)});
    const Box moved = scaled(box, (crop[2] - crop[0]) / image.width, (crop[3] - crop[1]) / image.height);
    return {moved.x1 + crop[0], moved.y1 + crop[1], moved.x2 + crop[0], moved.y2 + crop[1]};
}

void TraceViewer::light(const std::optional<Box>& box) {
    if (box == lit_) return;
    lit_ = box;
    showBoxes();
}

void TraceViewer::showBoxes() {
    const TracePointer& trace = model_.trace();
    std::vector<ViewBox> boxes;
    drawn_.clear();
    if (trace && shown_ && trace->trouble.isEmpty()) {
        const auto add = [&](const Box& box, BoxRole role, const QString& tag) {
            if (!box.valid()) return;
            boxes.push_back({toFrame(box), role, tag, false, lit_ == box});
            drawn_.push_back(box);
        };
        // In an exchange of images the reference is another image's.
        if (reference_->isChecked() && !model_.blind() && trace->sample != nullptr &&
            trace->row.imageOf.empty())
            for (const Box& box : trace->sample->target.boxes)
                add(box, BoxRole::Reference, tr("Reference"));
        bool known = !lit_;
        if (predicted_->isChecked())
            for (std::size_t i = 0; i < trace->record.boxes.size(); ++i) {
                const bool told = !model_.blind() && i < trace->overlaps.size();
                add(trace->record.boxes[i], BoxRole::Predicted,
                    told ? tr("Predicted, overlap %1").arg(share(trace->overlaps[i])) : tr("Predicted"));
            }
        for (const Box& box : drawn_)
            known = known || lit_ == box;
        if (!known) add(*lit_, BoxRole::Predicted, tr("Named in the reasoning"));
    }
    view_->setBoxes(std::move(boxes));
}

void TraceViewer::showCorners() {
    const TracePointer& trace = model_.trace();
    OverlayText text;
    if (trace && trace->trouble.isEmpty()) {
        text.topLeft = {harmless(qs(trace->row.sample))};
        if (trace->shown != nullptr && trace->shown->images.size() > 1)
            text.topLeft << tr("Image 1 of %1").arg(trace->shown->images.size());
        if (!trace->row.imageOf.empty())
            text.cautions
                << tr("The policy was shown the image of %1 on purpose, to see whether images matter.")
                       .arg(harmless(qs(trace->row.imageOf)));
        if (!caution_.isEmpty()) text.cautions << caution_;
    }
    view_->setCorners(text);
}

} // namespace vrft::ui
