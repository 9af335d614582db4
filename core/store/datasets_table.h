// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Frozen datasets of a workspace: which there are, which stored image each of their samples is, and the
// images a new one can be made of.
//
// Not here: the dataset folder itself (imaging writes it, core/dataset reads it). Samples carry no
// identifiers; the map back to SOP UIDs exists only here (formats.md §4). Thread rule, errors: workspace.h.
#pragma once

#include "core/annotation/annotation.h"
#include "core/store/studies_table.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

class StoreConnection;
class Journal;

struct DatasetRow {
    std::string name;
    std::string hash; // of the samples (core/dataset); unique
    std::string task;
    std::string plan;
    std::string folder;  // relative to the workspace, absolute if outside
    std::string program; // that made it
    double time = 0;     // Unix seconds; 0: now
};

struct SampleOrigin {
    std::string sample; // id in the dataset
    ImageRef image;
};

// An image with an accepted annotation: what a sample is made of.
struct LabelledImage {
    InstanceRow instance;
    int frame = 0;
    Annotation annotation;
    std::int64_t group = 0;
    std::string groupName; // Workspace::pseudonym of it is the sample's `patient`
    PatientIdentity identity = PatientIdentity::Known;
    std::optional<Split> split; // none: the plan (an official one) doesn't know the group
};

class DatasetsTable {
public:
    DatasetsTable(StoreConnection& connection, Journal& journal);

    // In import order, frames of an image in order; images in the Trash left out.
    std::vector<LabelledImage> labelledImages(const std::string& task, const std::string& plan) const;

    // Remembers a written dataset; one with that hash is replaced (its folder may have moved).
    void add(const DatasetRow& dataset, std::span<const SampleOrigin> origins);
    std::vector<DatasetRow> all() const; // oldest first
    std::optional<DatasetRow> find(const std::string& hash) const;
    std::optional<ImageRef> origin(const std::string& hash, const std::string& sample) const;
    std::vector<SampleOrigin> origins(const std::string& hash) const; // by sample id
    // What readers say at present of the images a dataset was made of, every reader's label of its task; by
    // sample id, then reader.
    std::vector<std::pair<std::string, Annotation>> readings(const std::string& hash) const;

private:
    StoreConnection& connection_;
    Journal& journal_;
};

} // namespace vrft
