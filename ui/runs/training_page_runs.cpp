// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// TrainingPage: runs renamed, exported for TensorBoard, evaluated on another dataset and moved to the Trash;
// thresholds of a run's alarms.
#include "core/error.h"
#include "core/run/tensorboard.h"
#include "ui/runs/external_card.h"
#include "ui/runs/rename_run_dialog.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_view.h"
#include "ui/runs/run_words.h"
#include "ui/runs/test_result.h"
#include "ui/runs/thresholds_dialog.h"
#include "ui/runs/training_page.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QFileDialog>
#include <QShortcut>

namespace vrft::ui {

namespace {

constexpr int kExportedAnswers = 4; // images whose answers go along: enough to read how they change

}

void TrainingPage::makeRunActions() {
    rename_ = new QAction(tr("Rename…"), this);
    rename_->setObjectName(QStringLiteral("renameRunAction"));
    rename_->setShortcut(Qt::Key_F2);
    remove_ = new QAction(tr("Move to the Trash…"), this);
    remove_->setObjectName(QStringLiteral("trashRunAction"));
    remove_->setShortcut(Qt::Key_Delete);
    for (QAction* action : {rename_, remove_}) // where a run is chosen: Delete elsewhere deletes text
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(rename_, &QAction::triggered, this, &TrainingPage::renameRun);
    tensorboard_ = new QAction(tr("Export for TensorBoard…"), this);
    tensorboard_->setObjectName(QStringLiteral("tensorboardRunAction"));
    tensorboard_->setToolTip(tr("Writes the run’s figures and some answers as event files into a folder"));
    connect(tensorboard_, &QAction::triggered, this, &TrainingPage::exportForTensorboard);
    thresholds_ = new QAction(tr("Thresholds of alarms…"), this);
    thresholds_->setObjectName(QStringLiteral("thresholdsRunAction"));
    thresholds_->setToolTip(tr("From where on the run is in trouble"));
    connect(thresholds_, &QAction::triggered, this, &TrainingPage::showThresholds);
    connect(remove_, &QAction::triggered, this, [this] {
        asked_ = chosen_;
        runs_.tell(&RunsWorker::weigh, chosen_);
    });
    whyNot_ = new QShortcut(remove_->shortcut(), this);
    whyNot_->setContext(Qt::WidgetWithChildrenShortcut);
    connect(whyNot_, &QShortcut::activated, this, [this] { Q_EMIT said(remove_->toolTip()); });
    connect(&runs_.worker(), &RunsWorker::weighed, this, &TrainingPage::askToTrash);
    connect(&runs_.worker(), &RunsWorker::trashed, this,
            [this](const QString&, const QString& name) { Q_EMIT said(tr("In the Trash: %1").arg(name)); });
}

const RunLine* TrainingPage::chosenLine() const {
    if (!list_) return nullptr;
    for (const RunLine& line : list_->lines)
        if (line.id == chosen_) return &line;
    return nullptr;
}

void TrainingPage::updateRunActions() {
    const RunLine* line = chosenLine();
    const QString none = tr("Choose a run first");
    rename_->setEnabled(line != nullptr && line->state != RunState::Unreadable);
    rename_->setProperty("reason", line == nullptr ? none : tr("The run can’t be read"));
    tensorboard_->setEnabled(rename_->isEnabled());
    tensorboard_->setProperty("reason", rename_->property("reason"));
    thresholds_->setProperty("reason", rename_->property("reason"));
    const bool can = line != nullptr && canBeTrashed(line->state);
    remove_->setEnabled(can);
    whyNot_->setEnabled(line != nullptr && !can);
    const QString why = line == nullptr ? none
                        : line->state == RunState::Waiting
                            ? tr("The run waits in the queue: take it out with Stop first")
                            : tr("An engine holds the run: stop it first");
    remove_->setProperty("reason", can ? QString() : why);
    remove_->setToolTip(can ? tr("Moves the run with its answers and checkpoints to the Trash") : why);
}

void TrainingPage::renameRun() {
    const RunLine* line = chosenLine();
    if (line == nullptr || line->state == RunState::Unreadable) return;
    QStringList others;
    for (const RunLine& other : list_->lines)
        if (other.id != line->id) others << other.name;
    const QString run = line->id; // the list may change meanwhile
    RenameRunDialog dialog(line->name, others, this);
    if (dialog.exec() != QDialog::Accepted) return;
    runs_.tell(&RunsWorker::rename, run, dialog.name());
    Q_EMIT said(tr("The run is called %1 now").arg(dialog.name()));
}

void TrainingPage::exportForTensorboard() {
    const RunLine* line = chosenLine();
    if (line == nullptr || line->state == RunState::Unreadable) return;
    const QString name = run_words::wholeName(*line);
    const std::filesystem::path run = folder_ / utf8(line->id); // the list may change meanwhile
    const QString out = QFileDialog::getExistingDirectory(this, tr("Folder for TensorBoard’s files"));
    if (out.isEmpty()) return;
    exporting_.start([this, run, name, out] {
        QString trouble;
        try {
            exportTensorboard(std::vector{run}, utf8(out), {.answers = kExportedAnswers});
        } catch (const std::exception& error) {
            trouble = harmlessLine(qs(error.what()), 600);
        }
        QMetaObject::invokeMethod(
            this,
            [this, name, out, trouble] {
                if (trouble.isEmpty())
                    Q_EMIT said(tr("TensorBoard’s files of %1 are in %2").arg(name, out));
                else
                    view_->setTrouble(trouble);
            },
            Qt::QueuedConnection);
    });
}

void TrainingPage::showThresholds() {
    const RunPointer run = view_->run(); // another may be shown meanwhile
    if (!run || !run->info) return;
    ThresholdsDialog dialog(run->info->recipe.health, run_words::wholeName(run->line), this);
    dialog.exec();
}

void TrainingPage::connectExternal() {
    ExternalCard& card = view_->testResult().external();
    connect(&card, &ExternalCard::wanted, this, &TrainingPage::offerExternal);
    connect(&card, &ExternalCard::stopWanted, &external_, &ExternalJob::stop);
    connect(&external_, &ExternalJob::changed, this,
            [this] { view_->testResult().external().setWork(external_.work()); });
    connect(&external_, &ExternalJob::done, this, [this] {
        runs_.tell(&RunsWorker::look);
        Q_EMIT said(tr("The run’s figures on another dataset are there"));
    });
}

void TrainingPage::offerExternal() {
    const RunPointer& run = view_->run();
    if (!run || !canBeEvaluated(*run) || external_.running()) return;
    const RunDataset own = run->info->datasets.at(run->info->recipe.stages.back().dataset);
    ExternalOrder order;
    order.run = run->line.id;
    order.runFolder = folder_ / utf8(run->line.id);
    order.internal = resolveRunPath(order.runFolder, own.path);
    const QString name = run_words::wholeName(run->line);
    const std::filesystem::path folder = workspace_.folder();
    workspace_.read(
        this, [](Workspace& workspace) { return readStoredSources(workspace); },
        [this, order, own, name, folder](const StoredSources& stored) {
            exporting_.start([this, order, own, name, folder, stored] {
                std::vector<ExternalChoice> choices;
                QString trouble;
                try {
                    choices = externalChoices(readOfferedDatasets(folder, stored), own.hash,
                                              readTask(order.internal / kTaskFile));
                } catch (const Error& error) {
                    trouble = harmlessLine(qs(error.what()), 600);
                }
                QMetaObject::invokeMethod(
                    this,
                    [this, order, name, choices, trouble] {
                        if (trouble.isEmpty())
                            chooseExternal(order, name, choices);
                        else
                            view_->setTrouble(trouble);
                    },
                    Qt::QueuedConnection);
            });
        });
}

void TrainingPage::chooseExternal(ExternalOrder order, const QString& name,
                                  std::vector<ExternalChoice> choices) {
    ExternalDialog dialog(name, std::move(choices), this);
    if (dialog.exec() != QDialog::Accepted || dialog.choice() == nullptr) return;
    order.external = dialog.choice()->folder;
    order.externalHash = dialog.choice()->hash;
    external_.start(order);
}

void TrainingPage::askToTrash(const QString& run, double bytes) {
    const RunLine* line = chosenLine();
    if (line == nullptr || run != asked_ || run != chosen_ || !canBeTrashed(line->state)) return;
    asked_.clear();
    Message message;
    message.icon = QStringLiteral("trash");
    message.title = tr("Move to the Trash");
    message.head = tr("Move “%1” to the Trash?").arg(run_words::wholeName(*line));
    message.text =
        tr("%1 with metrics, answers and checkpoints leave Training, Review and the policies of a new run. "
           "Verdicts on its answers are kept. Trash in the Workspace menu puts all of it back.")
            .arg(bytesText(bytes));
    message.buttons = {tr("Move to the Trash"), tr("Not now")};
    MessageDialog dialog(message, this);
    dialog.setObjectName(QStringLiteral("trashRun"));
    dialog.exec();
    if (dialog.choice() == 0) runs_.tell(&RunsWorker::moveToTrash, run);
}

} // namespace vrft::ui
