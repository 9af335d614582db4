// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/below_image.h"

#include "ui/traces/group_table.h"
#include "ui/traces/step_strip.h"
#include "ui/traces/trace_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTabBar>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kNarrow = 600; // the answers become a tab
constexpr int kPictureWidth = 168;
constexpr int kPictureHeight = 128;

// A square as in the strip.
class Square final : public QWidget {
public:
    Square(Token ink, QWidget* parent)
        : QWidget(parent)
        , ink_(ink) {
        setFixedSize(8, 8);
    }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), colour(ink_)); }

private:
    Token ink_;
};

QWidget* makeKey(Token ink, const QString& word, QWidget* parent) {
    auto* key = new QWidget(parent);
    auto* row = new QHBoxLayout(key);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(new Square(ink, key));
    row->addWidget(makeLabel(word, TextKind::Caption, key));
    return key;
}

} // namespace

BelowImage::BelowImage(ReviewModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , steps_(new QWidget(this))
    , step_(makeLabel({}, TextKind::Head, this))
    , ofSteps_(makeLabel({}, TextKind::Caption, this))
    , strip_(new StepStrip(this))
    , tabs_(new QTabBar(this))
    , saw_(new QWidget(this))
    , sawHead_(makeLabel(tr("What the model saw"), TextKind::Head, this))
    , picture_(new QLabel(this))
    , sawText_(makeLabel({}, TextKind::Caption, this))
    , group_(new QWidget(this))
    , groupHead_(makeLabel({}, TextKind::Head, this))
    , groupCaption_(makeLabel(tr("answer, advantage, reward"), TextKind::Caption, this))
    , table_(new GroupTable(this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(step_);
    names->addWidget(ofSteps_);
    auto* keys = new QVBoxLayout;
    keys->setSpacing(0);
    keys->addWidget(makeKey(Token::Good, tr("right"), steps_));
    keys->addWidget(makeKey(Token::Alarm, tr("wrong"), steps_));
    auto* stepRow = new QHBoxLayout(steps_);
    stepRow->setContentsMargins(12, 6, 12, 6);
    stepRow->setSpacing(16);
    stepRow->addLayout(names);
    stepRow->addWidget(strip_, 1);
    stepRow->addLayout(keys);

    picture_->setObjectName(QStringLiteral("modelSaw"));
    picture_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    picture_->setAccessibleName(tr("What the model saw"));
    picture_->setFixedHeight(kPictureHeight);
    sawText_->setWordWrap(true);
    sawText_->setObjectName(QStringLiteral("modelSawText"));
    auto* sawColumn = new QVBoxLayout(saw_);
    sawColumn->setContentsMargins(0, 0, 0, 0);
    sawColumn->setSpacing(4);
    sawColumn->addWidget(sawHead_);
    sawColumn->addWidget(picture_);
    sawColumn->addWidget(sawText_);
    sawColumn->addStretch(1);
    saw_->setFixedWidth(kPictureWidth);

    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(groupHead_);
    head->addWidget(groupCaption_);
    head->addStretch(1);
    auto* groupColumn = new QVBoxLayout(group_);
    groupColumn->setContentsMargins(0, 0, 0, 0);
    groupColumn->setSpacing(4);
    groupColumn->addLayout(head);
    groupColumn->addWidget(table_, 1);

    tabs_->setObjectName(QStringLiteral("belowTabs"));
    tabs_->addTab(tr("What the model saw"));
    tabs_->addTab(tr("All answers"));
    tabs_->setAccessibleName(tr("Below the image"));
    tabs_->setToolTip(tr("What the model saw, or all answers to this image"));
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    auto* low = new QHBoxLayout;
    low->setContentsMargins(12, 8, 12, 8);
    low->setSpacing(16);
    low->addWidget(saw_);
    low->addWidget(group_, 1);
    low->addStretch(0);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(steps_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(tabs_);
    all->addLayout(low, 1);

    connect(tabs_, &QTabBar::currentChanged, this, &BelowImage::arrange);
    connect(strip_, &StepStrip::chosen, this, [this](const TraceRow& row) { model_.open(row); });
    connect(table_, &GroupTable::chosen, this, [this](const TraceRow& row) { model_.open(row); });
    connect(&model_, &ReviewModel::traceChanged, this, &BelowImage::showTrace);
    connect(&model_, &ReviewModel::blindChanged, this, &BelowImage::showTrace);
    showTrace();
    arrange();
}

void BelowImage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void BelowImage::arrange() {
    const bool tabs = width() < kNarrow && !model_.blind();
    tabs_->setVisible(tabs);
    sawHead_->setVisible(!tabs);
    saw_->setVisible(!tabs || tabs_->currentIndex() == 0);
    group_->setVisible(!model_.blind() && (!tabs || tabs_->currentIndex() == 1));
}

void BelowImage::showTrace() {
    const Trace* trace = model_.trace() && model_.trace()->trouble.isEmpty() ? model_.trace().get() : nullptr;
    steps_->setVisible(!model_.blind());
    arrange();
    if (trace == nullptr) {
        step_->clear();
        ofSteps_->clear();
        strip_->setSteps({}, 0);
        picture_->clear();
        sawText_->clear();
        table_->setTrace(nullptr);
        groupHead_->clear();
        return;
    }
    // Blind, nothing of it is in the widgets, not even hidden.
    if (model_.blind()) {
        step_->clear();
        ofSteps_->clear();
        strip_->setSteps({}, 0);
        table_->setTrace(nullptr);
        groupHead_->clear();
    } else {
        step_->setText(tr("Step %1").arg(trace->row.step));
        ofSteps_->setText(trace->strip.empty() ? tr("this run")
                                               : tr("of %1, this run").arg(trace->strip.back().step));
        std::vector<StepStrip::Step> steps;
        for (const TraceRow& row : trace->strip)
            steps.push_back({row, row.score ? std::optional(*row.score >= trace->rightFrom) : std::nullopt});
        strip_->setSteps(std::move(steps), trace->row.id);
        table_->setTrace(trace);
        groupHead_->setText(trace->group.size() == 1 ? tr("One answer")
                                                     : tr("All %1 answers").arg(trace->group.size()));
    }
    if (trace->saw.isNull()) {
        picture_->clear();
        sawText_->setText(trace->sawTrouble.isEmpty() ? trace->datasetTrouble : trace->sawTrouble);
    } else {
        const qreal ratio = devicePixelRatioF();
        QImage shown = trace->saw.scaled(QSize(kPictureWidth, kPictureHeight) * ratio, Qt::KeepAspectRatio,
                                         Qt::FastTransformation);
        shown.setDevicePixelRatio(ratio);
        picture_->setPixmap(QPixmap::fromImage(shown));
        sawText_->setText(tr("%1 × %2 pixels, %3 tokens")
                              .arg(trace->saw.width())
                              .arg(trace->saw.height())
                              .arg(grouped(trace->imageTokens)));
    }
}

} // namespace vrft::ui
