// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the certificate of a draft would say, and how patients were told apart.
#include "ui/datasets/dataset_draft.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>

namespace vrft::ui {

namespace {

struct CertificateTexts {
    Q_DECLARE_TR_FUNCTIONS(CertificateTexts)
};

// Things of one name that stand in more than one split.
template <typename Key>
struct Spread {
    std::map<Key, std::set<Split>> splits;
    void add(const Key& key, Split split) { splits[key].insert(split); }
    std::int64_t size() const { return static_cast<std::int64_t>(splits.size()); }
    std::int64_t numTorn() const {
        return std::count_if(splits.begin(), splits.end(),
                             [](const auto& entry) { return entry.second.size() > 1; });
    }
};

CertificateLine patientLine(const DatasetDraft& draft) {
    Spread<std::int64_t> patients;
    for (const int index : draft.samples) {
        const DraftEntry& entry = draft.entries[static_cast<std::size_t>(index)];
        patients.add(entry.group, *entry.split);
    }
    const QString detail = CertificateTexts::tr("%1, %2").arg(
        counted(patients.size(), CertificateTexts::tr("1 patient"), CertificateTexts::tr("%1 patients")),
        counted(static_cast<std::int64_t>(draft.samples.size()), CertificateTexts::tr("1 image"),
                CertificateTexts::tr("%1 images")));
    if (const auto torn = patients.numTorn(); torn > 0)
        return {CheckState::Fix, CertificateTexts::tr("Patients are in two splits"),
                counted(torn, CertificateTexts::tr("1 patient"), CertificateTexts::tr("%1 patients"))};
    return {CheckState::Passed, CertificateTexts::tr("No patient is in two splits"), detail};
}

CertificateLine examinationLine(const DatasetDraft& draft) {
    Spread<std::string> accessions;
    Spread<std::string> studies;
    for (const int index : draft.samples) {
        const DraftEntry& entry = draft.entries[static_cast<std::size_t>(index)];
        const auto& item = draft.source->labelled[static_cast<std::size_t>(entry.labelled)];
        studies.add(item.instance.studyUid, *entry.split);
        const auto place = draft.library->placeOf(entry.image.sopUid);
        if (!place) continue;
        const Study& study = draft.library->patients[place->patient].studies[place->study].study;
        if (!study.accession.empty()) accessions.add(study.accession, *entry.split);
    }
    const std::int64_t torn = accessions.numTorn() + studies.numTorn();
    const bool official = draft.source->plan.official && !draft.choice.newPlan;
    if (torn > 0)
        return {
            official ? CheckState::Look : CheckState::Fix,
            CertificateTexts::tr("Examinations are in two splits"),
            counted(torn, CertificateTexts::tr("1 examination"), CertificateTexts::tr("%1 examinations"))};
    return {CheckState::Passed, CertificateTexts::tr("No examination is in two splits"),
            accessions.size() > 0 ? counted(accessions.size(), CertificateTexts::tr("1 accession number"),
                                            CertificateTexts::tr("%1 accession numbers"))
                                  : counted(studies.size(), CertificateTexts::tr("1 study"),
                                            CertificateTexts::tr("%1 studies"))};
}

CertificateLine pictureLine(const DatasetDraft& draft) {
    std::map<std::pair<std::string, int>, std::pair<std::int64_t, std::set<Split>>> pictures;
    std::int64_t num_unhashed = 0;
    for (const int index : draft.samples) {
        const DraftEntry& entry = draft.entries[static_cast<std::size_t>(index)];
        const auto& item = draft.source->labelled[static_cast<std::size_t>(entry.labelled)];
        if (item.instance.instance.pixelHash.empty()) {
            ++num_unhashed;
            continue;
        }
        auto& seen = pictures[{item.instance.instance.pixelHash, entry.image.frame}];
        seen.first += 1;
        seen.second.insert(*entry.split);
    }
    std::int64_t several = 0;
    std::int64_t torn = 0;
    for (const auto& [pixels, seen] : pictures) {
        several += seen.first > 1 ? 1 : 0;
        torn += seen.second.size() > 1 ? 1 : 0;
    }
    if (torn > 0)
        return {draft.source->plan.official && !draft.choice.newPlan ? CheckState::Look : CheckState::Fix,
                CertificateTexts::tr("Identical pictures are in two splits"),
                counted(torn, CertificateTexts::tr("1 picture"), CertificateTexts::tr("%1 pictures"))};
    QString detail = several == 0 ? CertificateTexts::tr("no picture occurs twice")
                                  : CertificateTexts::tr("%1, kept in one split")
                                        .arg(counted(several, CertificateTexts::tr("1 picture occurs twice"),
                                                     CertificateTexts::tr("%1 pictures occur twice")));
    if (num_unhashed > 0)
        detail += CertificateTexts::tr("; not compared: %1")
                      .arg(counted(num_unhashed, CertificateTexts::tr("1 image"),
                                   CertificateTexts::tr("%1 images")));
    return {num_unhashed > 0 ? CheckState::Look : CheckState::Passed,
            CertificateTexts::tr("No identical picture is in two splits"), detail};
}

CertificateLine earlierLine(const DatasetDraft& draft) {
    if (!draft.change || draft.change->commonPatients == 0)
        return {CheckState::Passed, CertificateTexts::tr("Earlier patients kept their split"),
                CertificateTexts::tr("there is no version before this one to compare with")};
    const DraftChange& change = *draft.change;
    const QString detail =
        CertificateTexts::tr("%1 of %2").arg(grouped(change.keptPatients), grouped(change.commonPatients));
    if (change.keptPatients == change.commonPatients)
        return {CheckState::Passed, CertificateTexts::tr("Earlier patients kept their split"), detail};
    return {CheckState::Look, CertificateTexts::tr("Earlier patients changed their split"),
            CertificateTexts::tr("%1 kept theirs: figures of runs on earlier versions can’t be compared")
                .arg(detail)};
}

QString linkingWords(const DatasetDraft& draft) {
    bool known = true;
    std::set<std::int64_t> groups;
    for (const int index : draft.samples) {
        const DraftEntry& entry = draft.entries[static_cast<std::size_t>(index)];
        groups.insert(entry.group);
        known = known && draft.source->labelled[static_cast<std::size_t>(entry.labelled)].identity ==
                             PatientIdentity::Known;
    }
    const QString burnedIn = CertificateTexts::tr("Text burned into pictures isn’t looked for.");
    if (!known)
        return CertificateTexts::tr(
                   "Patients are assumed: where a source names none, each image counts as one. %1")
            .arg(burnedIn);
    std::map<std::int64_t, std::int64_t> members;
    for (const auto& [id, assignment] : draft.source->patients)
        if (groups.contains(assignment.group)) members[assignment.group] += 1;
    const std::int64_t joined =
        std::count_if(members.begin(), members.end(), [](const auto& entry) { return entry.second > 1; });
    const QString joins = joined == 0 ? CertificateTexts::tr("No groups had to be joined.")
                                      : counted(joined, CertificateTexts::tr("1 group was joined."),
                                                CertificateTexts::tr("%1 groups were joined."));
    return CertificateTexts::tr("Patients linked by ID, accession number and identical pixels. %1 %2")
        .arg(joins, burnedIn);
}

} // namespace

void certifyDraft(DatasetDraft& draft) {
    draft.certificate = {patientLine(draft), examinationLine(draft), pictureLine(draft), earlierLine(draft)};
    draft.linkedBy = linkingWords(draft);
}

} // namespace vrft::ui
