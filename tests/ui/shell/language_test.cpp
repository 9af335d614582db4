// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/language_test.h"

#include "core/store/annotations_table.h"
#include "tests/ui/support/seen_widgets.h"
#include "tests/ui/traces/review_session.h"
#include "ui/datasets/datasets_page.h"
#include "ui/knowledge/knowledge_page.h"
#include "ui/runs/new_run_view.h"
#include "ui/runs/training_page.h"
#include "ui/shell/edit_names.h"
#include "ui/shell/preferences.h"
#include "ui/shell/settings_dialog.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/image_view.h"
#include "ui/viewer/viewer_panel.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QTabBar>
#include <QXmlStreamReader>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::ReviewSession;

namespace {

// English before and after, whatever a test did.
struct Tongue {
    Tongue() { speak(Language::English); }
    ~Tongue() { speak(Language::English); }
};

QString menusOf(MainWindow& window) {
    QStringList titles;
    for (const QAction* action : window.findChild<QMenuBar*>()->actions())
        if (action->isVisible()) titles << action->text();
    return titles.join(QLatin1Char(' '));
}

// As a person does it: the button in the status bar, the entry of its menu.
void chooseLanguage(MainWindow& window, const QString& name) {
    auto* button = window.findChild<QPushButton*>(QStringLiteral("language"));
    bool clicked = false;
    QTimer::singleShot(100, &window, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        if (menu == nullptr) return;
        for (QAction* action : menu->actions())
            if (action->text() == name) {
                clicked = true;
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                return;
            }
        menu->close();
    });
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(clicked, 10'000);
}

void chooseChinese(MainWindow& window) {
    chooseLanguage(window, QStringLiteral("简体中文"));
    QTRY_COMPARE_WITH_TIMEOUT(spoken(), Language::Chinese, 10'000);
}

constexpr int kWait_ms = 30'000;
const QString kMenus = QStringLiteral("工作区 编辑 视图 转到 运行 帮助");

} // namespace

void LanguageTest::init() {
    if (test::made == nullptr) {
        test::made = std::make_unique<test::MadeOnce>();
        qAddPostRoutine([] { test::made.reset(); });
    }
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void LanguageTest::every_text_is_translated_with_what_is_put_into_it() {
    QFile file(QStringLiteral(VRFT_SOURCE_DIR "/translations/vrftaug_zh_CN.ts"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    static const QRegularExpression holder(QStringLiteral("%L?(?:\\d+|n)"));
    static const QRegularExpression filter(QStringLiteral("\\(\\*[^)]*\\)"));
    static const QRegularExpression halfWidth(
        QStringLiteral("\\p{Han}[,;:!?]|[,:!?]\\p{Han}|\\p{Han}\\.(?:\\s|$)"));
    const auto all = [](const QRegularExpression& what, const QString& text) {
        QStringList found;
        for (auto each = what.globalMatch(text); each.hasNext();)
            found << each.next().captured();
        found.sort();
        return found;
    };
    QXmlStreamReader xml(&file);
    QString source;
    int count = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QStringLiteral("source")) source = xml.readElementText();
        // Two forms of a number are two texts here: figures are grouped, which %n isn't.
        QVERIFY2(xml.name() != QStringLiteral("numerusform"), qPrintable(source));
        if (xml.name() != QStringLiteral("translation")) continue;
        QVERIFY2(!xml.attributes().hasAttribute(QStringLiteral("type")),
                 qPrintable(source)); // unfinished, gone
        const QString text = xml.readElementText();
        ++count;
        QVERIFY2(!text.isEmpty(), qPrintable(source));
        QVERIFY2(all(holder, text) == all(holder, source), qPrintable(source + text));
        QVERIFY2(all(filter, text).size() == all(filter, source).size(), qPrintable(text));
        QVERIFY2(text.count(QLatin1Char('\n')) == source.count(QLatin1Char('\n')), qPrintable(text));
        const bool files = text.contains(QStringLiteral(";;")); // Qt's own separator
        QVERIFY2(files || !halfWidth.match(text).hasMatch(), qPrintable(text));
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(count > 1000);
}

void LanguageTest::the_system_says_the_first_language() {
    QCOMPARE(languageOf(QStringLiteral("zh_CN")), Language::Chinese);
    QCOMPARE(languageOf(QStringLiteral("zh_TW")), Language::Chinese);
    QCOMPARE(languageOf(QStringLiteral("zh")), Language::Chinese);
    QCOMPARE(languageOf(QStringLiteral("de_DE")), Language::English);
    QCOMPARE(languageOf(QStringLiteral("C")), Language::English);
    QCOMPARE(preferences::language(), languageOf(QLocale::system().name()));
    preferences::setLanguage(Language::Chinese);
    QCOMPARE(preferences::language(), Language::Chinese);
    preferences::setLanguage(Language::English);
    QCOMPARE(preferences::language(), Language::English);
}

void LanguageTest::names_of_edits_are_told_in_the_language_spoken() {
    const Tongue tongue;
    const QString english = QStringLiteral("Set margin to smooth of box 2, P-0001");
    speak(Language::Chinese);
    QString chinese = editName(english);
    QVERIFY2(chinese != english && chinese.contains(QStringLiteral("smooth")) &&
                 chinese.endsWith(QStringLiteral("P-0001")),
             qPrintable(chinese));
    QCOMPARE(editName(chinese), chinese);
    for (const KnownSentence& known : knownEditNames())
        QVERIFY2(QCoreApplication::translate(known.context, known.source) != QString::fromUtf8(known.source),
                 known.source);
    speak(Language::English);
    QCOMPARE(editName(chinese), english); // and back, whoever wrote it
    for (const KnownSentence& known : knownEditNames()) {
        QString name = QString::fromUtf8(known.source);
        for (const char* holder : {"%1", "%2"})
            name.replace(QLatin1String(holder), QStringLiteral("zzz"));
        QCOMPARE(editName(name), name);
    }
    QCOMPARE(editName(QStringLiteral("Something of a newer program")),
             QStringLiteral("Something of a newer program"));
    QCOMPARE(editName(QStringLiteral("Label 100 %1, P-1")), QStringLiteral("Label 100 %1, P-1"));
}

void LanguageTest::the_status_bar_changes_it_and_everything_stays() {
    const Tongue tongue;
    ReviewSession session;
    MainWindow& window = session.open.window();
    window.goTo({WorkplaceKind::Studies, {}});
    const auto cursor = [&]() -> StackCursor& { return window.studies().viewer().cursor(); };
    QTRY_VERIFY_WITH_TIMEOUT(cursor().count() > 0 && window.studies().labels().task() != nullptr, kWait_ms);
    window.studies().labels().chooseTask("severity");
    auto* filter = session.open.find<QLineEdit>("filter");
    QTest::keyClicks(filter, QStringLiteral("0"));
    QTest::keyClick(&window.studies().viewer().view(), Qt::Key_Down);
    session.key(Qt::Key_2);
    QTRY_VERIFY_WITH_TIMEOUT(session.undoText().contains(QStringLiteral("Label")), kWait_ms);
    const ImageRef image = cursor().image();
    const QRect place = window.geometry();
    const QString folder = QString::fromStdString(window.workspace().folder().string());
    const QString action = session.open.find<QPushButton>("undo")->toolTip().section(QLatin1Char(':'), 1);

    chooseChinese(window);
    QCOMPARE(menusOf(window), kMenus);
    QCOMPARE(preferences::language(), Language::Chinese);
    QCOMPARE(window.current().kind(), WorkplaceKind::Studies);
    QCOMPARE(window.current().name(), QStringLiteral("检查"));
    QCOMPARE(window.geometry(), place);
    QTRY_VERIFY_WITH_TIMEOUT(cursor().count() > 0 && cursor().image() == image, kWait_ms);
    QCOMPARE(QString::fromStdString(window.workspace().folder().string()), folder);
    QCOMPARE(session.open.find<QLineEdit>("filter")->text(), QStringLiteral("0"));
    QTRY_VERIFY_WITH_TIMEOUT(window.studies().labels().own() != nullptr, kWait_ms);
    QCOMPARE(window.studies().labels().task()->id, std::string("severity"));
    QCOMPARE(window.studies().labels().own()->grade, std::optional<int>(2));
    QVERIFY2(session.status().startsWith(QStringLiteral("所有改动已保存")), qPrintable(session.status()));
    QVERIFY(session.undoText().startsWith(QStringLiteral("撤销：标注"))); // written as “Label …”
    session.key(Qt::Key_Z, Qt::ControlModifier);                          // what was done before is undone
    QTRY_VERIFY_WITH_TIMEOUT(window.studies().labels().own() == nullptr, kWait_ms);
    session.key(Qt::Key_3); // and work goes on
    QTRY_VERIFY_WITH_TIMEOUT(window.studies().labels().own() != nullptr, kWait_ms);
    QTRY_VERIFY_WITH_TIMEOUT(session.undoText().contains(QStringLiteral("标注")), kWait_ms);

    chooseLanguage(window, QStringLiteral("English"));
    QTRY_COMPARE_WITH_TIMEOUT(spoken(), Language::English, 10'000);
    QVERIFY(menusOf(window).startsWith(QStringLiteral("Workspace Edit")));
    QTRY_VERIFY_WITH_TIMEOUT(cursor().count() > 0 && cursor().image() == image, kWait_ms);
}

void LanguageTest::the_chosen_window_and_the_way_back_stay() {
    const Tongue tongue;
    ReviewSession session;
    MainWindow& window = session.open.window();
    window.goTo({WorkplaceKind::Studies, {}});
    const auto cursor = [&]() -> StackCursor& { return window.studies().viewer().cursor(); };
    const auto view = [&]() -> ImageView& { return window.studies().viewer().view(); };
    const auto presets = [&] { return session.open.find<QComboBox>("presets"); };
    const auto button = [&](const char* name) { return session.open.find<QPushButton>(name); };
    QTRY_VERIFY_WITH_TIMEOUT(cursor().count() > 0 && window.studies().labels().task() != nullptr, kWait_ms);
    QTRY_VERIFY_WITH_TIMEOUT(button("nextUnlabelled")->isEnabled(), kWait_ms);
    const ImageRef left = cursor().image();
    QTest::mouseClick(button("nextUnlabelled"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(cursor().image() != left, kWait_ms);
    QTRY_VERIFY_WITH_TIMEOUT(view().frame() != nullptr && presets()->count() > 1, kWait_ms);
    const ImageRef image = cursor().image();
    presets()->setFocus();
    QTest::keyClick(presets(), Qt::Key_End);
    QVERIFY(view().chosenWindow().has_value());
    view().setFocus();
    session.key(Qt::Key_I);
    QVERIFY(view().inverted());
    const Window chosen = view().window();
    const int preset = presets()->currentIndex();

    chooseChinese(window);
    QTRY_VERIFY_WITH_TIMEOUT(cursor().count() > 0 && cursor().image() == image, kWait_ms);
    QTRY_VERIFY_WITH_TIMEOUT(view().chosenWindow().has_value(), kWait_ms);
    QCOMPARE(view().window().centre, chosen.centre);
    QCOMPARE(view().window().width, chosen.width);
    QVERIFY(view().inverted());
    QCOMPARE(presets()->currentIndex(), preset);
    QVERIFY(button("back")->isEnabled());
    QTest::mouseClick(button("back"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(cursor().image() == left, kWait_ms);
    QVERIFY(!button("back")->isEnabled()); // there was one
}

void LanguageTest::every_workplace_goes_on_where_it_was() {
    const Tongue tongue;
    ReviewSession session;
    MainWindow& window = session.open.window();
    const auto page = [&]<typename Page>(Page*) { return window.findChild<Page*>(); };
    const auto knowledge = [&] { return page(static_cast<KnowledgePage*>(nullptr)); };
    const auto datasets = [&] { return page(static_cast<DatasetsPage*>(nullptr)); };
    const auto training = [&] { return page(static_cast<TrainingPage*>(nullptr)); };
    session.chooseRun(test::kGrades);
    session.next();
    const TracePlace trace = placeOf(session.model().trace()->row);
    window.goTo({WorkplaceKind::Knowledge, QStringLiteral("severity")});
    QTRY_VERIFY_WITH_TIMEOUT(knowledge()->model().task() != nullptr, kWait_ms);
    const std::string taskClass = knowledge()->model().task()->classes.back().id;
    knowledge()->model().chooseClass(taskClass);
    window.goTo({WorkplaceKind::Dataset, {}});
    QTRY_VERIFY_WITH_TIMEOUT(datasets()->model().picture() != nullptr, kWait_ms);
    datasets()->model().chooseTask("severity");
    datasets()->model().change([](DraftChoice& choice) { choice.withBox = true; });
    window.goTo({WorkplaceKind::Training, QString::fromLatin1(test::kBoxes)});
    window.goTo({WorkplaceKind::Training, QStringLiteral("dataset/")});
    LaunchModel& before = training()->newRun().model();
    QTRY_VERIFY_WITH_TIMEOUT(before.dataset() != nullptr && before.policy() != nullptr, kWait_ms);
    RecipeChoice choice = before.choice();
    choice.steps = 77;
    before.setChoice(choice);
    before.setName(QStringLiteral("mine"));

    chooseChinese(window);
    QCOMPARE(window.current().kind(), WorkplaceKind::Training);
    QCOMPARE(session.open.find<QTabBar>("trainingTabs")->currentIndex(), 0);
    LaunchModel& after = training()->newRun().model();
    QTRY_VERIFY_WITH_TIMEOUT(after.dataset() != nullptr && after.policy() != nullptr, kWait_ms);
    QCOMPARE(after.choice().steps, std::optional<int>(77));
    QCOMPARE(after.name(), QStringLiteral("mine"));
    QTRY_VERIFY_WITH_TIMEOUT(knowledge()->model().chosenClass() != nullptr, kWait_ms);
    QCOMPARE(knowledge()->model().task()->id, std::string("severity"));
    QCOMPARE(knowledge()->model().chosenClass()->id, taskClass);
    QCOMPARE(datasets()->model().choice().task, std::string("severity"));
    QVERIFY(datasets()->model().choice().withBox);
    window.goTo({WorkplaceKind::Review, {}});
    QTRY_VERIFY_WITH_TIMEOUT(session.model().ready() && session.model().trace() != nullptr, kWait_ms);
    QTRY_VERIFY_WITH_TIMEOUT(placeOf(session.model().trace()->row) == trace, kWait_ms);
    QTRY_COMPARE_WITH_TIMEOUT(session.model().row(), 1, kWait_ms); // the list fills in the background
}

void LanguageTest::the_settings_come_back_in_the_language_chosen_there() {
    const Tongue tongue;
    ReviewSession session;
    MainWindow& window = session.open.window();
    QString title;
    QTimer hand; // dialogs wait inside each other: a look now and then, no waiting here
    connect(&hand, &QTimer::timeout, &window, [&] {
        auto* dialog = qobject_cast<SettingsDialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr || !dialog->isVisible()) return;
        if (spoken() == Language::Chinese) {
            hand.stop();
            title = dialog->windowTitle();
            dialog->reject();
            return;
        }
        auto* choice = dialog->findChild<QComboBox*>(QStringLiteral("languageChoice"));
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Down);
    });
    hand.start(100);
    for (QAction* action : window.actions())
        if (action->text() == QStringLiteral("Settings…")) {
            action->trigger();
            break;
        }
    QTRY_COMPARE_WITH_TIMEOUT(title, QStringLiteral("设置"), 20'000);
    QCOMPARE(menusOf(window).section(QLatin1Char(' '), 0, 0), QStringLiteral("工作区"));
}

void LanguageTest::what_would_break_off_keeps_the_language() {
    const Tongue tongue;
    ReviewSession session;
    MainWindow& window = session.open.window();
    window.goTo({WorkplaceKind::Studies, {}});
    ImageView& view = window.studies().viewer().view();
    QTRY_VERIFY_WITH_TIMEOUT(view.frame() != nullptr && window.studies().labels().task() != nullptr,
                             kWait_ms);
    window.studies().labels().chooseTask("severity");
    QTRY_VERIFY_WITH_TIMEOUT(window.studies().labels().image().has_value(), kWait_ms);
    view.setFocus();
    session.key(Qt::Key_B);
    const QPoint at = view.rect().center();
    QTest::mousePress(&view, Qt::LeftButton, {}, at);
    QTest::mouseMove(&view, at + QPoint(40, 40));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, at + QPoint(60, 60));
    QTRY_VERIFY_WITH_TIMEOUT(window.studies().labels().draft(), kWait_ms); // no grade yet
    chooseLanguage(window, QStringLiteral("简体中文"));
    QTest::qWait(100);
    QCOMPARE(spoken(), Language::English);
    QVERIFY(window.studies().labels().draft());
    bool said = false;
    for (const QLabel* label : window.status().findChildren<QLabel*>())
        said = said || label->accessibleName().contains(QStringLiteral("A box has no label yet")) ||
               label->toolTip().contains(QStringLiteral("A box has no label yet"));
    QVERIFY(said);
}

void LanguageTest::whatever_is_looked_at_is_translated() {
    const Tongue tongue;
    speak(Language::Chinese);
    test::UntranslatedWords untranslated(QStringLiteral(":/translations/vrftaug_zh_CN.qm"));
    QCoreApplication::installTranslator(&untranslated);
    {
        test::OpenWindow open(test::made->folder / "study");
        MainWindow& window = open.window();
        for (const Workplace* place : window.workplaces()) {
            window.goTo({place->kind(), {}});
            QTest::qWait(1500);
        }
        QCOMPARE(menusOf(window).section(QLatin1Char(' '), 0, 0), QStringLiteral("工作区"));
    }
    QCoreApplication::removeTranslator(&untranslated);
    QVERIFY(untranslated.asked() > 500);
    QVERIFY2(untranslated.missing().isEmpty(), qPrintable(untranslated.missing().join(QLatin1Char('\n'))));
}
