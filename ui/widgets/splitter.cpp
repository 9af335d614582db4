// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/splitter.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QSettings>

namespace vrft::ui {

namespace {

class SplitterLine final : public QSplitterHandle {
public:
    explicit SplitterLine(Splitter* parent)
        : QSplitterHandle(parent->orientation(), parent) {}

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), colour(Token::Panel));
        const QRect line = orientation() == Qt::Horizontal ? QRect(width() / 2, 0, 1, height())
                                                           : QRect(0, height() / 2, width(), 1);
        painter.fillRect(line, colour(Token::Line));
    }
    void mouseDoubleClickEvent(QMouseEvent*) override { static_cast<Splitter*>(splitter())->reset(); }
};

} // namespace

Splitter::Splitter(QString key, QList<int> firstSizes, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent)
    , key_(QStringLiteral("splitters/") + std::move(key))
    , firstSizes_(std::move(firstSizes)) {
    setHandleWidth(5);
    setChildrenCollapsible(false);
    connect(this, &QSplitter::splitterMoved, this, [this] { QSettings().setValue(key_, saveState()); });
}

void Splitter::restore() {
    const QByteArray kept = QSettings().value(key_).toByteArray();
    if (kept.isEmpty() || !restoreState(kept)) setSizes(firstSizes_);
    setHandleWidth(5);
    setChildrenCollapsible(false);
}

void Splitter::reset() {
    setSizes(firstSizes_);
    QSettings().remove(key_);
}

QSplitterHandle* Splitter::createHandle() {
    return new SplitterLine(this);
}

} // namespace vrft::ui
