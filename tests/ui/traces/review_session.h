// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The window on a copy of the small sample workspace, with Review open at the grades' last evaluation.
#pragma once

#include "tests/support/temp_folder.h"
#include "tests/ui/support/window_fixture.h"
#include "tests/ui/traces/review_fixture.h"
#include "ui/shell/status_bar.h"
#include "ui/traces/review_page.h"
#include "ui/traces/trace_viewer.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <functional>

namespace vrft::test {

// Made once; each test works on a copy.
struct MadeOnce {
    TempFolder folder;
    ReviewWorkspace workspace = makeReviewWorkspace(folder / "study");
};
inline std::unique_ptr<MadeOnce> made;

struct ReviewSession {
    explicit ReviewSession(const std::function<void(const std::filesystem::path&)>& before = {},
                           bool boxes = false)
        : prepared(prepare(before))
        , open(folder / "study") {
        ready();
        if (boxes) chooseRun(kBoxes);
    }
    int prepare(const std::function<void(const std::filesystem::path&)>& before) {
        std::filesystem::copy(made->folder / "study", folder / "study",
                              std::filesystem::copy_options::recursive);
        if (before) before(folder / "study");
        return 0;
    }
    // The grades' run in Review, its last evaluation, the first trace open.
    void ready() {
        waitFor([this] { return status().startsWith(QStringLiteral("All")); });
        open.window().goTo({ui::WorkplaceKind::Review, {}});
        waitFor([this] { return page() != nullptr && model().ready() && model().trace() != nullptr; });
        chooseRun(kGrades);
    }
    void chooseRun(const std::string& run) {
        auto* runs = open.find<QComboBox>("reviewRun");
        const int index = runs->findData(ui::qs(run));
        QVERIFY(index >= 0);
        if (model().scope().run != run) {
            runs->setCurrentIndex(index);
            Q_EMIT runs->activated(index);
        }
        waitFor([&] { return model().trace() && model().trace()->row.run == run && model().row() == 0; });
        shown();
    }
    void shown() {
        waitFor([this] { return model().imageAsked() && view().frame() != nullptr; });
    }
    static void waitFor(const std::function<bool()>& condition) {
        QTRY_VERIFY_WITH_TIMEOUT(condition(), 30'000);
    }
    ui::ReviewPage* page() { return open.window().findChild<ui::ReviewPage*>(); }
    ui::ReviewModel& model() { return page()->model(); }
    ui::ImageView& view() { return page()->viewer().view(); }
    QString status() { return open.window().status().storedText(); }
    QString undoText() { return open.find<QPushButton>("undo")->text(); }
    QString text(const char* label) { return open.find<QLabel>(label)->text(); }
    QString about() { return open.find<QLabel>("traceAbout")->accessibleName(); } // not elided
    std::int64_t count(ui::TraceQueue queue) {
        return model().listing().counts[static_cast<std::size_t>(queue)];
    }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(&open.window(), Qt::Key(key), modifiers);
    }
    void next() {
        const std::int64_t before = model().trace()->row.id;
        key(Qt::Key_J);
        waitFor([&] { return model().trace()->row.id != before; });
        shown();
    }
    void undo(const QString& next) {
        key(Qt::Key_Z, Qt::ControlModifier);
        waitFor([&] { return undoText().contains(next); });
    }
    void judge(int number, const QString& undo) {
        key(Qt::Key_0 + number);
        waitFor([&] { return undoText().contains(undo); });
    }
    void openSample(const std::string& sample) {
        const std::string id = sample;
        model().open({model().scope().run, "main", "heldout", 10, id, 0});
        waitFor([&] { return model().trace()->row.sample == id && model().trace()->row.step == 10; });
        shown();
    }
    int checkedVerdict() {
        for (int i = 1; i <= 5; ++i)
            if (open.find<QPushButton>(qPrintable(QStringLiteral("verdict%1").arg(i)))->isChecked()) return i;
        return 0;
    }

    TempFolder folder;
    int prepared;
    OpenWindow open;
};

} // namespace vrft::test
