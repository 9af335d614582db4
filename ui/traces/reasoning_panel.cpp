// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/reasoning_panel.h"

#include "ui/traces/reasoning_text.h"
#include "ui/traces/token_view.h"
#include "ui/traces/trace_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/text.h"
#include "ui/workspace/reward_words.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

// The underline a legend speaks of.
class Underline final : public QWidget {
public:
    Underline(Qt::PenStyle style, QWidget* parent)
        : QWidget(parent)
        , style_(style) {
        setFixedSize(18, 12);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setPen(QPen(colour(Token::Caution), 2, style_));
        painter.drawLine(0, 9, width(), 9);
    }

private:
    Qt::PenStyle style_;
};

// From sure to unsure.
class Scale final : public QWidget {
public:
    explicit Scale(QWidget* parent)
        : QWidget(parent) {
        setFixedSize(48, 8);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        for (int i = 0; i < 6; ++i) {
            QColor ground = colour(Token::Caution);
            ground.setAlphaF(static_cast<float>(i) * 0.11F);
            painter.fillRect(QRect(i * 8, 0, 8, 8), ground);
        }
    }
};

QWidget* legendItem(Qt::PenStyle style, const QString& words, QWidget* parent) {
    auto* item = new QWidget(parent);
    auto* row = new QHBoxLayout(item);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(new Underline(style, item));
    row->addWidget(makeLabel(words, TextKind::Caption, item));
    return item;
}

QLabel* wrapped(const QString& text, TextKind kind, QWidget* parent) {
    QLabel* label = makeLabel(text, kind, parent);
    label->setWordWrap(true);
    return label;
}

QString points(double value) {
    return QString::number(value, 'f', 2).replace(QLatin1Char('-'), QChar(0x2212));
}

QString capital(QString text) {
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text;
}

} // namespace

ReasoningPanel::ReasoningPanel(ReviewModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , tabs_(new QTabBar(this))
    , pages_(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    tabs_->setObjectName(QStringLiteral("reasoningTabs"));
    tabs_->addTab(tr("Reasoning"));
    tabs_->addTab(tr("Prompt"));
    tabs_->setTabToolTip(0, tr("What the model wrote, and what it earned"));
    tabs_->setTabToolTip(1, tr("What the model was asked, word for word"));
    tabs_->setAccessibleName(tr("Reasoning or prompt"));
    tabs_->setToolTip(tr("Reasoning or prompt"));
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setFixedHeight(40);
    pages_->addWidget(scrolled(makeReasoning()));
    pages_->addWidget(scrolled(makePrompt()));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(tabs_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(pages_, 1);
    connect(tabs_, &QTabBar::currentChanged, pages_, &QStackedWidget::setCurrentIndex);
    connect(&model_, &ReviewModel::traceChanged, this, &ReasoningPanel::showTrace);
    connect(&model_, &ReviewModel::blindChanged, this, &ReasoningPanel::showTrace);
    connect(&model_, &ReviewModel::verdictChanged, this, &ReasoningPanel::showNotice);
    connect(pieces_, &TokenView::told, pieceWords_, &QLabel::setText);
    showTrace();
}

QScrollArea* ReasoningPanel::scrolled(QWidget* content) {
    return makeScrolling(content, this);
}

// A part of the page under a line of its own; hidden as a whole.
QVBoxLayout* ReasoningPanel::addSection(QVBoxLayout* column, QWidget*& section) {
    section = new QWidget(this);
    auto* inner = new QVBoxLayout(section);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(8);
    inner->addWidget(makeLine(Qt::Horizontal, section));
    column->addWidget(section);
    return inner;
}

QWidget* ReasoningPanel::makeReasoning() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    notice_ = wrapped({}, TextKind::Body, page);
    setKind(notice_, QStringLiteral("caution"));
    notice_->setObjectName(QStringLiteral("traceNotice"));
    text_ = new ReasoningText(page);
    auto* answerRow = new QHBoxLayout;
    answerRow->setSpacing(8);
    answerRow->addWidget(makeLabel(tr("Answer"), TextKind::Second, page));
    answer_ = new ElidedLabel(TextKind::Head, page);
    answer_->setObjectName(QStringLiteral("answer"));
    answerRow->addWidget(answer_, 1);
    tag_ = makeTag({}, QStringLiteral("tag"), page);
    tag_->setObjectName(QStringLiteral("answerTag"));
    answerRow->addWidget(tag_);
    legend_ = new QWidget(page);
    auto* legendRow = new QHBoxLayout(legend_);
    legendRow->setContentsMargins(0, 0, 0, 0);
    legendRow->setSpacing(16);
    legendRepeats_ = legendItem(Qt::SolidLine, tr("repeats the knowledge text"), legend_);
    legendPlaces_ = legendItem(Qt::DotLine, tr("names a place"), legend_);
    legendRow->addWidget(legendRepeats_);
    legendRow->addWidget(legendPlaces_);
    legendRow->addStretch(1);
    column->addWidget(notice_);
    column->addWidget(text_);
    column->addLayout(answerRow);
    column->addWidget(legend_);

    rewardsColumn_ = addSection(column, rewardsSection_);
    auto* sums = new QHBoxLayout;
    total_ = makeLabel({}, TextKind::Head, rewardsSection_);
    total_->setObjectName(QStringLiteral("total"));
    advantage_ = makeLabel({}, TextKind::Head, rewardsSection_);
    advantage_->setObjectName(QStringLiteral("advantage"));
    sums->addWidget(total_);
    sums->addStretch(1);
    sums->addWidget(advantage_);
    rewardsColumn_->addLayout(sums);

    QVBoxLayout* pieces = addSection(column, piecesSection_);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(makeLabel(tr("How sure, word piece by word piece"), TextKind::Head, piecesSection_));
    head->addStretch(1);
    head->addWidget(makeLabel(tr("sure"), TextKind::Caption, piecesSection_));
    head->addWidget(new Scale(piecesSection_));
    head->addWidget(makeLabel(tr("unsure"), TextKind::Caption, piecesSection_));
    pieces_ = new TokenView(piecesSection_);
    pieceWords_ = makeLabel({}, TextKind::Caption, piecesSection_);
    pieceWords_->setObjectName(QStringLiteral("pieceWords"));
    pieceWords_->setMinimumHeight(18);
    pieceWords_->setWordWrap(true);
    pieces->addLayout(head);
    pieces->addWidget(pieces_);
    pieces->addWidget(pieceWords_);

    attributesColumn_ = addSection(column, attributesSection_);
    auto* attributesHead = new QHBoxLayout;
    attributesHead->addWidget(
        makeLabel(tr("What it named, against the reader"), TextKind::Head, attributesSection_));
    attributesHead->addStretch(1);
    attributesTrue_ = makeLabel({}, TextKind::Second, attributesSection_);
    attributesTrue_->setObjectName(QStringLiteral("attributesTrue"));
    attributesHead->addWidget(attributesTrue_);
    attributesColumn_->addLayout(attributesHead);
    column->addStretch(1);
    return page;
}

QWidget* ReasoningPanel::makePrompt() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    const auto add = [&](const QString& head, QLabel*& label) {
        if (!head.isEmpty()) column->addWidget(makeLabel(head, TextKind::Caption, page));
        label = wrapped({}, TextKind::Body, page);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    };
    add(tr("System"), system_);
    add(tr("User: the image, then"), questionBefore_);
    add({}, knowledge_);
    setKind(knowledge_, QStringLiteral("injected"));
    add({}, questionAfter_);
    promptNote_ = wrapped({}, TextKind::Caption, page);
    column->addWidget(promptNote_);
    for (QLabel* label : {system_, questionBefore_, knowledge_, questionAfter_})
        label->setObjectName(QStringLiteral("prompt"));
    column->addStretch(1);
    return page;
}

void ReasoningPanel::showTrace() {
    const Trace* trace = model_.trace().get();
    const bool open = trace != nullptr && trace->trouble.isEmpty();
    pages_->setVisible(trace != nullptr);
    showNotice();
    if (!open) {
        text_->setReasoning({}, {});
        answer_->setWholeText({});
        tag_->hide();
        legend_->hide();
    } else {
        text_->setReasoning(trace->reasoning, trace->marks);
        showAnswer(*trace);
        const auto has = [&](TextMark::Kind kind) {
            return std::any_of(trace->marks.begin(), trace->marks.end(),
                               [&](const TextMark& mark) { return mark.kind == kind; });
        };
        legendRepeats_->setVisible(has(TextMark::Kind::RepeatsKnowledge));
        legendPlaces_->setVisible(has(TextMark::Kind::NamesBox));
        legend_->setVisible(!trace->marks.empty());
    }
    showRewards(open ? trace : nullptr);
    showPieces(open ? trace : nullptr);
    showAttributes(open ? trace : nullptr);
    showPrompt(open ? trace : nullptr);
}

void ReasoningPanel::showNotice() {
    const Trace* trace = model_.trace().get();
    QStringList lines;
    if (trace != nullptr && !trace->trouble.isEmpty()) lines << trace->trouble;
    if (trace != nullptr && trace->trouble.isEmpty()) {
        if (trace->row.superseded)
            lines << tr("Replaced: the run was resumed from before this step and answered anew.");
        if (model_.ownIsOfOtherText())
            lines << tr(
                "Your verdict was given on another text: the run has answered anew since. Judge again.");
        if (trace->reasoningIsAll)
            lines << tr("No reasoning element could be read: this is all the model wrote.");
        if (trace->record.truncated) lines << tr("Cut off at the longest answer allowed.");
    }
    notice_->setText(lines.join(QLatin1Char('\n')));
    notice_->setVisible(!lines.isEmpty());
}

void ReasoningPanel::showAnswer(const Trace& trace) {
    answer_->setWholeText(trace.record.answer ? trace.answer : tr("none that could be read"));
    const bool told = !model_.blind() && !trace.reference.isEmpty() && trace.right;
    tag_->setVisible(told);
    if (!told) {
        tag_->clear();
        return;
    }
    if (*trace.right && trace.answer == trace.reference)
        tag_->setText(tr("✓ same as reference"));
    else if (*trace.right)
        tag_->setText(tr("✓ right"));
    else
        tag_->setText(tr("✕ reference is %1").arg(trace.reference));
    setKind(tag_, *trace.right ? QStringLiteral("tagGood") : QStringLiteral("tagAlarm"));
}

void ReasoningPanel::showRewards(const Trace* trace) {
    delete std::exchange(rewards_, nullptr);
    const bool shown = trace != nullptr && !model_.blind();
    rewardsSection_->setVisible(shown);
    if (!shown) {
        total_->clear();
        advantage_->clear();
        return;
    }
    rewards_ = new QWidget(rewardsSection_);
    rewards_->setObjectName(QStringLiteral("rewards"));
    auto* grid = new QGridLayout(rewards_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(3, 1);
    const std::array<QString, 4> heads{tr("Reward"), tr("Score"), tr("Points"), tr("Why")};
    for (int i = 0; i < 4; ++i)
        grid->addWidget(makeLabel(heads[static_cast<std::size_t>(i)], TextKind::Caption, rewards_), 0, i,
                        i == 1 || i == 2 ? Qt::AlignRight : Qt::AlignLeft);
    int row = 1;
    for (const RewardPart& part : trace->record.rewards) {
        grid->addWidget(makeLabel(rewardName(part.name), TextKind::Head, rewards_), row, 0, Qt::AlignTop);
        grid->addWidget(makeLabel(points(part.score), TextKind::Second, rewards_), row, 1,
                        Qt::AlignTop | Qt::AlignRight);
        grid->addWidget(makeLabel(points(part.weighted), TextKind::Body, rewards_), row, 2,
                        Qt::AlignTop | Qt::AlignRight);
        grid->addWidget(wrapped(capital(harmless(qs(part.reason))), TextKind::Caption, rewards_), row++, 3);
    }
    rewardsColumn_->insertWidget(1, rewards_);
    QString sum = tr("Total %1").arg(points(trace->record.total));
    if (trace->group.size() > 1) sum += tr("   group mean %1").arg(points(trace->groupMean));
    total_->setText(sum);
    advantage_->setText(
        trace->record.advantage ? tr("Advantage %1").arg(signedFigure(*trace->record.advantage)) : QString());
}

void ReasoningPanel::showPieces(const Trace* trace) {
    piecesSection_->setVisible(trace != nullptr);
    pieces_->setPieces(trace == nullptr ? std::vector<TokenPiece>() : trace->pieces);
    pieces_->setVisible(trace != nullptr && !trace->pieces.empty());
    pieceWords_->setText(trace != nullptr ? trace->piecesTrouble : QString());
}

void ReasoningPanel::showAttributes(const Trace* trace) {
    delete std::exchange(attributes_, nullptr);
    const bool shown = trace != nullptr && !model_.blind() && !trace->attributes.empty();
    attributesSection_->setVisible(shown);
    if (!shown) {
        attributesTrue_->clear();
        return;
    }
    attributes_ = new QWidget(attributesSection_);
    attributes_->setObjectName(QStringLiteral("attributes"));
    auto* grid = new QGridLayout(attributes_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(3, 1);
    int row = 0;
    int right = 0;
    for (const NamedAttribute& item : trace->attributes) {
        right += item.right ? 1 : 0;
        QLabel* mark =
            makeLabel(item.right ? QStringLiteral("✓") : QStringLiteral("✕"), TextKind::Body, attributes_);
        setKind(mark, item.right ? QStringLiteral("good") : QStringLiteral("alarm"));
        mark->setAccessibleName(item.right ? tr("true") : tr("not true"));
        grid->addWidget(mark, row, 0);
        grid->addWidget(makeLabel(capital(harmless(qs(item.attribute))), TextKind::Second, attributes_), row,
                        1);
        grid->addWidget(makeLabel(harmless(qs(item.named)), TextKind::Body, attributes_), row, 2);
        QString beside = item.right ? tr("as the reader") : tr("reader: %1").arg(harmless(qs(item.stated)));
        if (!item.possible) beside = tr("not a value of %1").arg(harmless(qs(item.attribute)));
        grid->addWidget(makeLabel(beside, TextKind::Caption, attributes_), row++, 3, Qt::AlignRight);
    }
    attributesColumn_->addWidget(attributes_);
    attributesTrue_->setText(tr("%1 of %2 true").arg(right).arg(trace->attributes.size()));
}

void ReasoningPanel::showPrompt(const Trace* trace) {
    for (QLabel* label : {system_, questionBefore_, knowledge_, questionAfter_, promptNote_})
        label->clear();
    knowledge_->hide();
    questionAfter_->hide();
    if (trace == nullptr) return;
    system_->setText(trace->system);
    const qsizetype at = trace->knowledge.isEmpty() ? -1 : trace->question.indexOf(trace->knowledge);
    questionBefore_->setText(at < 0 ? trace->question : trace->question.left(at).trimmed());
    if (at >= 0) {
        knowledge_->setText(trace->knowledge);
        questionAfter_->setText(trace->question.mid(at + trace->knowledge.size()).trimmed());
    }
    knowledge_->setVisible(at >= 0);
    questionAfter_->setVisible(at >= 0);
    if (trace->question.isEmpty())
        promptNote_->setText(trace->datasetTrouble);
    else
        promptNote_->setText(at >= 0 ? tr("On this ground: what the run injected from the knowledge text.")
                                     : tr("The run didn’t show the knowledge text in the prompt."));
}

} // namespace vrft::ui
