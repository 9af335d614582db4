// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/external_dialog.h"

#include "core/run/comparison.h"
#include "ui/runs/external_figures.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

struct ChoiceWords {
    Q_DECLARE_TR_FUNCTIONS(ChoiceWords)
};

constexpr qsizetype kLongestClasses = 120;

QString answersOf(TaskKind kind) {
    return kind == TaskKind::Localisation ? ChoiceWords::tr("boxes")
           : kind == TaskKind::Grading    ? ChoiceWords::tr("grades")
                                          : ChoiceWords::tr("classes");
}

QString classesOf(const Task& task) {
    QStringList names;
    for (const TaskClass& one : task.classes) {
        const QString name = qs(one.name.empty() ? one.id : one.name);
        names << (one.grade ? QStringLiteral("%1 · %2").arg(*one.grade).arg(name) : name);
    }
    return harmlessLine(names.join(QStringLiteral(", ")), kLongestClasses);
}

QString whyNot(const OfferedDataset& dataset, const std::string& ownHash, const Task& own) {
    if (!dataset.problem.empty()) return harmlessLine(qs(dataset.problem));
    if (dataset.hash == ownHash) return ChoiceWords::tr("The run’s own dataset");
    const Task& task = dataset.dataset.task;
    if (task.kind != own.kind)
        return ChoiceWords::tr("Asks for %1, the run answers with %2")
            .arg(answersOf(task.kind), answersOf(own.kind));
    if (!sameQuestion(task, own))
        return ChoiceWords::tr("Other classes: %1; the run’s are %2").arg(classesOf(task), classesOf(own));
    if (dataset.dataset.counts[static_cast<std::size_t>(Split::Test)].samples == 0)
        return ChoiceWords::tr("No test patients in it");
    return {};
}

} // namespace

std::vector<ExternalChoice> externalChoices(const std::vector<OfferedDataset>& datasets,
                                            const std::string& ownHash, const Task& own) {
    std::vector<ExternalChoice> choices;
    for (const OfferedDataset& dataset : datasets) {
        ExternalChoice choice;
        choice.hash = dataset.hash;
        choice.folder = dataset.folder;
        choice.name = datasetNamed(dataset.problem.empty() ? utf8(ChoiceWords::tr("%1, version %2")
                                                                      .arg(qs(dataset.dataset.task.name))
                                                                      .arg(dataset.version))
                                                           : dataset.name,
                                   dataset.hash);
        const SplitCounts& test = dataset.dataset.counts[static_cast<std::size_t>(Split::Test)];
        choice.words =
            ChoiceWords::tr("%1 of %2")
                .arg(
                    counted(test.samples, ChoiceWords::tr("1 test image"), ChoiceWords::tr("%1 test images")),
                    counted(test.patients, ChoiceWords::tr("1 patient"), ChoiceWords::tr("%1 patients")));
        choice.reason = whyNot(dataset, ownHash, own);
        choices.push_back(std::move(choice));
    }
    return choices;
}

ExternalDialog::ExternalDialog(const QString& run, std::vector<ExternalChoice> choices, QWidget* parent)
    : QDialog(parent)
    , choices_(std::move(choices))
    , list_(new QListWidget(this))
    , evaluate_(makeButton(tr("Evaluate"), ButtonKind::Filled, this)) {
    setWindowTitle(tr("On another dataset"));
    setAccessibleName(tr("On another dataset"));
    setMinimumSize(560, 360);
    auto* words = makeLabel(tr("Frozen datasets of this workspace that %1 can be evaluated on:").arg(run),
                            TextKind::Second, this);
    words->setWordWrap(true);
    list_->setObjectName(QStringLiteral("externalDatasets"));
    list_->setAccessibleName(tr("Datasets"));
    list_->setToolTip(tr("Those that ask something else say what"));
    list_->setTabKeyNavigation(false);
    list_->setWordWrap(true);
    int first = -1;
    for (const ExternalChoice& choice : choices_) {
        const QString below = choice.reason.isEmpty() ? choice.words : choice.reason;
        auto* item = new QListWidgetItem(choice.name + QLatin1Char('\n') + below, list_);
        item->setToolTip(plainToolTip(below));
        if (!choice.reason.isEmpty())
            item->setFlags(Qt::NoItemFlags);
        else if (first < 0)
            first = list_->count() - 1;
    }
    auto* none =
        makeLabel(tr("No other dataset asks this question. Freeze one in Dataset."), TextKind::Body, this);
    none->setObjectName(QStringLiteral("externalNone"));
    none->setVisible(first < 0);
    none->setWordWrap(true);
    evaluate_->setObjectName(QStringLiteral("externalEvaluate"));
    evaluate_->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(makeCloseButton(*this));
    buttons->addWidget(evaluate_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addWidget(words);
    all->addWidget(list_, 1);
    all->addWidget(none);
    all->addLayout(buttons);
    setTabOrder(list_, evaluate_);
    connect(list_, &QListWidget::currentRowChanged, this, &ExternalDialog::check);
    connect(list_, &QListWidget::itemActivated, this, [this] {
        if (choice() != nullptr) accept();
    });
    connect(evaluate_, &QPushButton::clicked, this, &QDialog::accept);
    list_->setCurrentRow(first);
    check();
}

const ExternalChoice* ExternalDialog::choice() const {
    const int row = list_->currentRow();
    if (row < 0 || !choices_[static_cast<std::size_t>(row)].reason.isEmpty()) return nullptr;
    return &choices_[static_cast<std::size_t>(row)];
}

void ExternalDialog::check() {
    evaluate_->setEnabled(choice() != nullptr);
    evaluate_->setToolTip(choice() != nullptr ? tr("Answers the test images of both datasets (Enter)")
                                              : tr("Choose a dataset first"));
}

} // namespace vrft::ui
