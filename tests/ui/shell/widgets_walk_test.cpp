// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/widgets_walk_test.h"

#include "core/run/recipe.h"
#include "tests/ui/support/seen_widgets.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/datasets/compare_dialog.h"
#include "ui/knowledge/knowledge_dialogs.h"
#include "ui/runs/policy_dialog.h"
#include "ui/runs/recipe_dialog.h"
#include "ui/runs/rename_run_dialog.h"
#include "ui/runs/run_log_dialog.h"
#include "ui/runs/save_recipe_dialog.h"
#include "ui/runs/thresholds_dialog.h"
#include "ui/shell/about_dialog.h"
#include "ui/shell/backups_dialog.h"
#include "ui/shell/disk_page.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/log_dialog.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/trash_dialog.h"
#include "ui/studies/ledger_dialog.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/image_view.h"
#include "ui/viewer/thumbnails.h"
#include "ui/viewer/viewer_panel.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QRadioButton>
#include <QSettings>
#include <QTabWidget>
#include <QToolButton>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::controlsOf;
using vrft::test::cutOff;
using vrft::test::describe;

namespace {

// The window on a small workspace, once for a whole walk.
struct Walk {
    Walk()
        : made((test::makeWorkspace(folder / "study", 3), true))
        , open(folder / "study") {
        QTRY_VERIFY_WITH_TIMEOUT(open.window().studies().viewer().view().isVisible(), 60'000);
        QTest::qWait(50);
    }
    MainWindow& window() { return open.window(); }
    // `look` at every workplace in every theme.
    void everywhere(const std::function<void(const QString& where)>& look) {
        for (const ThemeChoice theme : {ThemeChoice::Dark, ThemeChoice::Light}) {
            open.themes().choose(theme);
            for (const Workplace* place : window().workplaces()) {
                window().goTo({place->kind(), {}});
                QTest::qWait(20);
                look(QStringLiteral("%1, %2: ").arg(place->name(), ui::theme().name()));
            }
        }
    }
    test::TempFolder folder;
    bool made;
    test::OpenWindow open;
};

void checkNames(QWidget& window, const QString& where) {
    for (const QWidget* widget : controlsOf(window)) {
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(where + describe(*widget)));
        const bool speaksForItself = qobject_cast<const ImageView*>(widget) != nullptr ||
                                     qobject_cast<const QAbstractItemView*>(widget) != nullptr;
        if (!speaksForItself) QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(where + describe(*widget)));
    }
}

void checkTabOrder(QWidget& window, const QString& where) {
    std::set<const QWidget*> reached;
    for (const QWidget* widget = window.nextInFocusChain(); widget != &window;
         widget = widget->nextInFocusChain())
        reached.insert(widget);
    for (const QWidget* widget : controlsOf(window)) {
        if (!widget->isEnabled()) continue;
        // Of radio buttons Tab reaches the chosen one, arrow keys the others.
        if (const auto* radio = qobject_cast<const QRadioButton*>(widget);
            radio != nullptr && !radio->isChecked())
            continue;
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(where + describe(*widget)));
        QVERIFY2(reached.contains(widget), qPrintable(where + describe(*widget)));
    }
}

void checkNothingCutOff(Walk& walk, const QString& what) {
    MainWindow& window = walk.window();
    walk.everywhere([&](const QString& where) {
        window.resize(1280, 800);
        QTest::qWait(30);
        QVERIFY2(window.size() == QSize(1280, 800),
                 qPrintable(what + where +
                            QStringLiteral("wants %1 x %2").arg(window.width()).arg(window.height())));
        const QStringList list = cutOff(window);
        QVERIFY2(list.isEmpty(), qPrintable(what + where + list.join(QLatin1Char('\n'))));
    });
}

// Those of the workplaces.
void showDialogsOfRooms(Walk& walk, const std::function<void(QDialog& dialog)>& show) {
    MainWindow& window = walk.window();
    const Task task = readTask(std::filesystem::path(VRFT_SOURCE_DIR) / "resources/knowledge/severity.json");
    NewTaskDialog newTask({}, &window);
    show(newTask);
    PackDialog packs(readPacks(), &window);
    show(packs);
    for (const char* newName : {"hardly seen", ""}) { // renamed, removed
        RemapDialog remap(task, task.classes[1], QString::fromLatin1(newName), 12, &window);
        show(remap);
    }
    LedgerDialog ledger(&window);
    ledger.begin({false, {}, {walk.folder / "in"}});
    show(ledger);
    Thumbnails thumbnails(walk.open.frames());
    CompareDialog compare(
        QStringLiteral("From version 1 to version 2"), QStringLiteral("+ 1 image"),
        {{QStringLiteral("added"), QStringLiteral("s000012"), QStringLiteral("3 moderate")}}, thumbnails,
        &window);
    show(compare);
    const PresetContext context{TaskKind::Grading, false, false, 40, 1};
    RecipeDialog recipe(presetRecipe("rft+fuzzy", context), context, &window);
    show(recipe);
    HealthThresholds changed;
    changed.kl = 0.4;
    ThresholdsDialog thresholds(changed, {}, &window);
    show(thresholds);
    ThresholdsDialog thresholdsOfRun(changed, QStringLiteral("severity"), &window);
    show(thresholdsOfRun);
    SaveRecipeDialog save({}, QStringLiteral("severity"), &window);
    show(save);
    RenameRunDialog rename(QStringLiteral("severity"), {QStringLiteral("severity-2")}, &window);
    show(rename);
    RunLogDialog log(QStringLiteral("severity"), QStringLiteral("vrftaug-engine: a line"), &window);
    show(log);
    PolicyDialog policy(walk.folder / "study", &window);
    show(policy);
}

// The dialogs of the frame, one after another.
void withDialogs(Walk& walk, const std::function<void(QDialog& dialog, const QString& where)>& look) {
    MainWindow& window = walk.window();
    KeyBindings keys;
    std::vector<KeyGroup> groups = window.current().keyGroups();
    for (const KeyGroup& group : groups)
        keys.add(group, window.current().name());
    const auto show = [&](QDialog& dialog) {
        dialog.show();
        QTest::qWait(50);
        auto* pages = dialog.findChild<QTabWidget*>();
        for (int page = 0; page < (pages == nullptr ? 1 : pages->count()); ++page) {
            if (pages != nullptr) pages->setCurrentIndex(page);
            QTest::qWait(30);
            look(dialog, QStringLiteral("%1 %2: ").arg(dialog.windowTitle()).arg(page));
        }
    };
    SettingsDialog settings(walk.open.themes(), keys, walk.folder / "study", &window);
    show(settings);
    KeySheet sheet(groups, &window);
    show(sheet);
    LogDialog log(walk.folder / "log", &window);
    show(log);
    AboutDialog about(&window);
    show(about);
    TrashDialog trash(window.workspace(), &window);
    show(trash);
    CleanDialog clean({}, &window);
    show(clean);
    BackupsDialog backups(window.workspace(), &window);
    show(backups);
    showDialogsOfRooms(walk, show);
}

} // namespace

void WidgetsWalkTest::init() {
    QSettings().clear();
}

void WidgetsWalkTest::every_control_has_a_name_and_a_tool_tip() {
    Walk walk;
    QVERIFY(controlsOf(walk.window()).size() > 25);
    walk.everywhere([&](const QString& where) { checkNames(walk.window(), where); });
}

void WidgetsWalkTest::every_control_is_reached_by_tab() {
    Walk walk;
    walk.everywhere([&](const QString& where) { checkTabOrder(walk.window(), where); });
}

void WidgetsWalkTest::tool_buttons_say_their_key() {
    Walk walk;
    int count = 0;
    walk.everywhere([&](const QString& where) {
        for (const QWidget* widget : controlsOf(walk.window())) {
            const auto* button = qobject_cast<const QToolButton*>(widget);
            if (button == nullptr || button->defaultAction() == nullptr) continue;
            ++count;
            const QString key = button->defaultAction()->shortcut().toString(QKeySequence::NativeText);
            if (!key.isEmpty())
                QVERIFY2(button->toolTip().endsWith(QStringLiteral("(%1)").arg(key)),
                         qPrintable(where + button->toolTip()));
        }
    });
    QVERIFY(count > 8);
}

void WidgetsWalkTest::no_text_is_cut_off_in_the_smallest_window() {
    Walk walk;
    for (const int size : {kLeastTextSize_percent, 100, kMostTextSize_percent}) {
        walk.open.themes().setTextSize_percent(size);
        checkNothingCutOff(walk, QStringLiteral("text %1 %: ").arg(size));
    }
    walk.open.themes().setTextSize_percent(100);
}

void WidgetsWalkTest::no_text_is_cut_off_where_words_are_longer() {
    test::LongerWords longer;
    QCoreApplication::installTranslator(&longer);
    {
        Walk walk;
        QVERIFY(walk.window().windowTitle().size() > 30); // the words are longer
        checkNothingCutOff(walk, QStringLiteral("longer words: "));
    }
    QCoreApplication::removeTranslator(&longer);
}

void WidgetsWalkTest::no_text_is_cut_off_in_chinese() {
    speak(Language::Chinese);
    {
        Walk walk;
        QCOMPARE(walk.window().current().name(), QStringLiteral("检查"));
        for (const int size : {100, kMostTextSize_percent}) {
            walk.open.themes().setTextSize_percent(size);
            checkNothingCutOff(walk, QStringLiteral("Chinese, text %1 %: ").arg(size));
        }
        walk.open.themes().setTextSize_percent(100);
    }
    speak(Language::English);
}

void WidgetsWalkTest::dialogs_too() {
    enum class Words { English, Longer, Chinese };
    for (const Words words : {Words::English, Words::Longer, Words::Chinese}) {
        test::LongerWords longer;
        if (words == Words::Longer) QCoreApplication::installTranslator(&longer);
        speak(words == Words::Chinese ? Language::Chinese : Language::English);
        {
            Walk walk;
            withDialogs(walk, [&](QDialog& dialog, const QString& where) {
                checkNames(dialog, where);
                checkTabOrder(dialog, where);
                const QStringList list = cutOff(dialog);
                QVERIFY2(list.isEmpty(), qPrintable(where + list.join(QLatin1Char('\n'))));
                QVERIFY2(
                    dialog.width() <= 1280 && dialog.height() <= 800,
                    qPrintable(where + QStringLiteral("%1 x %2").arg(dialog.width()).arg(dialog.height())));
            });
        }
        QCoreApplication::removeTranslator(&longer);
    }
    speak(Language::English);
}
