// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The thresholds of alarms, opened from a new run, typed in and taken.
#include "tests/ui/runs/thresholds_test.h"

#include "core/files.h"
#include "core/json.h"
#include "tests/ui/runs/new_run_world.h"
#include "ui/runs/recipe_dialog.h"
#include "ui/runs/threshold_words.h"
#include "ui/runs/thresholds_dialog.h"
#include "ui/widgets/number_field.h"

#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::inDialog;

namespace {

template <typename T>
T* in(QWidget* dialog, const char* name) {
    T* found = dialog->findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr) qFatal("no %s", name);
    return found;
}

void typeOver(QLineEdit* edit, const QString& text) {
    QTest::mouseClick(edit, Qt::LeftButton);
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void press(QWidget* dialog, const char* button) {
    QTest::mouseClick(in<QPushButton>(dialog, button), Qt::LeftButton);
}

} // namespace

ThresholdsTest::ThresholdsTest() = default;
ThresholdsTest::~ThresholdsTest() = default;

void ThresholdsTest::initTestCase() {
    world_ = std::make_unique<vrft::test::NewRunWorld>();
}

void ThresholdsTest::init() {
    world_->engine.says("{}\n");
    world_->open();
}

void ThresholdsTest::cleanup() {
    world_->close();
}

void ThresholdsTest::everyThresholdStandsThereWithItsUsualValue() {
    QCOMPARE(world_->find("alarmsChanged")->text(), QStringLiteral("usual"));
    bool seen = false;
    inDialog<ThresholdsDialog>([&seen](ThresholdsDialog* dialog) {
        for (const ThresholdField& field : thresholdFields()) {
            const QByteArray key = QByteArray::fromStdString(std::string(field.key));
            const auto* edit = in<QLineEdit>(dialog, "threshold_" + key);
            QCOMPARE(edit->text(), NumberField::textOf(HealthThresholds().*field.value));
            QVERIFY(edit->accessibleName().startsWith(thresholdName(field.key).front().toUpper()));
            QVERIFY(!thresholdMeaning(field.key).isEmpty());
            QVERIFY(!in<QLabel>(dialog, "changed_" + key)->isVisible());
            QVERIFY(!in<QPushButton>(dialog, "usual_" + key)->isVisible());
        }
        QVERIFY(!in<QPushButton>(dialog, "allUsualThresholds")->isEnabled());
        QVERIFY(in<QLabel>(dialog, "thresholdsWords")->text().startsWith(QStringLiteral("All thresholds")));
        seen = true;
        QTest::keyClick(dialog, Qt::Key_Escape);
    });
    world_->click("editAlarms");
    QVERIFY(seen);
}

void ThresholdsTest::aNumberTypedIsMarkedAndGoesWithTheRun() {
    inDialog<ThresholdsDialog>([](ThresholdsDialog* dialog) {
        auto* truncated = in<QLineEdit>(dialog, "threshold_truncated");
        typeOver(truncated, QStringLiteral("0,5"));
        QTest::keyClick(truncated, Qt::Key_Return);
        QVERIFY(dialog->isVisible()); // Return ends the typing, not the dialog
        QVERIFY(in<QLabel>(dialog, "changed_truncated")->isVisible());
        QVERIFY(in<QPushButton>(dialog, "usual_truncated")->isVisible());
        QVERIFY(in<QLabel>(dialog, "thresholdsWords")->text().startsWith(QStringLiteral("One threshold")));
        auto* kl = in<QLineEdit>(dialog, "threshold_kl");
        typeOver(kl, QStringLiteral("0.4"));
        QTest::keyClick(kl, Qt::Key_Return, Qt::ControlModifier); // still being typed
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->isVisible(), 20'000);
    });
    world_->click("editAlarms");
    HealthThresholds wanted;
    wanted.truncated = 0.5;
    wanted.kl = 0.4;
    QVERIFY(world_->view->model().recipe()->health == wanted);
    QCOMPARE(world_->find("alarmsChanged")->text(), QStringLiteral("2 changed"));
    inDialog<RecipeDialog>([](RecipeDialog* dialog) {
        const Json shown =
            parseJson(utf8(in<QPlainTextEdit>(dialog, "recipeText")->toPlainText()), "settings");
        QCOMPARE(shown.at("health").at("truncated").get<double>(), 0.5);
        dialog->reject();
    });
    world_->click("allSettings");
    world_->choose("runPreset", QStringLiteral("Plain")); // a preset says nothing of alarms
    QVERIFY(world_->view->model().recipe()->health == wanted);

    QSignalSpy started(world_->view.get(), &NewRunView::started);
    world_->click("startRun");
    QTRY_COMPARE(started.size(), 1);
    const Json given =
        readJsonFile(world_->ws() / "runs" / utf8(started.front().front().toString()) / "recipe-given.json");
    QVERIFY(given.at("health") == thresholdsToJson(wanted));
}

void ThresholdsTest::aNumberOutOfItsBoundsIsSaidAndCantBeTaken() {
    inDialog<ThresholdsDialog>([](ThresholdsDialog* dialog) {
        auto* take = in<QPushButton>(dialog, "takeThresholds");
        auto* words = in<QLabel>(dialog, "thresholdsWords");
        QVERIFY(take->isEnabled());
        auto* edit = in<QLineEdit>(dialog, "threshold_truncated");
        for (const char* wrong : {"1.5", "-0.1", "much", ""}) {
            typeOver(edit, QString::fromLatin1(wrong));
            if (*wrong == '\0') QTest::keyClick(edit, Qt::Key_Delete);
            QVERIFY2(words->text().contains(QStringLiteral("Answers cut off, between 0 and 1")),
                     qPrintable(words->text()));
            QVERIFY(!take->isEnabled());
            QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
            QVERIFY(dialog->isVisible());
        }
        typeOver(edit, QStringLiteral("0.25"));
        QVERIFY(take->isEnabled());
        typeOver(in<QLineEdit>(dialog, "threshold_no_signal_steps"), QStringLiteral("2.5"));
        QVERIFY(!take->isEnabled());
        press(dialog, "usual_no_signal_steps"); // there though nothing was taken
        QVERIFY(take->isEnabled());
        press(dialog, "takeThresholds");
    });
    world_->click("editAlarms");
    HealthThresholds wanted;
    wanted.truncated = 0.25;
    QVERIFY(world_->view->model().recipe()->health == wanted);
}

void ThresholdsTest::oneOrAllGoBackToTheirUsualValues() {
    const auto change = [](ThresholdsDialog* dialog) {
        typeOver(in<QLineEdit>(dialog, "threshold_slow"), QStringLiteral("8"));
        typeOver(in<QLineEdit>(dialog, "threshold_image_gain"), QStringLiteral("-0.5"));
        typeOver(in<QLineEdit>(dialog, "threshold_free_mb"), QStringLiteral("2000"));
    };
    inDialog<ThresholdsDialog>([&change](ThresholdsDialog* dialog) {
        change(dialog);
        press(dialog, "usual_slow");
        QCOMPARE(in<QLineEdit>(dialog, "threshold_slow")->text(), QStringLiteral("5"));
        QVERIFY(!in<QLabel>(dialog, "changed_slow")->isVisible());
        QVERIFY(in<QLineEdit>(dialog, "threshold_slow")->hasFocus());
        press(dialog, "takeThresholds");
    });
    world_->click("editAlarms");
    HealthThresholds wanted;
    wanted.imageGain = -0.5;
    wanted.freeMegabytes = 2000;
    QVERIFY(world_->view->model().recipe()->health == wanted);
    inDialog<ThresholdsDialog>([](ThresholdsDialog* dialog) {
        QVERIFY(in<QLabel>(dialog, "changed_image_gain")->isVisible()); // as it was taken
        typeOver(in<QLineEdit>(dialog, "threshold_kl"), QStringLiteral("-3"));
        press(dialog, "allUsualThresholds");
        QVERIFY(dialog->thresholds() == HealthThresholds());
        QCOMPARE(in<QLineEdit>(dialog, "threshold_kl")->text(), QStringLiteral("0.25"));
        QVERIFY(in<QLabel>(dialog, "thresholdsWords")->text().startsWith(QStringLiteral("All thresholds")));
        QVERIFY(!in<QPushButton>(dialog, "allUsualThresholds")->isEnabled());
        press(dialog, "takeThresholds");
    });
    world_->click("editAlarms");
    QVERIFY(world_->view->model().recipe()->health == HealthThresholds());
    QCOMPARE(world_->find("alarmsChanged")->text(), QStringLiteral("usual"));
}

void ThresholdsTest::thoseOfAllSettingsAreShownAndStay() {
    inDialog<RecipeDialog>([](RecipeDialog* dialog) {
        auto* text = in<QPlainTextEdit>(dialog, "recipeText");
        text->selectAll();
        QTest::keyClicks(text,
                         QStringLiteral("{\"format\":1,\"preset\":\"rft\",\"health\":{\"invalid\":0.75}}"));
        press(dialog, "recipeTake");
    });
    world_->click("allSettings");
    QCOMPARE(world_->find("alarmsChanged")->text(), QStringLiteral("1 changed"));
    inDialog<ThresholdsDialog>([](ThresholdsDialog* dialog) {
        QCOMPARE(in<QLineEdit>(dialog, "threshold_invalid")->text(), QStringLiteral("0.75"));
        QVERIFY(in<QLabel>(dialog, "changed_invalid")->isVisible());
        typeOver(in<QLineEdit>(dialog, "threshold_repeated"), QStringLiteral("0.1"));
        press(dialog, "takeThresholds");
    });
    world_->click("editAlarms");
    HealthThresholds wanted;
    wanted.invalid = 0.75;
    wanted.repeated = 0.1;
    QVERIFY(world_->view->model().recipe()->health == wanted);
}

void ThresholdsTest::cancelTakesNothing() {
    inDialog<ThresholdsDialog>([](ThresholdsDialog* dialog) {
        typeOver(in<QLineEdit>(dialog, "threshold_kl"), QStringLiteral("0.4"));
        press(dialog, "cancelThresholds");
    });
    world_->click("editAlarms");
    QVERIFY(world_->view->model().recipe()->health == HealthThresholds());
}

void ThresholdsTest::ofARunTheyAreRead() {
    HealthThresholds made;
    made.kl = 0.4;
    ThresholdsDialog dialog(made, QStringLiteral("severity"));
    dialog.show();
    QVERIFY(dialog.windowTitle().contains(QStringLiteral("severity")));
    QVERIFY(dialog.findChildren<QLineEdit*>().isEmpty());
    QCOMPARE(in<QLabel>(&dialog, "value_kl")->text(), QStringLiteral("0.4"));
    QCOMPARE(in<QLabel>(&dialog, "value_invalid")->text(), QStringLiteral("0.5"));
    QVERIFY(in<QLabel>(&dialog, "changed_kl")->isVisible());
    QVERIFY(!in<QLabel>(&dialog, "changed_invalid")->isVisible());
    QVERIFY(in<QLabel>(&dialog, "thresholdsWords")->text().startsWith(QStringLiteral("One threshold")));
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}
