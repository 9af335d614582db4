// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Dataset workplace: freezing, comparing, exporting.
#include "core/annotation/annotation_writers.h"
#include "core/files.h"
#include "core/store/annotations_table.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "ui/datasets/compare_dialog.h"
#include "ui/datasets/datasets_page.h"
#include "ui/datasets/freeze_job.h"
#include "ui/datasets/split_panel.h"
#include "ui/datasets/version_table.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/text.h"
#include "ui/workspace/log.h"

#include <QFileDialog>
#include <QThreadPool>

namespace vrft::ui {

namespace {

std::vector<VersionChange> changesOf(const DatasetDraft& draft) {
    std::vector<VersionChange> list;
    const auto add = [&](const std::vector<int>& entries, const QString& what, auto detail) {
        for (const int index : entries) {
            const DraftEntry& entry = draft.entries[static_cast<std::size_t>(index)];
            list.push_back({what,
                            DatasetsPage::tr("patient %1").arg(entry.group),
                            detail(entry),
                            {},
                            FrameAddress{entry.file, entry.image.frame}});
        }
    };
    const auto label = [&](const DraftEntry& entry) { return draft.labelOf(entry); };
    add(draft.change->added, DatasetsPage::tr("added"), label);
    add(draft.change->relabelled, DatasetsPage::tr("label changed"), label);
    add(draft.change->moved, DatasetsPage::tr("in another split"),
        [](const DraftEntry& entry) { return splitWord(entry.split); });
    for (const std::string& id : draft.change->removed)
        list.push_back({DatasetsPage::tr("taken out"), qs(id), {}});
    return list;
}

} // namespace

void DatasetsPage::freeze() {
    const auto& picture = model_.picture();
    if (job_ != nullptr || !picture || !model_.upToDate() || !picture->draft->blocked.isEmpty()) return;
    FreezeOrder order{picture->draft->choice, {}};
    order.choice.plan = picture->draft->source->plan.name;
    for (const int sample : picture->draft->samples)
        order.images.insert(picture->draft->entries[static_cast<std::size_t>(sample)].image);
    qCInfo(datasetsLog).noquote() << "freezing begins:" << qs(order.choice.task) << "by the plan"
                                  << qs(order.choice.plan) << "with" << order.images.size() << "images";
    job_ = new FreezeJob(workspace_, std::move(order), this);
    connect(job_, &FreezeJob::progress, split_, &SplitPanel::showProgress);
    connect(job_, &FreezeJob::frozen, this,
            [this](const std::shared_ptr<const FreezeReport>& report) { frozen(*report); });
    connect(job_, &FreezeJob::failed, this, [this](const QString& text) {
        endJob();
        qCWarning(datasetsLog).noquote() << "freezing failed:" << harmlessLine(text);
        split_->say(text, true);
    });
    connect(job_, &FreezeJob::stopped, this, [this] {
        endJob();
        qCInfo(datasetsLog) << "freezing was stopped; nothing of it stays";
        split_->say(tr("Freezing was stopped. Nothing of it stays."), false);
    });
    split_->say({}, false);
    split_->showProgress(0, 0);
    job_->start();
    showState();
}

void DatasetsPage::endJob() {
    std::exchange(job_, nullptr)->deleteLater();
    split_->showProgress(0, -1);
    showState();
}

void DatasetsPage::frozen(const FreezeReport& report) {
    endJob();
    qCInfo(datasetsLog).noquote() << (report.frozen.present ? "frozen already:" : "frozen:")
                                  << qs(report.frozen.dataset.hash.substr(0, 12))
                                  << "left out:" << report.leftOut.size();
    for (const LeftOut& image : report.leftOut)
        qCWarning(datasetsLog).noquote()
            << "left out:" << harmlessLine(qs(image.source)) << ":" << harmlessLine(qs(image.reason));
    // The plan was made with it: the next draft is of the plan that is there now.
    model_.change([](DraftChoice& choice) {
        if (!choice.newPlan) return;
        choice.plan = choice.newPlan->name;
        choice.newPlan.reset();
    });
    wantedVersion_ = report.frozen.dataset.hash;
    wantedWords_ = tr("Frozen as version %1");
    already_ = report.frozen.present;
    if (!report.leftOut.empty()) {
        const LeftOut& first = report.leftOut.front();
        notice_->say(report.leftOut.size() == 1
                         ? tr("1 image couldn’t be taken and was left out")
                         : tr("%1 images couldn’t be taken and were left out")
                               .arg(grouped(static_cast<qint64>(report.leftOut.size()))),
                     tr("The first: %1. %2").arg(qs(first.source), qs(first.reason)), tr("Close"), {});
    }
    model_.refresh();
}

void DatasetsPage::compareDraft() {
    const auto& picture = model_.picture();
    if (!picture || !picture->draft->change) return;
    CompareDialog dialog(tr("From version %1 to the next").arg(picture->versions.back().number),
                         changeWords(*picture->draft->change), changesOf(*picture->draft), thumbnails_, this);
    dialog.exec();
}

void DatasetsPage::compareVersions(int before, int after) {
    const auto& picture = model_.picture();
    if (!picture) return;
    const auto number = [&](int at) { return picture->versions[static_cast<std::size_t>(at) - 1]; };
    const FrozenVersion first = number(before);
    const FrozenVersion second = number(after);
    if (!first.dataset || !second.dataset) return;
    model_.compare(first.dataset, second.dataset,
                   [this, before, after](const QString& words, const std::vector<VersionChange>& changes) {
                       CompareDialog dialog(tr("From version %1 to version %2").arg(before).arg(after), words,
                                            changes, thumbnails_, this);
                       dialog.exec();
                   });
}

// Read in one order to the store, written on a thread of the pool.
void DatasetsPage::exportLabels(bool everyTask, bool csv) {
    const std::string task = model_.choice().task;
    const QString name = QStringLiteral("%1.%2").arg(everyTask ? QStringLiteral("annotations") : qs(task),
                                                     csv ? QStringLiteral("csv") : QStringLiteral("jsonl"));
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Export labels"), name,
                                     csv ? tr("Comma-separated values (*.csv)") : tr("JSON lines (*.jsonl)"));
    if (file.isEmpty()) return;
    workspace_.read(
        this,
        [everyTask, task](Workspace& workspace) {
            auto labels = std::make_shared<std::vector<Annotation>>();
            for (const Task& of : workspace.tasks().all())
                if (everyTask || of.id == task)
                    for (StoredAnnotation& stored : workspace.annotations().ofTask(of.id))
                        labels->push_back(std::move(stored.annotation));
            return labels;
        },
        [this, file, csv](const std::shared_ptr<std::vector<Annotation>>& labels) {
            model_.onPool([this, file, csv, labels] {
                QString trouble;
                try {
                    writeFileAtomic(utf8(file),
                                    csv ? annotationsToCsv(*labels) : annotationsToJsonl(*labels));
                } catch (const Error& error) {
                    trouble = troubleOf(error).text();
                }
                QMetaObject::invokeMethod(
                    this,
                    [this, file, trouble, count = labels->size()] {
                        if (trouble.isEmpty())
                            Q_EMIT said(
                                tr("Wrote %1 labels to %2").arg(grouped(static_cast<qint64>(count)), file));
                        else
                            notice_->say(tr("The labels couldn’t be written"), trouble, tr("Close"), {});
                    },
                    Qt::QueuedConnection);
            });
        });
}

} // namespace vrft::ui
