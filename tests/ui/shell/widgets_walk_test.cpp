// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/widgets_walk_test.h"

#include "tests/ui/support/window_fixture.h"
#include "ui/annotate/class_list.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_bar.h"
#include "ui/viewer/image_view.h"
#include "ui/viewer/series_strip.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSlider>
#include <QToolButton>

using namespace vrft;
using namespace vrft::ui;

namespace {

bool isControl(const QWidget& widget) {
    return qobject_cast<const QAbstractButton*>(&widget) != nullptr ||
           qobject_cast<const QComboBox*>(&widget) != nullptr ||
           qobject_cast<const QLineEdit*>(&widget) != nullptr ||
           qobject_cast<const QPlainTextEdit*>(&widget) != nullptr ||
           qobject_cast<const QSlider*>(&widget) != nullptr ||
           qobject_cast<const QAbstractItemView*>(&widget) != nullptr ||
           qobject_cast<const ClassList*>(&widget) != nullptr ||
           qobject_cast<const ui::SeriesRow*>(&widget) != nullptr ||
           qobject_cast<const ImageView*>(&widget) != nullptr;
}

QString describe(const QWidget& widget) {
    return QStringLiteral("%1 \"%2\"")
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName());
}

// The controls a person sees; Qt's own parts inside others (a list's header, a field's clear button) left
// out.
std::vector<QWidget*> controls(MainWindow& window) {
    std::vector<QWidget*> list;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !isControl(*widget)) continue;
        if (widget->objectName().startsWith(QStringLiteral("qt_")) || widget->inherits("QHeaderView") ||
            widget->inherits("QComboBoxListView") ||
            qobject_cast<QLineEdit*>(widget->parentWidget()) != nullptr ||
            widget->parentWidget()->inherits("QMenuBar"))
            continue;
        list.push_back(widget);
    }
    return list;
}

struct Walk {
    Walk()
        : made((test::makeWorkspace(folder / "study", 3), true))
        , open(folder / "study") {
        QTRY_VERIFY_WITH_TIMEOUT(open.window().status().storedText().startsWith(QStringLiteral("All")),
                                 30'000);
    }
    test::TempFolder folder;
    bool made;
    test::OpenWindow open;
};

} // namespace

void WidgetsWalkTest::every_control_has_a_name_and_a_tool_tip() {
    Walk walk;
    const auto list = controls(walk.open.window());
    QVERIFY(list.size() > 25);
    for (const QWidget* widget : list) {
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(describe(*widget)));
        const bool speaksForItself = qobject_cast<const ImageView*>(widget) != nullptr ||
                                     qobject_cast<const QAbstractItemView*>(widget) != nullptr;
        if (!speaksForItself) QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(describe(*widget)));
    }
}

void WidgetsWalkTest::every_control_is_reached_by_tab() {
    Walk walk;
    std::set<const QWidget*> reached;
    const QWidget* first = &walk.open.window();
    for (const QWidget* widget = first->nextInFocusChain(); widget != first;
         widget = widget->nextInFocusChain())
        reached.insert(widget);
    for (const QWidget* widget : controls(walk.open.window())) {
        if (!widget->isEnabled()) continue;
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(describe(*widget)));
        QVERIFY2(reached.contains(widget), qPrintable(describe(*widget)));
    }
}

void WidgetsWalkTest::tool_buttons_say_their_key() {
    Walk walk;
    int count = 0;
    for (const QWidget* widget : controls(walk.open.window())) {
        const auto* button = qobject_cast<const QToolButton*>(widget);
        if (button == nullptr) continue;
        ++count;
        const QString key = button->defaultAction()->shortcut().toString(QKeySequence::NativeText);
        QVERIFY2(!key.isEmpty() && button->toolTip().endsWith(QStringLiteral("(%1)").arg(key)),
                 qPrintable(button->toolTip()));
    }
    QVERIFY(count > 8);
}

void WidgetsWalkTest::no_label_is_clipped_in_its_smallest_window() {
    Walk walk;
    walk.open.window().resize(walk.open.window().minimumSize());
    QTest::qWait(50);
    for (const QLabel* label : walk.open.window().findChildren<QLabel*>()) {
        if (!label->isVisible() || label->wordWrap() || label->text().isEmpty()) continue;
        QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
    }
}
