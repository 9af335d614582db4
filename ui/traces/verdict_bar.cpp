// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/verdict_bar.h"

#include "ui/traces/trace_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace vrft::ui {

namespace {

constexpr int kTypingDelay_ms = 1500;
constexpr int kMostComment = 2000;

// A button with its key's cap before the words.
class KeyButton final : public QPushButton {
public:
    KeyButton(QAction* action, const QString& text, QWidget* parent)
        : QPushButton(text, parent)
        , action_(action) {
        setProperty("kind", QStringLiteral("verdict"));
        setCheckable(true);
        setAccessibleName(text);
        followKey(this, action, text);
        connect(this, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, this, qOverload<>(&QWidget::update));
    }
    QSize sizeHint() const override {
        const QSize size = QPushButton::sizeHint();
        return {size.width() + KeyCap::widthOf(cap(), font()) + 6, size.height()};
    }
    QSize minimumSizeHint() const override { return {60, QPushButton::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QStylePainter painter(this);
        QStyleOptionButton option;
        initStyleOption(&option);
        option.text.clear();
        painter.drawControl(QStyle::CE_PushButton, option);
        const int wide = KeyCap::widthOf(cap(), font());
        KeyCap::paint(painter, QRect(8, (height() - KeyCap::kHeight) / 2, wide, KeyCap::kHeight), cap(),
                      colour(Token::Control), colour(isEnabled() ? Token::Text2 : Token::Disabled));
        const QRect words(wide + 14, 0, width() - wide - 20, height());
        painter.setPen(colour(isEnabled() ? Token::Text : Token::Disabled));
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    }

private:
    QString cap() const { return action_->shortcut().toString(QKeySequence::NativeText); }
    QAction* action_;
};

} // namespace

VerdictBar::VerdictBar(ReviewModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , useAs_(makeButton(tr("Use as…"), ButtonKind::Plain, this))
    , grid_(new QGridLayout)
    , head_(makeLabel(tr("Your verdict"), TextKind::Head, this))
    , stored_(makeLabel({}, TextKind::Caption, this))
    , others_(makeLabel({}, TextKind::Caption, this))
    , text_(new QLineEdit(this))
    , typing_(new QTimer(this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    makeActions();
    auto* menu = new QMenu(useAs_);
    menu->setToolTipsVisible(true);
    menu->setLayoutDirection(Qt::LeftToRight); // not as its button has it, below
    menu->addAction(label_);
    menu->addAction(exemplar_);
    useAs_->setMenu(menu);
    useAs_->setLayoutDirection(Qt::RightToLeft); // the sign behind the words
    useAs_->setIcon(icon(QStringLiteral("chevron-down"), Token::Text2));
    useAs_->setIconSize({12, 12});
    useAs_->setToolTip(tr("Correct the label, or make this reasoning an exemplar"));
    useAs_->setObjectName(QStringLiteral("useAs"));
    stored_->setObjectName(QStringLiteral("verdictStored"));
    others_->setObjectName(QStringLiteral("otherVerdicts"));
    others_->setWordWrap(true);
    text_->setObjectName(QStringLiteral("verdictComment"));
    text_->setAccessibleName(tr("Comment"));
    text_->setMaxLength(kMostComment);
    followKey(text_, comment_, tr("Comment, stored as you type; Enter goes back to the list"));
    text_->installEventFilter(this);
    typing_->setSingleShot(true);
    typing_->setInterval(kTypingDelay_ms);
    auto* head = new QHBoxLayout;
    head->addWidget(head_);
    head->addStretch(1);
    head->addWidget(stored_);
    grid_->setSpacing(6);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 0, 16, 12);
    all->setSpacing(8);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(head);
    all->addLayout(grid_);
    all->addWidget(text_);
    all->addWidget(others_);
    connect(text_, &QLineEdit::textEdited, typing_, qOverload<>(&QTimer::start));
    connect(text_, &QLineEdit::returnPressed, this, [this] {
        commit();
        Q_EMIT commented();
    });
    connect(typing_, &QTimer::timeout, this, &VerdictBar::commit);
    connect(&model_, &ReviewModel::verdictChanged, this, &VerdictBar::showVerdict);
    connect(&model_, &ReviewModel::imageChanged, this, &VerdictBar::showVerdict);
    arrange();
    showVerdict();
}

void VerdictBar::makeActions() {
    const auto add = [this](const QString& id, const QString& name, const QKeySequence& keys) {
        auto* action = new QAction(name, this);
        action->setObjectName(id);
        action->setShortcut(keys);
        addAction(action);
        actions_ << action;
        return action;
    };
    for (int i = 0; i < 5; ++i) {
        const auto verdict = static_cast<Verdict>(i);
        QAction* action =
            add(QStringLiteral("judge%1").arg(i + 1), verdictWords(verdict), QKeySequence(Qt::Key_1 + i));
        connect(action, &QAction::triggered, this, [this, verdict] {
            commit();
            model_.judge(verdict);
            showVerdict();
        });
        auto* button = new KeyButton(action, verdictWords(verdict), this);
        button->setObjectName(QStringLiteral("verdict%1").arg(i + 1));
        buttons_[static_cast<std::size_t>(i)] = button;
    }
    comment_ = add(QStringLiteral("commentVerdict"), tr("Comment on the verdict"), Qt::Key_C);
    connect(comment_, &QAction::triggered, this, [this] { text_->setFocus(Qt::ShortcutFocusReason); });
    takeBack_ = add(QStringLiteral("takeVerdictBack"), tr("Take the verdict back"), Qt::Key_0);
    connect(takeBack_, &QAction::triggered, this, [this] {
        commit();
        model_.takeBack();
    });
    label_ =
        add(QStringLiteral("correctedLabel"), tr("Corrected label: open the study"), Qt::SHIFT | Qt::Key_L);
    connect(label_, &QAction::triggered, this, &VerdictBar::labelWanted);
    exemplar_ = add(QStringLiteral("traceExemplar"), tr("Exemplar of my label"), Qt::SHIFT | Qt::Key_E);
    connect(exemplar_, &QAction::triggered, &model_, &ReviewModel::useAsExemplar);
}

void VerdictBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

// As many in a row as their words allow.
void VerdictBar::arrange() {
    int widest = useAs_->sizeHint().width();
    for (const QPushButton* button : buttons_)
        widest = std::max(widest, button->sizeHint().width());
    const int columns = width() - 32 >= 3 * widest + 12 ? 3 : 2;
    if (columns == columns_) return;
    columns_ = columns;
    for (int i = 0; i < 6; ++i) {
        QPushButton* button = i < 5 ? buttons_[static_cast<std::size_t>(i)] : useAs_;
        grid_->removeWidget(button);
        grid_->addWidget(button, i / columns, i % columns);
    }
    for (int i = 0; i < 3; ++i)
        grid_->setColumnStretch(i, i < columns ? 1 : 0);
}

bool VerdictBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == text_ && event->type() == QEvent::FocusOut) commit();
    if (watched == text_ && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        Q_EMIT commented();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// What was typed belongs to the trace it was typed for.
void VerdictBar::commit() {
    typing_->stop();
    if (!text_->isModified()) return;
    text_->setModified(false);
    if (shown_) model_.setComment(*shown_, text_->text());
}

void VerdictBar::showVerdict() {
    const TracePointer& trace = model_.trace();
    const bool open = model_.canJudge();
    const bool test = trace && onlyRead(trace->row);
    const TraceVerdict* own = model_.own();
    for (std::size_t i = 0; i < buttons_.size(); ++i) {
        buttons_[i]->setEnabled(open);
        buttons_[i]->setChecked(own != nullptr && static_cast<std::size_t>(own->verdict) == i);
    }
    for (int i = 0; i < 5; ++i)
        actions_[i]->setEnabled(open);
    takeBack_->setEnabled(own != nullptr);
    text_->setEnabled(own != nullptr);
    comment_->setEnabled(own != nullptr);
    text_->setPlaceholderText(own != nullptr ? tr("Comment")
                              : test         ? QString()
                                             : tr("Comment, once you have judged"));
    const std::optional<TracePlace> place = open ? std::optional(placeOf(trace->row)) : std::nullopt;
    if (place != shown_ && text_->isModified()) commit();
    if (place != shown_ || !text_->isModified()) {
        const QString comment = own != nullptr ? qs(own->comment) : QString();
        if (text_->text() != comment) text_->setText(comment);
        text_->setModified(false);
    }
    shown_ = place;
    label_->setEnabled(open && model_.image().has_value());
    exemplar_->setEnabled(open && model_.image().has_value() && !trace->reasoningIsAll);
    useAs_->setEnabled(label_->isEnabled());
    if (own == nullptr) {
        stored_->setText(open   ? tr("not judged yet")
                         : test ? tr("a test answer: read, not judged")
                                : QString());
    } else {
        const auto time = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(own->time));
        const bool today = time.date() == QDate::currentDate();
        stored_->setText(
            tr("stored %1 · %2")
                .arg(time.toString(today ? QStringLiteral("hh:mm:ss") : QStringLiteral("yyyy-MM-dd hh:mm")),
                     harmless(qs(own->reader))));
    }
    QStringList said;
    if (test)
        said << tr(
            "Test patients were used for nothing else. A verdict, a label or an example taken from their "
            "answers would make the next test one that was seen before.");
    for (const TraceVerdict* other : model_.others())
        said << QStringLiteral("%1: %2%3")
                    .arg(harmless(qs(other->reader)), verdictWords(other->verdict),
                         other->comment.empty() ? QString()
                                                : QStringLiteral(", “%1”").arg(harmless(qs(other->comment))));
    others_->setText(said.join(QLatin1Char('\n')));
    others_->setVisible(!said.isEmpty());
}

} // namespace vrft::ui
