// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the window's pixels and headers come from: asked for by file and frame, answered later; frames are
// kept within a budget of bytes.
//
// The seam between the window and decoding: whoever decodes is behind it. Never waits. Errors: values in the
// answer, in words. Ownership: frames are shared and constant. Thread rule: the UI thread.
#pragma once

#include "imaging/dicom/frame_attributes.h"
#include "imaging/dicom/stored_frame.h"
#include "imaging/dicom/tag_tree.h"
#include "imaging/volume/stack.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft::ui {

struct FrameAddress {
    std::string file; // absolute
    int frame = 0;
    auto operator<=>(const FrameAddress&) const = default;
};

// One frame with what is needed to show it and to measure on it.
struct ViewerFrame {
    int width = 0;
    int height = 0;
    StoredFrame stored;               // grey; empty for colour
    QImage picture;                   // ready to draw: colour, and grey that a VOI LUT shapes; else null
    Window window;                    // what the header asks for, else from the smallest to the largest value
    std::optional<Window> wholeRange; // found where the frame was decoded, off the window's thread
    bool inverted = false;            // MONOCHROME1
    FrameAttributes attributes;       // without VOI LUTs
    std::optional<FramePlane> plane;

    bool grey() const { return !stored.bytes.empty(); }
    std::uint64_t bytes() const;
    double valueAt(int column, int row) const;    // after the modality step; grey only
    QString withUnit(const QString& value) const; // "42 HU"
};
using FramePointer = std::shared_ptr<const ViewerFrame>;

// A stored value after the modality step (PS3.3 C.11.1).
double modalityValue(double stored, const FrameAttributes& attributes);

// A file of a series, for the order of its frames.
struct SeriesFile {
    std::string file; // absolute
    int frames = 0;
    std::int64_t order = 0; // among files at one position
    bool operator==(const SeriesFile&) const = default;
};

// Ids count the frames of a series file by file.
using Stacks = std::vector<Stack>;
using StacksPointer = std::shared_ptr<const Stacks>;
using TagsPointer = std::shared_ptr<const std::vector<TagNode>>;

class FrameSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual FramePointer cached(const FrameAddress& address) = 0;   // nullptr: not here
    virtual QString trouble(const FrameAddress& address) const = 0; // why it can't be decoded; empty: unknown
    // Asks for `wanted` first, then for `ahead` in that order. What was asked for before and isn't named
    // again is dropped.
    virtual void request(const FrameAddress& wanted, std::span<const FrameAddress> ahead) = 0;
    // A small picture of a frame, its longest side `side` pixels; answered by `thumbnail`. Frames asked for
    // by `request` go first.
    virtual void requestThumbnail(const FrameAddress& address, int side) = 0;

    // Sorts a series by the geometry in its headers; answered once by `stacks` with the same key. Frames
    // whose header can't be read have no place. Frames asked for by `request` aren't kept waiting for it.
    virtual void requestStacks(const QString& key, std::vector<SeriesFile> files) = 0;
    // Every element of a file; answered by `tags`, unless another file is asked for before.
    virtual void requestTags(const std::string& file) = 0;

    virtual std::uint64_t usedBytes() const = 0;
    virtual std::uint64_t budgetBytes() const = 0;
    virtual void setBudget(std::uint64_t bytes) = 0;

Q_SIGNALS:
    void ready(const vrft::ui::FrameAddress& address); // cached() or trouble() now has an answer
    void thumbnail(const vrft::ui::FrameAddress& address, const QImage& picture); // null: can't be decoded
    void stacks(const QString& key, vrft::ui::StacksPointer stacks);
    void tags(const std::string& file, vrft::ui::TagsPointer tags, const QString& trouble); // null: why not
    void memoryChanged();
};

} // namespace vrft::ui
