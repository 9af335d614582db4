// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/seen_widgets.h"

#include "ui/annotate/class_list.h"
#include "ui/shell/rail.h"
#include "ui/viewer/image_view.h"
#include "ui/viewer/series_strip.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>

namespace vrft::test {

namespace {

bool inScrollArea(const QWidget& widget, const QWidget& window) {
    for (const QWidget* parent = widget.parentWidget(); parent != nullptr && parent != &window;
         parent = parent->parentWidget())
        if (qobject_cast<const QAbstractScrollArea*>(parent) != nullptr) return true;
    return false;
}

QString wordsOf(const QWidget& widget) {
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) return button->text();
    return {};
}

bool fits(const QWidget& widget) {
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        if (!label->wordWrap()) return label->width() >= label->minimumSizeHint().width();
        return label->height() >= label->heightForWidth(label->width());
    }
    if (const auto* button = qobject_cast<const ui::RailButton*>(&widget)) return button->wordsFit();
    return widget.width() >= widget.minimumSizeHint().width() &&
           widget.height() >= widget.fontMetrics().height();
}

} // namespace

bool isControl(const QWidget& widget) {
    return qobject_cast<const QAbstractButton*>(&widget) != nullptr ||
           qobject_cast<const QComboBox*>(&widget) != nullptr ||
           qobject_cast<const QLineEdit*>(&widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr ||
           qobject_cast<const QPlainTextEdit*>(&widget) != nullptr ||
           qobject_cast<const QSlider*>(&widget) != nullptr ||
           qobject_cast<const QAbstractItemView*>(&widget) != nullptr ||
           qobject_cast<const ui::ClassList*>(&widget) != nullptr ||
           qobject_cast<const ui::SeriesRow*>(&widget) != nullptr ||
           qobject_cast<const ui::ImageView*>(&widget) != nullptr;
}

QString describe(const QWidget& widget) {
    QString path = QStringLiteral("%1 \"%2\" “%3”")
                       .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(),
                            wordsOf(widget).left(80));
    for (const QWidget* parent = widget.parentWidget(); parent != nullptr; parent = parent->parentWidget())
        path += QStringLiteral(" < ") + QString::fromLatin1(parent->metaObject()->className());
    return path;
}

std::vector<QWidget*> controlsOf(QWidget& window) {
    std::vector<QWidget*> list;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !isControl(*widget)) continue;
        const QWidget* parent = widget->parentWidget();
        if (widget->objectName().startsWith(QStringLiteral("qt_")) || widget->inherits("QHeaderView") ||
            widget->inherits("QComboBoxListView") || widget->inherits("QTableCornerButton") ||
            qobject_cast<const QLineEdit*>(parent) != nullptr ||
            qobject_cast<const QComboBox*>(parent) != nullptr || parent->inherits("QMenuBar") ||
            parent->inherits("QTabBar") || parent->inherits("QTableView"))
            continue;
        list.push_back(widget);
    }
    return list;
}

QStringList cutOff(QWidget& window) {
    QStringList list;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const bool words = qobject_cast<const QLabel*>(widget) != nullptr ||
                           qobject_cast<const QPushButton*>(widget) != nullptr ||
                           qobject_cast<const QCheckBox*>(widget) != nullptr ||
                           qobject_cast<const QRadioButton*>(widget) != nullptr ||
                           qobject_cast<const ui::RailButton*>(widget) != nullptr;
        if (!words || !widget->isVisible() || wordsOf(*widget).isEmpty()) continue;
        if (!fits(*widget))
            list << QStringLiteral("%1 has %2 x %3, needs %4 x %5")
                        .arg(describe(*widget))
                        .arg(widget->width())
                        .arg(widget->height())
                        .arg(widget->minimumSizeHint().width())
                        .arg(std::max(widget->minimumSizeHint().height(),
                                      widget->heightForWidth(widget->width())));
        const QRect place(widget->mapTo(&window, QPoint(0, 0)), widget->size());
        if (!inScrollArea(*widget, window) && !window.rect().contains(place))
            list << QStringLiteral("%1 lies outside").arg(describe(*widget));
    }
    return list;
}

UntranslatedWords::UntranslatedWords(const QString& file) {
    [[maybe_unused]] const bool loaded = translation_.load(file);
    Q_ASSERT(loaded);
}

QString UntranslatedWords::translate(const char* context, const char* text, const char* comment,
                                     int n) const {
    if (*context == 'Q' || *text == '\0') return {}; // QShortcut, QDialogButtonBox, ...
    const bool there = !translation_.translate(context, text, comment, n).isEmpty();
    const QMutexLocker locked(&lock_);
    ++asked_;
    const QString line = QStringLiteral("%1: %2").arg(QString::fromUtf8(context), QString::fromUtf8(text));
    if (!there && !missing_.contains(line)) missing_ << line;
    return {};
}

QStringList UntranslatedWords::missing() const {
    const QMutexLocker locked(&lock_);
    return missing_;
}

QString LongerWords::translate(const char*, const char* text, const char*, int n) const {
    QString longer = QString::fromUtf8(text);
    if (longer.isEmpty()) return longer;
    const qsizetype more = (longer.size() * 2 + 4) / 5;
    static const QString words = QStringLiteral(" über die größte");
    for (qsizetype i = 0; i < more; ++i)
        longer += words[i % words.size()];
    if (n >= 0) longer.replace(QStringLiteral("%n"), QString::number(n));
    return longer;
}

} // namespace vrft::test
