// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A file of any kind as the scanning child looks at it, ZIP archives and wrapped images above all: every
// member has a fate, and no payload without a record.
#include "imaging/scan/file_scan.h"
#include "tests/fuzz/fuzz.h"

#include <string>
#include <sys/mman.h>
#include <unistd.h>

using namespace vrft;
using namespace vrft::test;

namespace {

class Checks : public ScanSink {
public:
    void member(const std::string& name) override { require(name.size() <= 1024, "a label has its limit"); }
    void item(ScanItem item, std::string_view payload) override {
        const bool image = item.fate == ScanItem::Fate::Image;
        require(image || payload.empty(), "no payload without a record");
        require(image || !item.reason.empty(), "trouble has words");
        if (!image) return;
        item.payload_bytes = payload.size();
        require(itemFromLine(itemToLine(item)).record.instance == item.record.instance,
                "an item survives its way");
    }
    void list(const std::vector<std::string>&) override {}
    void alive() override {}
    void decoding() override {}
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const int descriptor = ::memfd_create("fuzz", MFD_CLOEXEC);
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, data, size, 0) != static_cast<ssize_t>(size))
        return 0;
    Checks checks;
    scanFile("/proc/self/fd/" + std::to_string(descriptor), FileScanOptions{{}, 0, false}, checks);
    return 0;
}
