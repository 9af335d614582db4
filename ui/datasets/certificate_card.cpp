// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/certificate_card.h"

#include "ui/datasets/check_list.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icon_mark.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"

#include <QDateTime>
#include <QVBoxLayout>

namespace vrft::ui {

CertificateCard::CertificateCard(QWidget* parent)
    : QFrame(parent)
    , column_(new QVBoxLayout) {
    setObjectName(QStringLiteral("certificate"));
    setProperty("kind", QStringLiteral("card"));
    setAccessibleName(tr("Split certificate"));
    shield_ = new IconMark(QStringLiteral("shield"), Token::Text2, 24, this);
    title_ = makeLabel({}, TextKind::Head, this);
    setKind(title_, QStringLiteral("pageTitle"));
    second_ = makeLabel({}, TextKind::Second, this);
    second_->setObjectName(QStringLiteral("seal"));
    second_->setWordWrap(true);
    second_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(title_);
    words->addWidget(second_);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(shield_, 0, Qt::AlignTop);
    head->addLayout(words, 1);
    column_->setSpacing(8);
    linked_ = makeLabel({}, TextKind::Caption, this);
    linked_->setObjectName(QStringLiteral("linkedBy"));
    linked_->setWordWrap(true);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 12, 16, 12);
    all->setSpacing(8);
    all->addLayout(head);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(column_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(linked_);
}

void CertificateCard::setLines(const std::vector<CertificateLine>& lines) {
    while (lines_.size() < lines.size()) {
        Line line;
        line.all = new QWidget(this);
        line.state = new IconMark(QStringLiteral("check"), Token::Good, 16, line.all);
        line.text = makeLabel({}, TextKind::Body, line.all);
        line.text->setWordWrap(true);
        line.detail = makeLabel({}, TextKind::Second, line.all);
        line.detail->setWordWrap(true);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(line.text);
        words->addWidget(line.detail);
        auto* row = new QHBoxLayout(line.all);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(6);
        row->addWidget(line.state, 0, Qt::AlignTop);
        row->addLayout(words, 1);
        column_->addWidget(line.all);
        lines_.push_back(line);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        lines_[i].all->setVisible(i < lines.size());
        if (i >= lines.size()) continue;
        showState(lines_[i].state, lines[i].state);
        lines_[i].text->setText(lines[i].text);
        lines_[i].detail->setText(lines[i].detail);
        lines_[i].detail->setVisible(!lines[i].detail.isEmpty());
    }
}

void CertificateCard::show(const DatasetDraft& draft) {
    const bool clean = std::all_of(draft.certificate.begin(), draft.certificate.end(),
                                   [](const CertificateLine& line) { return line.state != CheckState::Fix; });
    shield_->show(QStringLiteral("shield"), clean ? Token::Text2 : Token::Alarm, tr("not sealed yet"));
    title_->setText(tr("Split certificate"));
    second_->setText(tr("Draft: sealed when the dataset is frozen"));
    setLines(draft.certificate);
    linked_->setText(draft.linkedBy);
}

void CertificateCard::show(const FrozenVersion& version) {
    shield_->show(QStringLiteral("shield"), version.dataset ? Token::Good : Token::Alarm,
                  version.dataset ? tr("sealed") : tr("can’t be read"));
    title_->setText(tr("Version %1").arg(version.number));
    const QString date = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(version.row.time))
                             .toString(QStringLiteral("yyyy-MM-dd"));
    second_->setText(tr("Sealed %1 on %2").arg(version.seal(), date));
    second_->setToolTip(plainToolTip(qs(version.row.hash)));
    if (!version.dataset) {
        setLines({{CheckState::Fix, tr("It can’t be read"), version.trouble}});
        linked_->setText(tr("The other versions and the draft aren’t concerned."));
        return;
    }
    const Dataset& dataset = *version.dataset;
    const Certificate& certificate = dataset.certificate;
    QStringList counts;
    for (const Split split : kSplits) {
        const SplitCounts& of = dataset.counts[static_cast<std::size_t>(split)];
        counts << tr("%1 %2 of %3")
                      .arg(splitWord(split),
                           counted(static_cast<qint64>(of.samples), tr("1 image"), tr("%1 images")),
                           counted(static_cast<qint64>(of.patients), tr("1 patient"), tr("%1 patients")));
    }
    const SplitPlanInfo& plan = dataset.splitPlan;
    setLines(
        {{certificate.overlap == 0 ? CheckState::Passed : CheckState::Fix, tr("No patient is in two splits"),
          tr("%1, %2").arg(
              counted(certificate.groups, tr("1 patient"), tr("%1 patients")),
              counted(static_cast<qint64>(dataset.samples.size()), tr("1 image"), tr("%1 images")))},
         {CheckState::Passed, tr("Split plan %1").arg(qs(plan.name)), clauses(counts)},
         {CheckState::Passed, tr("Hash, counts and files agree"), tr("checked when it was read")}});
    QStringList linked;
    for (const std::string& by : certificate.linkedBy)
        linked << (by == "patient_id"   ? tr("ID")
                   : by == "accession"  ? tr("accession number")
                   : by == "pixel_hash" ? tr("identical pixels")
                                        : qs(by));
    linked_->setText((certificate.patientsKnown
                          ? tr("Patients linked by %1.").arg(enumerated(linked))
                          : tr("Where a file names no patient, each study counts as one of its own.")) +
                     QLatin1Char(' ') +
                     (certificate.burnedInChecked ? tr("Burned-in text was looked for.")
                                                  : tr("Text burned into pictures wasn’t looked for.")));
}

} // namespace vrft::ui
