// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/scan/file_scan.h"

#include "core/error.h"
#include "imaging/dicom/inspect.h"
#include "imaging/scan/zip_members.h"
#include "imaging/sources/wrapped_image.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <fnmatch.h>
#include <utility>

namespace vrft {

namespace fs = std::filesystem;

namespace {

// Nothing a scan looks at is larger, and hashing it would take minutes.
constexpr std::uint64_t kMostFile_bytes = std::uint64_t{16} << 30;
// Wrapped sources are read whole.
constexpr std::uint64_t kMostWrapped_bytes = std::uint64_t{512} << 20;

ScanItem trouble(ScanItem::Fate fate, std::string reason) {
    ScanItem item;
    item.fate = fate;
    item.reason = std::move(reason);
    return item;
}

void tell(const Finding& finding, ScanItem& item) {
    item.reason = finding.reason;
    if (finding.tag != Tag{}) item.tag = fmt::format("{:04X},{:04X}", finding.tag.group, finding.tag.element);
    item.offset = static_cast<std::int64_t>(finding.offset);
}

// What a file that begins like nothing we read should be by its name; empty for other names.
std::string formatByName(const std::string& name) {
    constexpr std::array<std::pair<std::string_view, const char*>, 8> kFormats = {{{".png", "PNG"},
                                                                                   {".jpg", "JPEG"},
                                                                                   {".jpeg", "JPEG"},
                                                                                   {".bmp", "BMP"},
                                                                                   {".zip", "ZIP archive"},
                                                                                   {".nii", "NIfTI file"},
                                                                                   {".nii.gz", "NIfTI file"},
                                                                                   {".npz", "npz file"}}};
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    for (const auto& [ending, format] : kFormats)
        if (lower.ends_with(ending)) return format;
    return {};
}

std::string_view startOf(ByteSource& bytes, std::size_t count) {
    const auto start = bytes.read(0, count);
    return {reinterpret_cast<const char*>(start.data()), start.size()};
}

std::string allOf(ByteSource& bytes) {
    std::string all;
    while (all.size() < bytes.size()) {
        const auto chunk = bytes.read(all.size(), 1 << 20);
        if (chunk.empty()) break;
        all.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
    }
    return all;
}

class Scan {
public:
    Scan(fs::path file, const FileScanOptions& options, ScanSink& sink)
        : file_(std::move(file))
        , options_(options)
        , sink_(sink)
        , decode_(options.decode) {}

    void run() {
        try {
            FileBytes bytes(file_);
            if (bytes.size() > kMostFile_bytes)
                return sink_.item(trouble(ScanItem::Fate::Unreadable, "the file is larger than 16 GiB"), {});
            const std::string_view start = startOf(bytes, 4);
            if (!isDicom(bytes) && (start == "PK\x03\x04" || start == "PK\x05\x06")) return zip();
            look(bytes, file_.filename().string(), {});
        } catch (const Error& error) {
            sink_.item(trouble(ScanItem::Fate::Unreadable, error.summary()), {});
        }
    }

private:
    static bool isDicom(ByteSource& bytes) { return looksLikeDicom(startOf(bytes, 133)); }

    // One file's bytes; `inZip` is its member name, or empty.
    void look(ByteSource& bytes, const std::string& name, const std::string& inZip) {
        const SourceKind kind = isDicom(bytes) ? SourceKind::None : sourceKind(startOf(bytes, 348), name);
        if (kind != SourceKind::None) return wrap(bytes, kind, name, inZip);
        if (!inZip.empty() && startOf(bytes, 4) == "PK\x03\x04")
            return give(trouble(ScanItem::Fate::NotDicom, "a ZIP inside a ZIP isn't unpacked"), inZip, {});
        const Inspection found = inspectDicom(bytes, name,
                                              {.alive = [this] { sink_.alive(); },
                                               .decoding = [this] { sink_.decoding(); },
                                               .decode = std::exchange(decode_, true)});
        ScanItem item;
        if (found.listed) {
            if (inZip.empty()) return sink_.list(*found.listed);
            return give(trouble(ScanItem::Fate::NotDicom, "index, used as a list"), inZip, {});
        }
        if (found.fault) {
            item.fate = found.notDicom ? ScanItem::Fate::NotDicom : ScanItem::Fate::Unreadable;
            tell(*found.fault, item);
            if (found.notDicom) item.offset.reset();
            const std::string format = formatByName(name);
            if (found.fault->kind == FindingKind::NotDicom && !format.empty())
                item.reason = "not a readable " + format;
        } else {
            item.record = *found.record;
            if (found.note) tell(*found.note, item);
        }
        const std::string payload = found.record && !inZip.empty() ? allOf(bytes) : std::string();
        give(std::move(item), inZip, payload);
    }

    void give(ScanItem item, const std::string& member, std::string_view payload) {
        item.member = member;
        sink_.item(std::move(item), payload);
    }

    void wrap(ByteSource& bytes, SourceKind kind, const std::string& name, const std::string& inZip) {
        if (bytes.size() > kMostWrapped_bytes)
            return give(trouble(ScanItem::Fate::Unreadable, "the file is larger than 512 MiB"), inZip, {});
        try {
            const std::string content = allOf(bytes);
            wrapSource(content, kind, name, [&](const WrappedPart& part) {
                MemoryBytes made(part.dicom);
                const Inspection found = inspectDicom(made, name);
                if (!found.record)
                    throw Error(ErrorCode::Internal, "the wrapped image can't be read back: " +
                                                         (found.fault ? found.fault->reason : std::string()));
                ScanItem item;
                item.record = *found.record;
                item.record.patient.identity = PatientIdentity::Assumed;
                item.reason = part.note;
                give(std::move(item), inZip + (inZip.empty() || part.place.empty() ? "" : "/") + part.place,
                     part.dicom);
            });
        } catch (const Error& error) {
            give(trouble(ScanItem::Fate::Unreadable, error.summary()), inZip, {});
        }
    }

    void zip() {
        ZipMembers members(file_);
        for (std::size_t i = 0; i < members.count(); ++i) {
            const std::string name = members.name(i);
            if (name.empty() || name.ends_with('/')) continue; // a folder
            if (!matches(options_.match, name.substr(name.rfind('/') + 1))) continue;
            if (num_members_++ < options_.skip) continue;
            sink_.member(name);
            try {
                const std::string content = members.read(i, [this] { sink_.alive(); });
                MemoryBytes bytes(content);
                look(bytes, name.substr(name.rfind('/') + 1), name);
            } catch (const Error& error) {
                give(trouble(ScanItem::Fate::Unreadable, error.summary()), name, {});
            } catch (const std::bad_alloc&) {
                give(trouble(ScanItem::Fate::Unreadable, "reading it takes more memory than it may"), name,
                     {});
            }
            if (members.exhausted())
                return sink_.item(
                    trouble(ScanItem::Fate::Unreadable,
                            "the ZIP unpacks to more than 200 times its size; the rest wasn't read"),
                    {});
        }
        if (num_members_ == 0)
            sink_.item(trouble(ScanItem::Fate::NotDicom, "a ZIP without files to import"), {});
    }

    fs::path file_;
    const FileScanOptions& options_;
    ScanSink& sink_;
    bool decode_; // what is looked at next
    std::size_t num_members_ = 0;
};

} // namespace

void scanFile(const fs::path& file, const FileScanOptions& options, ScanSink& sink) {
    Scan(file, options, sink).run();
}

bool matches(const std::vector<std::string>& patterns, const std::string& name) {
    return patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
               return ::fnmatch(pattern.c_str(), name.c_str(), FNM_CASEFOLD) == 0;
           });
}

} // namespace vrft
