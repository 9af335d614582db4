// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A made-up dataset as a dataset's folder: counts, certificate and hash are worked out; its images are there
// already. Samples keep their order.
#pragma once

#include "core/dataset/dataset.h"
#include "core/files.h"

namespace vrft::test {

inline void saveDataset(Dataset& data, const std::filesystem::path& folder) {
    data.counts = countSamples(data.task, data.samples);
    data.certificate = certify(data.samples);
    data.hash = datasetHash(data.task, data.samples);
    writeFileAtomic(folder / "task.json", jsonPretty(taskToJson(data.task)), false);
    std::string lines;
    for (const Sample& sample : data.samples)
        lines += sampleLine(sample);
    writeFileAtomic(folder / "samples.jsonl", lines, false);
    writeFileAtomic(folder / "dataset.json", jsonPretty(datasetToJson(data)), false);
}

} // namespace vrft::test
