// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The next dataset of a task before it is frozen: which images would be its samples and why the others
// aren't, how classes and splits balance, what the checks say, what the certificate will.
//
// Made as a whole from a picture of the store, the library and a choice, off the window's thread; never
// changed afterwards. Touches no file and no pixel: identical pictures are found by the hashes made when they
// were imported. Ownership: shared, constant. Thread rule: any thread.
#pragma once

#include "core/vision_input/preprocess.h"
#include "ui/datasets/draft_choice.h"
#include "ui/datasets/draft_source.h"
#include "ui/workspace/library.h"

#include <QString>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

// Why an image of the chosen kind isn't a sample.
enum class Out {
    No, // it is one
    Unlabelled,
    OtherReader,
    Incomplete,
    Disputed,
    NoBox,
    // Those above don't match the filters, those below are left out of what matches.
    NoSplit, // the official plan doesn't know its patient
    Check,
    ByHand
};
QString outWords(Out out); // "no box"; empty: it is a sample

struct DraftEntry { // an image of the chosen modality and dates
    ImageRef image;
    std::string file;       // absolute
    int labelled = -1;      // in DraftSource::labelled; -1: no accepted label
    std::int64_t group = 0; // the workspace's number of the patient
    std::optional<Split> split;
    int classIndex = -1; // in the task's classes; localisation: 0 with a box; -1: none
    Size size;
    std::string date; // of the study, YYYYMMDD
    Out out = Out::No;
    std::string outCheck; // the kind of check it was left out by
};

enum class CheckState { Passed, Look, Fix };

struct DraftCheck {
    std::string kind; // stable word
    CheckState state = CheckState::Passed;
    QString title; // what was found; what is as it should be, where it passed
    QString detail;
    std::vector<int> concerned;  // entries, to be looked at
    std::vector<int> excludable; // those of them that leaving out takes away; empty: that doesn't help
    bool leftOut = false;        // was done
};

struct ClassBalance {
    QString name;
    std::array<std::int64_t, 3> counts{}; // by Split
    std::int64_t sum() const { return counts[0] + counts[1] + counts[2]; }
};

struct Majority {
    QString name;
    double share = 0;   // of all samples
    double heldOut = 0; // of the held-out ones
};

struct CertificateLine {
    CheckState state = CheckState::Passed;
    QString text;
    QString detail;
};

// What images look like for the chosen policy.
struct PolicyView {
    Size stored; // the most frequent size
    Size seen;
    std::int64_t tokens = 0; // image tokens of such an image
    double smallestBox = 0;  // the shorter side of the smallest, in pixels as seen; 0: no box
    double patch = 0;        // pixels
    bool several = false;    // sizes among the samples
};

// Against the version frozen before.
struct DraftChange {
    std::vector<int> added; // entries
    std::int64_t addedPatients = 0;
    std::vector<std::string> removed; // ids of its samples
    std::vector<int> relabelled;      // entries
    std::vector<int> moved;           // entries, to another split
    std::int64_t keptPatients = 0;    // patients of both that kept their split
    std::int64_t commonPatients = 0;
    bool none() const { return added.empty() && removed.empty() && relabelled.empty() && moved.empty(); }
};

struct DatasetDraft {
    DraftSourcePointer source;
    LibraryPointer library;
    DraftChoice choice;
    std::vector<DraftEntry> entries;        // labelled ones in import order, then unlabelled ones
    std::vector<int> samples;               // entries that are in
    std::int64_t num_matching = 0;          // that fit the filters
    std::array<std::int64_t, 3> counts{};   // samples by split
    std::array<std::int64_t, 3> patients{}; // by split
    std::int64_t num_patients = 0;
    std::vector<ClassBalance> balance; // in the task's order; localisation: with and without a box
    std::optional<Majority> majority;
    std::vector<DraftCheck> checks;
    std::vector<CertificateLine> certificate;
    QString linkedBy;                  // how patients were told apart
    std::optional<PolicyView> seen;    // where a policy is chosen
    std::optional<DraftChange> change; // where there is a readable version before
    QString blocked;                   // why it can't be frozen; empty: it can
    QString leftOutWords;              // "2 images left out: box without area"; empty: none
    double seconds = 0;                // it took to make
    double time = 0;                   // Unix seconds

    const Annotation* annotationOf(const DraftEntry& entry) const; // nullptr: unlabelled
    QString labelOf(const DraftEntry& entry) const;                // "5", "benign", "2 boxes"
    const DraftCheck* check(const std::string& kind) const;
};
using DraftPointer = std::shared_ptr<const DatasetDraft>;

// `last`: the newest frozen version, nullptr if none can be read. `eyes`: the chosen policy's.
DraftPointer makeDraft(DraftSourcePointer source, LibraryPointer library, const DraftChoice& choice,
                       const std::string& reader, const Dataset* last, const PreprocessorConfig* eyes);

// "+ 96 images of 31 patients, 4 labels changed"; "the same images, labels and splits".
QString changeWords(const DraftChange& change);

// The steps of makeDraft that have files of their own (draft_checks.cpp, draft_certificate.cpp).
void checkImages(DatasetDraft& draft); // image by image; leaves out what was chosen to be
void judgeDraft(
    DatasetDraft& draft); // as a whole, once it is counted: the other checks, and what is in the way
void certifyDraft(DatasetDraft& draft);

} // namespace vrft::ui
