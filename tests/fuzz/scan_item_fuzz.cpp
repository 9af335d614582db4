// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the scanning child says, as the parent reads it: any line is refused or is an item that says the same
// when it is written and read again.
#include "core/error.h"
#include "imaging/scan/scan_item.h"
#include "tests/fuzz/fuzz.h"

using namespace vrft;
using namespace vrft::test;

namespace {

// The item's line, read again and written again.
void checkRoundTrip(const ScanItem& item) {
    const std::string line = itemToLine(item);
    require(line.find('\n') == std::string::npos, "an item is one line");
    require(itemToLine(itemFromLine(line)) == line, "an item survives its way");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest = textOf(data, size);
    std::optional<InstanceRecord> before;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        try {
            const ScanItem item = itemFromLine(line, before ? &*before : nullptr);
            checkRoundTrip(item);
            if (item.fate == ScanItem::Fate::Image) before = item.record;
        } catch (const Error& error) {
            require(error.code() == ErrorCode::InvalidFormat, "a line is refused as what it is");
        }
    }
    return 0;
}
