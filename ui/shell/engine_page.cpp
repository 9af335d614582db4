// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/engine_page.h"

#include "ui/shell/engine_words.h"
#include "ui/shell/preferences.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/machine.h"
#include "ui/workspace/program_job.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace vrft::ui {

EnginePage::EnginePage(QWidget* parent)
    : FieldsPage(parent) {
    addPlace();
    addEngine();
    addThreads();
    finish();
}

QWidget* EnginePage::withButtons(QWidget* field, std::initializer_list<QPushButton*> buttons) {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(field, 1);
    for (QPushButton* button : buttons)
        layout->addWidget(button);
    return row;
}

void EnginePage::addPlace() {
    place_ = new QLineEdit(preferences::workspacePlace(), this);
    place_->setObjectName(QStringLiteral("workspacePlace"));
    auto* choose = makeButton(tr("Choose…"), ButtonKind::Plain, this);
    choose->setToolTip(tr("Choose the folder for new workspaces"));
    placeNote_ = add(tr("New workspaces and the sample are made in"), place_,
                     tr("Workspaces there are now stay where they are."), withButtons(place_, {choose}));
    connect(place_, &QLineEdit::editingFinished, this, &EnginePage::takePlace);
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(this, tr("Where new workspaces are made"), place_->text());
        if (folder.isEmpty()) return;
        place_->setText(folder);
        takePlace();
    });
}

void EnginePage::takePlace() {
    const QString folder = place_->text().trimmed();
    if (!folder.isEmpty() && !QDir::isAbsolutePath(folder))
        return sayNote(placeNote_, tr("Write the whole path, beginning with /"), true);
    preferences::setWorkspacePlace(folder);
    place_->setText(preferences::workspacePlace());
    sayNote(placeNote_, tr("Workspaces there are now stay where they are."), false);
}

void EnginePage::addEngine() {
    engine_ = new QLineEdit(engineProgramChosen(), this);
    engine_->setObjectName(QStringLiteral("engineProgram"));
    engine_->setPlaceholderText(qs(engineProgram().string()));
    auto* choose = makeButton(tr("Choose…"), ButtonKind::Plain, this);
    choose->setToolTip(tr("Choose another vrftaug-engine"));
    check_ = makeButton(tr("Check"), ButtonKind::Plain, this);
    check_->setObjectName(QStringLiteral("checkEngine"));
    check_->setToolTip(tr("Ask the engine what it can do on this computer"));
    engineNote_ = add(tr("Engine"), engine_,
                      tr("Empty: the one that came with this program. Runs that go on keep theirs."),
                      withButtons(engine_, {choose, check_}));
    engineNote_->setObjectName(QStringLiteral("engineNote"));
    engineNote_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(engine_, &QLineEdit::editingFinished, this, &EnginePage::takeEngine);
    connect(check_, &QPushButton::clicked, this, &EnginePage::check);
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Choose vrftaug-engine"), engine_->text());
        if (file.isEmpty()) return;
        engine_->setText(file);
        takeEngine();
    });
}

void EnginePage::takeEngine() {
    const QString file = engine_->text().trimmed();
    if (file == engineProgramChosen()) return;
    setEngineProgramChosen(file);
    check();
}

void EnginePage::check() {
    if (job_ != nullptr) return;
    check_->setEnabled(false);
    sayNote(engineNote_, tr("Asking %1…").arg(qs(engineProgram().string())), false);
    job_ = new ProgramJob(engineProgram(), {QStringLiteral("doctor")}, this);
    const auto ended = [this](const QString& text, bool trouble) {
        sayNote(engineNote_, text, trouble);
        check_->setEnabled(true);
        job_->deleteLater();
        job_ = nullptr;
    };
    connect(job_, &ProgramJob::failed, this, [ended](const QString& text) { ended(text, true); });
    connect(job_, &ProgramJob::finished, this, [this, ended](const Json& report) {
        const QStringList words = engineWords(report);
        if (words.isEmpty())
            ended(tr("%1 gave no answer an engine gives. Choose vrftaug-engine.")
                      .arg(qs(engineProgram().string())),
                  true);
        else
            ended(words.join(QLatin1Char('\n')), false);
    });
    job_->start();
}

void EnginePage::addThreads() {
    auto* threads = new QSpinBox(this);
    threads->setObjectName(QStringLiteral("engineThreads"));
    threads->setRange(1, kMostEngineThreads);
    threads->setValue(engineThreads());
    threads->setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(threads, &QSpinBox::editingFinished, this, [threads] { setEngineThreads(threads->value()); });
    add(tr("Threads of training"), threads,
        tr("This computer has %1 cores to train on. Policies as small as the sample’s are fastest with 1. A "
           "run keeps "
           "the number it was started with.")
            .arg(thisMachine().physicalCores));
}

} // namespace vrft::ui
