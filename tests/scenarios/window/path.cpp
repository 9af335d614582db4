// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/window/path.h"

#include "ui/runs/new_run_view.h"
#include "ui/runs/recipe_dialog.h"
#include "ui/runs/run_list.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <fmt/format.h>

namespace vrft::test {

using ui::WorkplaceKind;

void Path::edit(const std::string& what, const std::function<void()>& act) {
    if (tale_ != nullptr) tale_->editBegins();
    person_.edit(what, act);
}

void Path::confirmImage() {
    if (tale_ == nullptr) return;
    const ui::LabelModel& labels = person_.labels();
    tale_->confirmed(labels.task()->id, *labels.image(), labels.own());
}

void Path::confirmTrace(const TracePlace& trace) {
    if (tale_ != nullptr) tale_->confirmed(trace, person_.review().own());
}

void Path::toNextUnlabelled() {
    person_.goTo(WorkplaceKind::Studies);
    person_.choose("tasks", QString::fromLatin1(kPathTask));
    person_.until("the task", [&] { return person_.labels().task()->id == kPathTask; });
    person_.image().setFocus();
    person_.until("labels are counted", [&] { return !person_.labels().counting(); });
    const ui::LabelModel& labels = person_.labels();
    // Every image of the sample has somebody's label.
    person_.until("labels of the image", [&] {
        return labels.own() != nullptr || labels.othersHidden() || !labels.others().empty();
    });
    if (labels.own() != nullptr) {
        const ImageRef before = *labels.image();
        person_.key(Qt::Key_N);
        person_.until("the next image", [&] { return *labels.image() != before; });
    }
    person_.until("the image", [&] { return person_.image().frame() != nullptr; });
}

void Path::label(int grade) {
    edit("the label", [&] { person_.key(Qt::Key_0 + grade); });
    confirmImage();
}

void Path::drawBox() {
    ui::ImageView& view = person_.image();
    const std::size_t before = person_.labels().own() ? person_.labels().own()->boxes.size() : 0;
    edit("the box", [&] {
        person_.key(Qt::Key_B);
        person_.until("the tool", [&] { return view.tool() == ui::Tool::Box; });
        person_.drag(view, view.toScreen({12, 10}).toPoint(), view.toScreen({30, 24}).toPoint());
        person_.until("the box is there", [&] {
            return person_.labels().own() != nullptr && person_.labels().own()->boxes.size() == before + 1;
        });
    });
    confirmImage();
}

void Path::step(bool undo) {
    if (tale_ != nullptr) tale_->editBegins();
    const ui::SteppedEdit edit = person_.step(undo);
    if (edit.entity == "verdict") {
        const TracePlace place = VerdictsTable::placeOfKey(edit.key);
        person_.until("the trace of it", [&] {
            const auto& trace = person_.review().trace();
            // Verdicts of the path are given once: undone there is none.
            return trace != nullptr && ui::placeOf(trace->row) == place &&
                   (person_.review().own() == nullptr) == undo;
        });
        confirmTrace(place);
    } else if (edit.image) {
        person_.until("the image of it", [&] { return person_.labels().image() == edit.image; });
        confirmImage();
    } else if (tale_ != nullptr) {
        tale_->done("stepped", {{"entity", edit.entity}});
    }
}

void Path::undo() {
    step(true);
}

void Path::redo() {
    step(false);
}

std::string Path::freezeWithoutFirstImage() {
    person_.goTo(WorkplaceKind::Dataset);
    ui::DatasetModel& model = person_.datasets().model();
    const auto ready = [&] { return model.picture() != nullptr && model.upToDate(); };
    person_.until("the tasks", [&] { return !model.tasks().empty(); });
    person_.choose("datasetTask", QString::fromLatin1(kPathTask));
    person_.until("the draft", ready);
    if (model.picture()->versions.size() < 2) {
        auto& back = person_.find<QPushButton>("backToDraft");
        if (back.isVisible()) person_.click("backToDraft");
        if (model.choice().leftOutImages.empty()) {
            auto& pictures = person_.find<QListView>("samplePictures");
            person_.until("samples", [&] { return pictures.model()->rowCount() > 0; });
            const QRect first = pictures.visualRect(pictures.model()->index(0, 0));
            QTest::mouseClick(pictures.viewport(), Qt::LeftButton, {}, first.center());
            QTest::keyClick(&pictures, Qt::Key_Delete);
            person_.until("an image is left out", [&] { return !model.choice().leftOutImages.empty(); });
        }
        person_.until("the draft", ready);
        person_.click("freeze");
        person_.until("it is frozen", [&] {
            return !person_.datasets().freezing() && ready() && model.picture()->versions.size() >= 2;
        });
    }
    const std::string hash = model.picture()->versions.back().row.hash;
    if (tale_ != nullptr) tale_->done("frozen", {{"hash", hash}});
    return hash;
}

std::string Path::startRun(const NewRun& wanted) {
    person_.goTo(WorkplaceKind::Training);
    person_.key(Qt::Key_T, Qt::ControlModifier);
    ui::LaunchModel& model = person_.training().newRun().model();
    auto& start = person_.find<QPushButton>("startRun");
    person_.until("what a run can be made of", [&] {
        return model.dataset() != nullptr &&
               (wanted.dataset.empty() || model.offer().dataset(wanted.dataset) != nullptr);
    });
    if (!wanted.dataset.empty()) person_.choose("runDataset", ui::qs(wanted.dataset));
    auto& policies = person_.find<QComboBox>("runPolicy");
    for (int i = 0; i < policies.count(); ++i)
        if (policies.itemText(i) == QLatin1String(kPathPolicy)) person_.choose("runPolicy", i);
    person_.until("the policy", [&] { return model.policy() && model.policy()->name == kPathPolicy; });
    person_.choose("runPreset", wanted.preset);
    if (!wanted.settings.isEmpty()) {
        bool taken = false;
        person_.inDialog<ui::RecipeDialog>([&](ui::RecipeDialog& dialog) {
            auto* text = dialog.findChild<QPlainTextEdit*>(QStringLiteral("recipeText"));
            auto* take = dialog.findChild<QPushButton*>(QStringLiteral("recipeTake"));
            text->selectAll();
            QTest::keyClicks(text, wanted.settings);
            taken = take->isEnabled();
            if (taken)
                QTest::mouseClick(take, Qt::LeftButton);
            else
                dialog.reject();
        });
        person_.click("allSettings");
        person_.activate();
        if (!taken) throw Impatient("the settings aren't taken");
    }
    person_.type("runSteps", QString::number(wanted.steps));
    person_.type("runAnswers", QString::number(wanted.answers));
    person_.until("it can be started", [&] { return start.isEnabled(); });
    if (!wanted.dataset.empty() && model.dataset()->hash != wanted.dataset)
        throw Impatient("another dataset is chosen");
    const Recipe recipe = *model.recipe();
    if (recipe.stages.back().steps != wanted.steps || recipe.sampling.completions != wanted.answers)
        throw Impatient("steps and answers aren't taken");
    std::string made;
    QObject listening;
    QObject::connect(&person_.training().newRun(), &ui::NewRunView::started, &listening,
                     [&](const QString& run) { made = ui::utf8(run); });
    person_.click("startRun");
    person_.until("the run is made", [&] { return !made.empty(); });
    if (tale_ != nullptr) tale_->done("started", {{"run", made}});
    return made;
}

bool Path::shows(ui::RunState state) {
    return person_.run() != nullptr && person_.run()->line.state == state;
}

void Path::watch(const std::string& run) {
    person_.goTo(WorkplaceKind::Training);
    auto& tabs = person_.find<QTabBar>("trainingTabs");
    int runs = 0;
    while (runs + 1 < tabs.count() && tabs.tabText(runs) != QStringLiteral("Runs"))
        ++runs;
    QTest::mouseClick(&tabs, Qt::LeftButton, {}, tabs.tabRect(runs).center());
    ui::RunList& list = person_.training().view().list();
    const auto* model = qobject_cast<ui::RunListModel*>(list.view()->model());
    person_.until("the run in the list", [&] { return model->find(ui::qs(run)).isValid(); });
    const QRect row = list.view()->visualRect(model->find(ui::qs(run)));
    QTest::mouseClick(list.view()->viewport(), Qt::LeftButton, {}, row.center());
    person_.until("the run", [&] { return person_.run() && person_.run()->line.id == ui::qs(run); });
}

void Path::resume() {
    person_.click("goOnRun");
    person_.until("the run goes on", [&] {
        return !shows(ui::RunState::Stopped) && !shows(ui::RunState::Gone) && !shows(ui::RunState::New);
    });
}

void Path::review(const std::string& run, int count) {
    person_.goTo(WorkplaceKind::Review);
    ui::ReviewModel& model = person_.review();
    person_.until("the traces", [&] { return model.ready() && model.run() != nullptr; });
    person_.choose("reviewRun", ui::qs(run));
    person_.until("a trace of the run", [&] {
        return model.trace() != nullptr && model.trace()->row.run == run && !model.list().ids().empty();
    });
    person_.find<QListView>("traces").setFocus();
    // What an undo or redo after a restart showed stays in view, also where the queue doesn't hold it.
    if (model.row() < 0) person_.key(Qt::Key_J);
    person_.until("a trace of the queue", [&] { return model.trace()->row.run == run && model.row() >= 0; });
    for (int judged = 0; judged < count;) {
        person_.until("its image", [&] { return model.imageAsked(); });
        const TracePlace place = ui::placeOf(model.trace()->row);
        if (model.own() == nullptr) {
            const auto verdict = static_cast<Verdict>(judged % 4);
            // Another trace may come into view meanwhile (the list's first, once it is read): what is told
            // is what was judged.
            edit("the verdict", [&] { person_.key(Qt::Key_1 + judged % 4); });
            if (tale_ != nullptr) {
                TraceVerdict given;
                given.verdict = verdict;
                tale_->confirmed(place, &given);
            }
            if (++judged == count) break;
        }
        if (model.trace() == nullptr || ui::placeOf(model.trace()->row) != place) continue;
        if (!model.canStep(1)) throw Impatient("there are too few traces to judge");
        person_.key(Qt::Key_J);
        person_.until("the next trace",
                      [&] { return model.trace() && ui::placeOf(model.trace()->row) != place; });
    }
}

} // namespace vrft::test
