// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The pre-scan, the inspection an import makes of a file, and the plain reading of headers against DCMTK's.
#include "core/error.h"
#include "imaging/dicom/inspect.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/header_reading.h"

using namespace vrft;
using namespace vrft::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = textOf(data, size);
    MemoryBytes source(bytes);
    const Inspection found = inspectDicom(source, "fuzz", {.decode = false});
    require(found.record.has_value() + found.fault.has_value() + found.listed.has_value() == 1,
            "a file has one fate");
    if (found.fault) require(!found.fault->reason.empty(), "a fault has words");
    const auto [plain, parsed] = bothReadings(bytes);
    require(!plain || *plain == parsed, "the plain reading is DCMTK's");
    return 0;
}
