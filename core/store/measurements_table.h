// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Lengths and regions that readers measured on images, one list an image and reader.
//
// They are a reader's own notes and no annotations: no label, check or dataset knows them. What they measure
// is worked out from image and header when shown, never stored. Points are in image coordinates (pixel i
// covers [i, i+1)). Every change is an undoable edit (journal entity "measurements"). Thread rule, errors:
// workspace.h.
#pragma once

#include "core/annotation/annotation.h"
#include "core/json.h"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace vrft {

class StoreConnection;
class Journal;

struct ImageMeasurement {
    enum class Kind { Length, Region };
    Kind kind = Kind::Length;
    std::array<double, 2> a{}; // x, y
    std::array<double, 2> b{}; // the other end, or the opposite corner of the ellipse's rectangle
    bool operator==(const ImageMeasurement&) const = default;
};
using ImageMeasurements = std::map<ImageRef, std::vector<ImageMeasurement>>;

class MeasurementsTable {
public:
    MeasurementsTable(StoreConnection& connection, Journal& journal);

    // The whole list of the workspace's user on that image, as one edit; nothing if equal. Error(NotFound)
    // for an image that isn't there, InvalidArgument for points that are no numbers.
    void put(const ImageRef& image, const std::vector<ImageMeasurement>& list, const std::string& action);

    std::vector<ImageMeasurement> ofImage(const ImageRef& image, const std::string& reader) const;
    // Images without any are left out.
    ImageMeasurements ofSeries(const std::string& seriesUid, const std::string& reader) const;

    // The image a journal change of entity "measurements" speaks of.
    static ImageRef imageOfKey(const std::string& journalKey);

private:
    void write(const ImageRef& image, const std::string& reader, const Json& list);

    StoreConnection& connection_;
    Journal& journal_;
};

} // namespace vrft
