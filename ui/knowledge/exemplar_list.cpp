// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/exemplar_list.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>

namespace vrft::ui {

namespace {

constexpr int kPicture = 108;
constexpr int kNarrowest = 300;

class Card final : public QAbstractButton {
public:
    Card(Thumbnails& thumbnails, ExemplarCard card, QWidget* parent)
        : QAbstractButton(parent)
        , thumbnails_(thumbnails)
        , card_(std::move(card)) {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setText(card_.reasoning);
        setAccessibleName(ExemplarList::tr("Example %1: %2").arg(card_.patient, card_.reasoning));
        setToolTip(
            plainToolTip(ExemplarList::tr("%1\n%2, opens in Studies").arg(card_.reasoning, card_.patient)));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(&thumbnails_, &Thumbnails::arrived, this, qOverload<>(&QWidget::update));
    }
    QSize sizeHint() const override { return {kNarrowest, kPicture}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), colour(underMouse() ? Token::Hover : Token::Raised));
        const QRect picture(0, 0, kPicture, height());
        thumbnails_.paint(painter, picture, card_.address);
        paintBoxes(painter, picture);
        const QRect words = rect().adjusted(kPicture + 10, 8, -10, -8);
        const QRect foot(words.left(), words.bottom() - 17, words.width(), 18);
        QTextOption wrap(Qt::AlignLeft | Qt::AlignTop);
        wrap.setWrapMode(QTextOption::WordWrap);
        painter.setPen(colour(Token::Text));
        painter.save();
        const QRect body(words.left(), words.top(), words.width(), words.height() - 22);
        painter.setClipRect(body);
        painter.drawText(body, fitted(body), wrap);
        painter.restore();
        QFont small = font();
        small.setPixelSize(12);
        painter.setFont(small);
        painter.setPen(colour(Token::Text2));
        const QString who = QStringLiteral("%1 · %2").arg(card_.patient, card_.reader);
        painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(who, Qt::ElideRight, foot.width()));
        if (hasFocus()) {
            painter.setPen(QPen(colour(Token::Focus), 2));
            painter.drawRect(rect().adjusted(1, 1, -1, -1));
        }
    }

private:
    // As many words as the room holds, with an ellipsis.
    QString fitted(const QRect& room) const {
        const QFontMetrics metrics(font());
        QString text = card_.reasoning.left(600);
        const auto fits = [&](const QString& shown) {
            return metrics.boundingRect(QRect(0, 0, room.width(), 10000), Qt::TextWordWrap, shown).height() <=
                   room.height();
        };
        if (fits(text) && text.size() == card_.reasoning.size()) return text;
        while (!text.isEmpty() && !fits(text + QChar(0x2026)))
            text.chop(std::max<qsizetype>(1, text.size() / 20));
        return text + QChar(0x2026);
    }

    void paintBoxes(QPainter& painter, const QRect& picture) const {
        if (card_.size.width <= 0 || card_.size.height <= 0) return;
        const QSizeF image(card_.size.width, card_.size.height);
        const QSizeF shown = image.scaled(picture.size(), Qt::KeepAspectRatio);
        const QPointF corner(picture.center().x() + 1 - shown.width() / 2,
                             picture.center().y() + 1 - shown.height() / 2);
        const double scale = shown.width() / image.width();
        for (const Box& box : card_.boxes) {
            const QRectF area(corner + QPointF(box.x1, box.y1) * scale,
                              QSizeF(box.x2 - box.x1, box.y2 - box.y1) * scale);
            painter.setPen(QPen(Qt::black, 4));
            painter.drawRect(area);
            painter.setPen(QPen(QColor::fromRgba(mark::kReference), 2));
            painter.drawRect(area);
        }
    }

    Thumbnails& thumbnails_;
    ExemplarCard card_;
};

} // namespace

ExemplarList::ExemplarList(Thumbnails& thumbnails, QAction* fromStudy, QWidget* parent)
    : QWidget(parent)
    , thumbnails_(thumbnails)
    , count_(makeLabel({}, TextKind::Grey, this))
    , none_(makeLabel(
          tr("None yet. Write the reasoning beside an image in Studies: it becomes an example here."),
          TextKind::Grey, this))
    , cards_(new QWidget(this))
    , grid_(new QGridLayout(cards_)) {
    none_->setWordWrap(true);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(8);
    auto* from = makeButton(fromStudy->text(), ButtonKind::Plain, this);
    from->setObjectName(QStringLiteral("fromStudy"));
    followKey(from, fromStudy, fromStudy->text());
    connect(from, &QPushButton::clicked, fromStudy, &QAction::trigger);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Examples with reasoning"), TextKind::Head, this));
    head->addWidget(count_);
    head->addStretch(1);
    head->addWidget(from);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addLayout(head);
    all->addWidget(none_);
    all->addWidget(cards_);
}

void ExemplarList::setCards(std::vector<ExemplarCard> cards) {
    qDeleteAll(std::exchange(shown_, {}));
    count_->setText(cards.empty() ? QString() : QString::number(cards.size()));
    for (ExemplarCard& card : cards) {
        const ImageRef image = card.image;
        auto* button = new Card(thumbnails_, std::move(card), cards_);
        connect(button, &QAbstractButton::clicked, this, [this, image] { Q_EMIT wanted(image); });
        shown_ << button;
    }
    none_->setVisible(shown_.isEmpty());
    cards_->setVisible(!shown_.isEmpty());
    columns_ = 0;
    lay();
}

void ExemplarList::lay() {
    const int columns = std::max(1, width() / kNarrowest);
    if (columns == columns_) return;
    columns_ = columns;
    for (int i = 0; i < shown_.size(); ++i) {
        grid_->addWidget(shown_[i], i / columns, i % columns);
        shown_[i]->show();
    }
}

void ExemplarList::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay();
}

} // namespace vrft::ui
