// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/viewer_pane.h"

#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kFramesAhead = 12;
constexpr int kFramesBehind = 2;
constexpr int kBorder = 2;

// Old writers put colons into times; those are left as they are.
QString dateAndTime(const Study& study) {
    const QString date = qs(displayDate(study.date));
    const QString time = qs(study.time);
    const bool plain = time.size() >= 4 && std::all_of(time.begin(), time.begin() + 4,
                                                       [](QChar letter) { return letter.isDigit(); });
    if (plain) return QStringLiteral("%1 %2:%3").arg(date, time.left(2), time.mid(2, 2));
    return time.isEmpty() ? date : QStringLiteral("%1 %2").arg(date, time);
}

} // namespace

ViewerPane::ViewerPane(FrameSource& source, StackBook& stacks, MeasurementBook& measurements, QWidget* parent)
    : QWidget(parent)
    , source_(source)
    , stacks_(stacks)
    , measurements_(measurements)
    , view_(new ImageView(this)) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(view_);
    view_->installEventFilter(this);
    connect(&cursor_, &StackCursor::opened, this, &ViewerPane::openSeries);
    connect(&cursor_, &StackCursor::moved, this, &ViewerPane::showFrame);
    connect(&stacks_, &StackBook::arrived, this, [this] {
        if (!cursor_.isOpen()) return;
        if (const StacksPointer sorted = stacks_.known(cursor_.study(), cursor_.series()))
            cursor_.setStacks(sorted);
    });
    connect(&source_, &FrameSource::ready, this, [this](const FrameAddress& address) {
        if (cursor_.index() >= 0 && !shown_ && address == cursor_.address(cursor_.index())) showFrame();
    });
    connect(view_, &ImageView::stepped, this, [this](int images) {
        direction_ = images < 0 ? -1 : 1;
        cursor_.step(images);
    });
    connect(view_, &ImageView::steppedSecond, this,
            [this](int frames) { cursor_.moveSecond(cursor_.second() + frames); });
    connect(view_, &ImageView::measurementsChanged, this, &ViewerPane::takeMeasurements);
}

void ViewerPane::takeMeasurements() {
    if (!shown_) return;
    std::vector<Measurement>& kept = measurements_[*shown_];
    const std::vector<Measurement>& now = view_->measurements();
    if (kept == now) return;
    const auto longer = now.size() <=> kept.size();
    kept = now;
    const QString action = longer < 0 ? tr("Remove a measurement")
                           : longer == 0
                               ? tr("Change a measurement")
                               : (now.back().kind == Measurement::Kind::Length ? tr("Measure a length")
                                                                               : tr("Measure a region"));
    Q_EMIT measured(*shown_, action);
}

void ViewerPane::showMeasurements() {
    if (!shown_) return;
    const auto kept = measurements_.find(*shown_);
    const std::vector<Measurement> now =
        kept == measurements_.end() ? std::vector<Measurement>() : kept->second;
    if (now != view_->measurements()) view_->setMeasurements(now);
}

void ViewerPane::setLook(bool framed, bool active, const QString& name, const QString& purpose) {
    framed_ = framed;
    active_ = active;
    purpose_ = purpose;
    const int border = framed ? kBorder : 0;
    layout()->setContentsMargins(border, border, border, border);
    layout()->update();
    view_->setAccessibleName(name);
    if (cursor_.index() >= 0) updateCorners();
    update();
}

bool ViewerPane::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::FocusIn ||
        event->type() == QEvent::Wheel)
        Q_EMIT activated();
    return QWidget::eventFilter(object, event);
}

void ViewerPane::paintEvent(QPaintEvent*) {
    if (framed_) QPainter(this).fillRect(rect(), colour(active_ ? Token::AccentText : Token::Rail));
}

void ViewerPane::openSeries() {
    freshSeries_ = true;
    shown_.reset();
    if (!cursor_.isOpen()) return;
    if (const StacksPointer sorted = stacks_.read(cursor_.study(), cursor_.series())) {
        cursor_.setStacks(sorted);
        cursor_.moveTo(0); // known before anything was shown: from its first position
    }
}

void ViewerPane::showFrame() {
    if (cursor_.index() < 0) {
        shown_.reset();
        view_->clear();
        if (cursor_.isOpen())
            view_->setTrouble(tr("Nothing to look at"),
                              tr("This series holds no images. It may be a report."));
        return;
    }
    const FrameAddress address = cursor_.address(cursor_.index());
    if (const FramePointer frame = source_.cached(address)) {
        view_->setFrame(frame, !freshSeries_);
        freshSeries_ = false;
        if (const auto wanted = std::exchange(wanted_, std::nullopt);
            wanted && wanted->first == cursor_.series().series.uid && frame->grey())
            view_->setWindow(wanted->second);
        shown_ = cursor_.image();
        showMeasurements();
    } else if (const QString reason = source_.trouble(address); !reason.isEmpty()) {
        shown_.reset();
        view_->setTrouble(tr("Image %1 can’t be shown").arg(cursor_.index() + 1), reason);
    } else {
        shown_.reset();
        if (freshSeries_) view_->clear();
        view_->setWaiting(tr("Reading image %1").arg(cursor_.index() + 1));
    }
    updateCorners();
    Q_EMIT framesNeeded();
}

std::vector<FrameAddress> ViewerPane::framesWanted() const {
    std::vector<FrameAddress> frames;
    if (cursor_.index() < 0) return frames;
    const auto add = [&](int index) {
        if (index >= 0 && index < cursor_.count()) frames.push_back(cursor_.address(index));
    };
    add(cursor_.index());
    for (int i = 1; i <= kFramesAhead; ++i)
        add(cursor_.index() + i * direction_);
    for (int i = 1; i <= kFramesBehind; ++i)
        add(cursor_.index() - i * direction_);
    return frames;
}

void ViewerPane::updateCorners() {
    const Patient& patient = cursor_.patient().patient;
    OverlayText text;
    QStringList person;
    if (!patient.name.empty()) person << patientNumber(patient); // else it stands for the name
    if (!patient.sex.empty()) person << qs(patient.sex);
    if (!patient.birthDate.empty()) person << qs(displayDate(patient.birthDate));
    text.topLeft = {patientName(patient), person.join(QStringLiteral(" · ")),
                    seriesName(cursor_.series().series)};
    text.topRight = {dateAndTime(cursor_.study().study), qs(cursor_.study().study.description),
                     qs(cursor_.series().series.modality)};
    QString place = tr("Image %1 of %2").arg(cursor_.index() + 1).arg(cursor_.count());
    if (cursor_.depth() > 1)
        place += QStringLiteral(" · ") + tr("%1 of %2 there").arg(cursor_.second() + 1).arg(cursor_.depth());
    text.bottomLeft = {purpose_, place};
    if (const Stack* stack = cursor_.geometry()) text.cautions = cautionsOf(*stack, cursor_.series().series);
    view_->setCorners(text);
}

} // namespace vrft::ui
