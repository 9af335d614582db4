// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The label of the image in view, for one task and one reader: what is stored, what may be said, and each
// edit as one annotation to store.
//
// An edit that isn't complete yet (a box drawn before a class is chosen) is a draft: shown, and stored
// together with what completes it. No widgets; `edited` and `removed` go to the store, whose answer comes
// back through `setImageLabels`. Ownership: values. Thread rule: UI thread.
#pragma once

#include "core/annotation/annotation.h"
#include "core/knowledge/task.h"
#include "ui/workspace/labels.h"
#include "ui/workspace/library.h"

#include <QObject>
#include <QStringList>
#include <optional>
#include <vector>

namespace vrft::ui {

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
    const Annotation* own() const;                       // stored or draft; nullptr: nothing
    bool draft() const { return draft_.has_value(); }    // not stored yet
    std::vector<const StoredAnnotation*> others() const; // of other readers
    bool ownAccepted() const;                            // the dataset's target is this reader's
    int chosenClass() const;                             // index in the task; -1: none
    std::string attribute(const std::string& name) const;

    // Edits. Nothing happens where there is no image or task.
    void chooseClass(int index);
    void sayNone(); // localisation: the image shows none
    void clear();
    void setAttribute(const std::string& name, const std::string& value); // empty: not said
    void addBox(const Box& box);
    void changeBox(int index, const Box& box);
    void removeBox(int index);
    void setReasoning(const QString& text);

    // The order of reading: images of the library from the one in view on, around its end.
    std::optional<ImageRef> nextUnlabelled() const;
    int countUnlabelled() const; // by this reader
    int countImages() const { return numImages_; }

    // For tables: the accepted label of an image ("5", "benign"), empty if none; and whether readers differ.
    QString label(const ImageRef& image) const;
    QString labelText(const Annotation& annotation) const; // "3 moderate", "benign", "2 boxes", "none"
    bool disagreement(const ImageRef& image) const;
    bool labelled(const ImageRef& image) const { return !label(image).isEmpty(); }

Q_SIGNALS:
    void taskChosen();    // labels of this task are wanted
    void changed();       // of the image in view
    void labelsChanged(); // of any image
    void edited(const vrft::Annotation& annotation, const QString& action);
    void removed(qint64 id, const vrft::ImageRef& image, const QString& action);

private:
    const StoredAnnotation* ownStored(const ImageRef& image) const;
    Annotation editable() const;
    void store(Annotation annotation, const QString& action);
    QString shortLabel(const Annotation& annotation) const;
    void countOwn();
    void forgetLabels();

    std::shared_ptr<const std::vector<Task>> tasks_;
    std::string taskId_;
    std::string reader_;
    QString patient_;
    LibraryPointer library_;
    std::map<ImageRef, std::vector<StoredAnnotation>> labels_;
    int numImages_ = 0;
    int numOwn_ = 0; // labelled by this reader
    std::optional<ImageRef> image_;
    std::optional<Annotation> draft_;       // incomplete
    std::map<ImageRef, Annotation> drafts_; // of images left meanwhile
    std::optional<Annotation> pending_;     // ordered, not confirmed by the store yet
};

} // namespace vrft::ui
