// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/answers_panel.h"

#include "ui/runs/run_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kPicture = 72;
constexpr int kAnswerRow = 93;

QString rewardText(double reward) {
    QString text = QString::number(reward, 'f', 2);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

void paintPicture(QPainter& painter, const QRect& place, const QImage& picture) {
    painter.fillRect(place, Qt::black);
    if (picture.isNull()) return;
    const QSize size = picture.size().scaled(place.size(), Qt::KeepAspectRatio);
    const QRect where(place.left() + (place.width() - size.width()) / 2,
                      place.top() + (place.height() - size.height()) / 2, size.width(), size.height());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(where, picture);
}

class AnswerDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {200, kAnswerRow};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const RunAnswer* answer = static_cast<const AnswerModel&>(*index.model()).at(index);
        if (answer == nullptr) return;
        painter->save();
        const QRect cell = option.rect;
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        paintRowGround(*painter, option);
        if (chosen && option.state.testFlag(QStyle::State_HasFocus))
            painter->fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), colour(Token::Focus));
        paintPicture(*painter, QRect(cell.left() + 12, cell.top() + 10, kPicture, kPicture), answer->picture);
        const QRect words(cell.left() + kPicture + 22, cell.top() + 9, cell.width() - kPicture - 34, 18);
        QFont font = option.font;
        font.setPixelSize(12);
        painter->setFont(font);
        painter->setPen(colour(Token::Text2));
        painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter, answer->sample);
        painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter,
                          AnswersPanel::tr("step %1").arg(grouped(answer->step)));
        font.setPixelSize(13);
        painter->setFont(font);
        painter->setPen(colour(Token::Text));
        const QFontMetrics metrics(font);
        painter->drawText(words.translated(0, 20), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(answer->text, Qt::ElideRight, words.width()));
        paintVerdict(*painter, words, *answer, font);
        painter->restore();
    }

private:
    // "Answer 5 · reference 5", right green, wrong in alarm, in two lines where one is too short; the reward
    // at the right. `words` is the row's first line.
    static void paintVerdict(QPainter& painter, const QRect& words, const RunAnswer& answer, QFont font) {
        constexpr int kOneLine = 52; // below the first, pixels
        constexpr int kUpper = 40;
        constexpr int kLower = 58;
        QFont bold = font;
        bold.setBold(true);
        const QFontMetrics plainMetrics(font);
        const QFontMetrics boldMetrics(bold);
        const QString reward = rewardText(answer.reward);
        const QString rewardWord = AnswersPanel::tr("reward") + QLatin1Char(' ');
        const QString answerWord = AnswersPanel::tr("Answer") + QLatin1Char(' ');
        const QString said = answer.answer.isEmpty() ? QStringLiteral("—") : answer.answer;
        const QString reference =
            answer.reference.isEmpty() ? QString() : AnswersPanel::tr("reference %1").arg(answer.reference);
        const QString between = QStringLiteral(" · ");
        const int whole = plainMetrics.horizontalAdvance(answerWord + between + reference + rewardWord) +
                          boldMetrics.horizontalAdvance(said + reward) + 8;
        const bool two = !reference.isEmpty() && whole > words.width();
        const QRect row = words.translated(0, two ? kUpper : kOneLine);
        int right = row.right() - boldMetrics.horizontalAdvance(reward);
        painter.setFont(bold);
        painter.setPen(colour(Token::Text));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, reward);
        painter.setFont(font);
        painter.setPen(colour(Token::Text2));
        right -= plainMetrics.horizontalAdvance(rewardWord);
        painter.drawText(QRect(right, row.top(), row.width(), row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         rewardWord);
        int x = row.left();
        const auto put = [&](const QString& text, const QFont& of, Token ink) {
            const QFontMetrics metrics(of);
            const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(0, right - 8 - x));
            painter.setFont(of);
            painter.setPen(colour(ink));
            painter.drawText(QRect(x, row.top(), row.width(), row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                             shown);
            x += metrics.horizontalAdvance(shown);
        };
        put(answerWord, font, Token::Text2);
        const Token ink = !answer.right ? Token::Text : *answer.right ? Token::Good : Token::Alarm;
        put(said, bold, ink);
        if (two) {
            painter.setFont(font);
            painter.setPen(colour(Token::Text2));
            painter.drawText(words.translated(0, kLower), Qt::AlignLeft | Qt::AlignVCenter,
                             plainMetrics.elidedText(reference, Qt::ElideRight, words.width()));
        } else if (!reference.isEmpty()) {
            put(between + reference, font, Token::Text2);
        }
    }
};

// A picture of a fixed size on black.
class Thumbnail final : public QWidget {
public:
    Thumbnail(QImage picture, int side, QWidget* parent)
        : QWidget(parent)
        , picture_(std::move(picture)) {
        setFixedSize(side, side);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paintPicture(painter, rect(), picture_);
    }

private:
    QImage picture_;
};

} // namespace

QWidget* makeExample(const RunAnswer& answer, QWidget* parent) {
    auto* card = new QFrame(parent);
    card->setProperty("kind", QStringLiteral("card"));
    card->setObjectName(QStringLiteral("example"));
    card->setToolTip(plainToolTip(answer.text));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    const auto add = [&](const QString& name, const QString& value) {
        words->addWidget(
            makeLabel(QStringLiteral("%1 %2").arg(name, value.isEmpty() ? QStringLiteral("—") : value),
                      TextKind::Body, card));
    };
    add(AnswersPanel::tr("reference"), answer.reference);
    add(AnswersPanel::tr("answer"), answer.answer);
    add(AnswersPanel::tr("reward"), rewardText(answer.reward));
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(6, 6, 12, 6);
    row->setSpacing(8);
    row->addWidget(new Thumbnail(answer.picture, 56, card));
    row->addLayout(words);
    return card;
}

void AnswerModel::set(const AnswersPointer& answers, int which) {
    beginResetModel();
    answers_ = answers;
    which_ = which;
    endResetModel();
}

const std::vector<RunAnswer>* AnswerModel::list() const {
    if (!answers_) return nullptr;
    return which_ == 1 ? &answers_->wrong : which_ == 2 ? &answers_->best : &answers_->all;
}

const RunAnswer* AnswerModel::at(const QModelIndex& index) const {
    return index.isValid() ? &(*list())[static_cast<std::size_t>(index.row())] : nullptr;
}

int AnswerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || list() == nullptr ? 0 : static_cast<int>(list()->size());
}

QVariant AnswerModel::data(const QModelIndex& index, int role) const {
    const RunAnswer* answer = at(index);
    if (answer == nullptr) return {};
    if (role == Qt::DisplayRole) return answer->text;
    if (role == Qt::AccessibleTextRole)
        return tr("%1, step %2, answer %3, reference %4, reward %5: %6")
            .arg(answer->sample)
            .arg(answer->step)
            .arg(answer->answer, answer->reference, rewardText(answer->reward), answer->text);
    if (role == Qt::ToolTipRole) return plainToolTip(answer->text + QStringLiteral(" — ") + answer->why);
    return {};
}

AnswersPanel::AnswersPanel(QAction* openInReview, QWidget* parent)
    : QWidget(parent)
    , title_(makeLabel(tr("Latest answers"), TextKind::Head, this))
    , which_(new Segments(tr("Answers"), {tr("All"), tr("Wrong"), tr("Best")}, this))
    , list_(new QListView(this))
    , nothing_(makeLabel({}, TextKind::Grey, this))
    , trouble_(makeLabel({}, TextKind::Body, this))
    , count_(makeLabel({}, TextKind::Caption, this))
    , back_(makeButton(tr("Latest"), ButtonKind::Link, this))
    , open_(makeButton(tr("Open in Review"), ButtonKind::Plain, this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(280);
    title_->setObjectName(QStringLiteral("answersTitle"));
    which_->setObjectName(QStringLiteral("whichAnswers"));
    list_->setObjectName(QStringLiteral("answers"));
    list_->setAccessibleName(tr("Latest answers"));
    list_->setModel(&model_);
    list_->setItemDelegate(new AnswerDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setMouseTracking(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    nothing_->setWordWrap(true);
    nothing_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    nothing_->setContentsMargins(12, 24, 12, 0);
    setKind(trouble_, QStringLiteral("caution"));
    trouble_->setObjectName(QStringLiteral("answersTrouble"));
    trouble_->setWordWrap(true);
    trouble_->setContentsMargins(12, 8, 12, 8);
    back_->setObjectName(QStringLiteral("latestAnswers"));
    back_->setToolTip(tr("Show the latest answers"));
    open_->setObjectName(QStringLiteral("openInReview"));
    followKey(open_, openInReview, tr("Open this answer in Review"));
    connect(open_, &QPushButton::clicked, openInReview, &QAction::trigger);
    auto* headArea = new QWidget(this);
    headArea->setFixedHeight(40);
    auto* head = new QHBoxLayout(headArea);
    head->setContentsMargins(12, 0, 8, 0);
    head->addWidget(title_);
    head->addWidget(back_);
    head->addStretch(1);
    head->addWidget(which_);
    auto* footArea = new QWidget(this);
    auto* foot = new QHBoxLayout(footArea);
    foot->setContentsMargins(12, 8, 8, 8);
    count_->setWordWrap(true);
    foot->addWidget(count_, 1);
    foot->addWidget(open_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(headArea);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(trouble_);
    all->addWidget(list_, 1);
    all->addWidget(nothing_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(footArea);
    connect(which_, &Segments::chosenByHand, this, &AnswersPanel::fill);
    connect(back_, &QPushButton::clicked, this, [this] {
        step_.reset();
        list_->clearSelection();
        list_->setCurrentIndex({});
        fill();
        list_->scrollToTop();
    });
    const auto open = [this](const QModelIndex& index) {
        if (const RunAnswer* answer = model_.at(index)) Q_EMIT openWanted(answer->id);
    };
    connect(list_, &QListView::activated, this, open);
    fill();
}

void AnswersPanel::show(const RunPicture& run) {
    const bool other = run.line.id != run_;
    if (other) step_.reset();
    run_ = run.line.id;
    count_->setText(run.numAnswers.value_or(0) > 0 ? tr("%1 answers kept").arg(grouped(*run.numAnswers))
                                                   : QString());
    if (latest_ == run.answers && latest_ != nullptr) return;
    latest_ = run.answers;
    if (step_ != nullptr) return;
    if (other || !read())
        fill();
    else
        back_->show();
}

bool AnswersPanel::read() const {
    return model_.rowCount() > 0 &&
           (list_->viewport()->underMouse() || list_->verticalScrollBar()->value() > 0 ||
            (list_->hasFocus() && list_->currentIndex().isValid()));
}

void AnswersPanel::showStep(const AnswersPointer& answers) {
    step_ = answers;
    which_->choose(0);
    fill();
    list_->setFocus(Qt::OtherFocusReason);
}

void AnswersPanel::fill() {
    const AnswersPointer shown = step_ ? step_ : latest_;
    const RunAnswer* before = chosen();
    const QString kept = before != nullptr ? before->id : QString();
    model_.set(shown, which_->chosen());
    for (int row = 0; row < model_.rowCount(); ++row)
        if (model_.at(model_.index(row))->id == kept) list_->setCurrentIndex(model_.index(row));
    title_->setText(step_ ? tr("Answers of step %1").arg(grouped(step_->step.value_or(0)))
                          : tr("Latest answers"));
    back_->setVisible(step_ != nullptr);
    const bool any = model_.rowCount() > 0;
    list_->setVisible(any);
    nothing_->setVisible(!any);
    nothing_->setText(which_->chosen() == 1 ? tr("None of them is wrong.")
                      : step_               ? tr("No answers of this step are kept.")
                                            : tr("No answers yet."));
    trouble_->setText(shown ? shown->trouble : QString());
    trouble_->setVisible(shown && !shown->trouble.isEmpty());
    open_->setEnabled(any);
}

const RunAnswer* AnswersPanel::chosen() const {
    const QModelIndex now = list_->currentIndex();
    return now.isValid() ? model_.at(now) : nullptr;
}

} // namespace vrft::ui
