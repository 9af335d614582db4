// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The label of the image in view, for one task and one reader: what is stored, what may be said, and each
// edit as one annotation to store.
//
// A library is taken up once its labels are counted (`libraryTaken`): at once for a small one, else after a
// while on another thread. An edit that isn't complete yet (a box drawn before a class is chosen) is a draft:
// shown, and stored together with what completes it. No widgets; `edited` and `removed` go to the store,
// whose answer comes back through `setImageLabels`. Ownership: values. Thread rule: UI thread.
#pragma once

#include "core/annotation/annotation.h"
#include "core/knowledge/task.h"
#include "ui/annotate/label_overview.h"
#include "ui/workspace/labels.h"
#include "ui/workspace/library.h"

#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace vrft::ui {

// Which images a reader goes through.
struct Reading {
    std::vector<std::size_t> patients;              // of the library, in order
    std::function<bool(const SeriesEntry&)> wanted; // empty: every series
};

class LabelModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void setTasks(std::shared_ptr<const std::vector<Task>> tasks);
    const std::vector<Task>& tasks() const;
    const Task* task() const; // chosen; nullptr: there is none
    void chooseTask(const std::string& id);

    void setReader(const QString& reader);
    void setLibrary(LibraryPointer library);
    void setTaskLabels(TaskLabelsPointer labels);
    void setImageLabels(const ImageLabels& labels);

    // `patient` ends the names of edits: "Label 3 moderate, SYN-0001".
    void setImage(std::optional<ImageRef> image, QString patient);
    const std::optional<ImageRef>& image() const { return image_; }

    // What is said about the image.
    const Annotation* own() const;                                 // stored or draft; nullptr: nothing
    bool draft() const { return draft_.has_value(); }              // not stored yet
    bool hasDrafts() const { return draft() || !drafts_.empty(); } // on any image
    // Of other readers; nothing while they are hidden, so that nobody's reading sways the next one's.
    std::vector<const StoredAnnotation*> others() const;
    bool othersHidden() const; // there are some, this reader has none stored, and they aren't to be shown
    void setOthersShown(bool shown); // also before one's own
    bool ownAccepted() const;        // the dataset's target is this reader's
    int chosenClass() const;         // index in the task; -1: none
    // The box that attributes and reasoning are about; -1: the image as a whole.
    int subject() const { return subject_; }
    void setSubject(int box); // other readers' boxes and none: the image
    std::string attribute(const std::string& name) const;
    std::string reasoning() const;

    // Edits. Nothing happens where there is no image or task.
    void chooseClass(int index);
    // What somebody else said becomes this reader's, in one edit: a class (id), boxes, or both.
    void take(const std::optional<std::string>& label, const std::vector<Box>& boxes, const QString& action);
    void sayNone(); // localisation: the image shows none
    void clear();
    void setAttribute(const std::string& name, const std::string& value); // empty: not said
    void addBox(const Box& box);
    void changeBox(int index, const Box& box);
    void removeBox(int index);
    void setReasoning(const QString& text);

    // What is read, and in which order; until told, the whole library in its own.
    void setReading(std::function<Reading()> reading) { reading_ = std::move(reading); }
    // From the image in view on, around the end of what is read.
    std::optional<ImageRef> nextUnlabelled() const;
    bool counting() const { return counting_; }
    // By this reader, as last counted: in the library, and among what is read.
    int countUnlabelled() const { return overview_.numMissing(); }
    int countUnlabelledRead() const;
    int countImages() const { return overview_.numImages(); }
    const LabelOverview& overview() const { return overview_; } // of the library taken up last

    // For tables: the accepted label of an image ("5", "benign"), empty if none; and whether readers differ.
    QString label(const ImageRef& image) const;
    QString labelText(const Annotation& annotation) const; // "3 moderate", "benign", "2 boxes", "none"
    bool disagreement(const ImageRef& image) const;
    bool labelled(const ImageRef& image) const { return !label(image).isEmpty(); }

Q_SIGNALS:
    void taskChosen();    // labels of this task are wanted
    void changed();       // of the image in view
    void labelsChanged(); // of any image
    void libraryTaken(vrft::ui::LibraryPointer library);
    void edited(const vrft::Annotation& annotation, const QString& action);
    void removed(qint64 id, const vrft::ImageRef& image, const QString& action);

private:
    const StoredAnnotation* ownStored(const ImageRef& image) const;
    Annotation editable() const;
    const BoxNote* note() const; // about the subject, where it is a box
    void store(Annotation annotation, const QString& action);
    void forgetLabels();
    void recount();
    void take(LabelOverview overview);
    Reading reading() const;
    std::optional<ImageRef> firstMissing(const SeriesEntry& series, const ImageRef* after) const;

    std::shared_ptr<const std::vector<Task>> tasks_;
    std::string taskId_;
    std::string reader_;
    QString patient_;
    std::function<Reading()> reading_;
    LibraryPointer library_; // taken up
    LibraryPointer coming_;  // the newest
    LabelBook labels_;
    LabelOverview overview_;
    bool counting_ = false;
    int count_ = 0;              // which counting is the newest
    std::set<ImageRef> touched_; // edited while it is counted
    std::optional<ImageRef> image_;
    bool othersShown_ = false;
    int subject_ = -1;
    std::optional<Annotation> draft_;       // incomplete
    std::map<ImageRef, Annotation> drafts_; // of images left meanwhile
    std::optional<Annotation> pending_;     // ordered, not confirmed by the store yet
    int numOrdered_ = 0;                    // edits of the image in view without an answer
    QThreadPool counter_;                   // ends before the rest goes
};

} // namespace vrft::ui
