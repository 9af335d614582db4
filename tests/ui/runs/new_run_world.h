// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The view of a new run on the sample workspace, and hands for its dialogs.
#pragma once

#include "tests/support/temp_folder.h"
#include "tests/ui/runs/fake_engine.h"
#include "ui/runs/new_run_view.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QTest>
#include <QTimer>
#include <algorithm>

namespace vrft::test {

// The sample workspace, made once; a view on it for each test.
class NewRunWorld {
public:
    NewRunWorld()
        : engine(folder / "engine") {
        QProcess made;
        made.start(QStringLiteral(VRFT_BIN_DIR "/vrftaug-data"),
                   {QStringLiteral("sample"), ui::qs(ws().string())});
        if (!made.waitForFinished(240'000) || made.exitCode() != 0)
            qFatal("%s", made.readAllStandardError().constData());
    }
    std::filesystem::path ws() const { return folder / "ws"; }
    void open() {
        qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(engine.program().string()));
        thread = std::make_unique<ui::WorkspaceThread>();
        view = std::make_unique<ui::NewRunView>(*thread);
        view->resize(1500, 1000);
        view->show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(view.get());
        thread->open(ws(), QStringLiteral("tester"), false);
        QTRY_VERIFY_WITH_TIMEOUT(view->model().dataset() != nullptr, 20'000);
        QTRY_VERIFY(view->model().policy() != nullptr);
    }
    void close() {
        view.reset();
        thread->close();
        thread.reset();
    }
    template <typename T = QLabel>
    T* find(const char* name) {
        T* found = view->findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) qFatal("no %s", name);
        return found;
    }
    QString verdict() { return find("verdict")->text(); }
    void type(const char* field, const QString& text) {
        auto* edit = find<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void click(const char* button) { QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton); }
    void choose(const char* combo, const QString& begin) {
        auto* list = find<ui::Combo>(combo);
        for (int i = 0; i < list->count(); ++i)
            if (list->itemText(i).startsWith(begin)) {
                list->setFocus();
                list->setCurrentIndex(i);
                Q_EMIT list->activated(i);
                return;
            }
        qFatal("no %s in %s", qPrintable(begin), combo);
    }
    QStringList labels() {
        QStringList texts;
        for (const QLabel* label : view->findChildren<QLabel*>())
            if (label->isVisible()) texts << label->text();
        return texts;
    }
    bool says(const QString& words) {
        const QStringList all = labels();
        return std::any_of(all.begin(), all.end(), [&](const QString& text) { return text.contains(words); });
    }

    TempFolder folder;
    FakeEngine engine;
    std::unique_ptr<ui::WorkspaceThread> thread;
    std::unique_ptr<ui::NewRunView> view;
};

// Does `act` in the dialog of this class once it is up. Where a check fails in it, it doesn't stay up for
// ever.
template <typename Dialog, typename Act>
void inDialog(Act act) {
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, act] {
        auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr) return;
        timer->deleteLater();
        timer->stop();
        const QPointer<QDialog> open(dialog);
        // Its keys are heard then. qWaitForWindowActive is content with the window the dialog belongs to.
        [[maybe_unused]] const bool active =
            QTest::qWaitFor([dialog] { return QApplication::activeWindow() == dialog; });
        act(dialog);
        if (QTest::currentTestFailed() && open && open->isVisible()) open->reject();
    });
    timer->start(20);
}

} // namespace vrft::test
