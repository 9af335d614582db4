// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/inspect.h"

#include "core/error.h"
#include "core/hash.h"
#include "imaging/dicom/dcmtk_support.h"
#include "imaging/dicom/frame_decoder.h"
#include "imaging/dicom/header_record.h"
#include "imaging/dicom/header_values.h"

#include <algorithm>
#include <fmt/format.h>
#include <new>

namespace vrft {

namespace {

constexpr const char* kMediaStorageDirectory = "1.2.840.10008.1.3.10"; // a DICOMDIR, under whatever name
constexpr Tag kPixelData{0x7FE0, 0x0010};
constexpr Tag kReferencedFileId{0x0004, 0x1500};
constexpr double kMostDecoded_bytes = 8.0 * 1024 * 1024 * 1024;
constexpr std::size_t kChunk_bytes = 1 << 20;
constexpr std::uint64_t kAliveEvery_bytes = 16 << 20;
// Compressed files up to this size, and frames up to this size in all, are decoded for their hash.
constexpr std::uint64_t kMostHashed_bytes = std::uint64_t{256} << 20;

// Where the samples of all frames stand, without padding.
struct PixelRange {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::size_t sampleBytes = 1;
    bool swap = false;
};

// SHA-256 of samples; nothing where all samples are equal (blank frames link nobody).
class PixelHash {
public:
    explicit PixelHash(std::size_t sampleBytes)
        : sampleBytes_(sampleBytes) {}

    void update(std::span<const std::uint8_t> samples) { // whole ones
        if (first_.empty())
            first_.assign(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(sampleBytes_));
        for (std::size_t i = 0; constant_ && i < samples.size(); ++i)
            constant_ = samples[i] == first_[i % sampleBytes_];
        hash_.update(samples);
    }
    std::string finish() { return constant_ ? std::string() : toHex(hash_.finish()); }

private:
    std::size_t sampleBytes_;
    Sha256 hash_;
    std::vector<std::uint8_t> first_;
    bool constant_ = true;
};

std::string hashOfPixels(ByteSource& bytes, const PixelRange& range, const std::function<void()>& alive) {
    PixelHash hash(range.sampleBytes);
    std::vector<std::uint8_t> part;
    for (std::uint64_t done = 0; done < range.length;) {
        // Even chunks, so that no sample is cut.
        const auto chunk =
            bytes.read(range.offset + done,
                       static_cast<std::size_t>(std::min<std::uint64_t>(kChunk_bytes, range.length - done)));
        if (chunk.empty()) return {};
        part.assign(chunk.begin(), chunk.end());
        if (range.swap)
            for (std::size_t i = 0; i + 1 < part.size(); i += 2)
                std::swap(part[i], part[i + 1]);
        hash.update(part);
        done += chunk.size();
        if (alive && done % kAliveEvery_bytes == 0) alive();
    }
    return hash.finish();
}

struct DecodedHash {
    std::string hash;
    std::string trouble; // why there is none, where that is worth a word
};

// Of compressed pixels.
DecodedHash hashOfDecoded(ByteSource& bytes, const std::string& where, const InspectOptions& options) {
    if (!options.decode)
        return {{}, "the pixels weren't decoded: an attempt took too long or ended the scanning program"};
    if (bytes.size() > kMostHashed_bytes)
        return {{}, "the pixels weren't decoded: the file is larger than 256 MiB"};
    if (options.decoding) options.decoding();
    try {
        std::string content;
        while (content.size() < bytes.size()) {
            const auto chunk = bytes.read(content.size(), kChunk_bytes);
            if (chunk.empty()) break;
            content.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
        }
        const DicomImage image(content, where);
        const PixelLayout& layout = image.layout();
        if (layout.photometric == "PALETTE COLOR" || layout.sampleBytes() > 2) return {};
        if (static_cast<std::uint64_t>(layout.frames) >
            kMostHashed_bytes / (layout.samples() * layout.sampleBytes()))
            return {{}, "the pixels weren't decoded: they take more than 256 MiB"};
        PixelHash hash(static_cast<std::size_t>(layout.sampleBytes()));
        for (int i = 0; i < layout.frames; ++i) {
            hash.update(image.frame(i).bytes);
            if (options.alive) options.alive();
        }
        return {hash.finish(), {}};
    } catch (const Error& error) {
        return {{}, error.summary()};
    } catch (const std::bad_alloc&) {
        return {{}, "the pixels weren't decoded: that takes more memory than it may"};
    }
}

std::string hashOfAll(ByteSource& bytes, const std::function<void()>& alive) {
    Sha256 hash;
    for (std::uint64_t done = 0; done < bytes.size();) {
        const auto chunk = bytes.read(done, kChunk_bytes);
        if (chunk.empty()) break;
        hash.update(chunk);
        done += chunk.size();
        if (alive && done % kAliveEvery_bytes == 0) alive();
    }
    return toHex(hash.finish());
}

std::uint64_t offsetOf(const Prescan& scan, Tag tag) {
    const auto found = std::find_if(scan.excerptOffsets.begin(), scan.excerptOffsets.end(),
                                    [&](const auto& entry) { return entry.first == tag; });
    return found == scan.excerptOffsets.end() ? 0 : found->second;
}

// What the header says about stored pixels, against the bytes that are there.
class ImageCheck {
public:
    ImageCheck(const Prescan& scan, const HeaderValues& file, const Instance& instance)
        : scan_(scan)
        , instance_(instance)
        , allocated_(file.integer(tag::kBitsAllocated).value_or(0)) {}

    // More than any frame set we decode: nobody could look at it, and decoders would try.
    std::optional<Finding> fault() const {
        if (instance_.rows == 0 || decodedBytes() <= kMostDecoded_bytes) return std::nullopt;
        return at(FindingKind::ValueTooLarge, tag::kNumberOfFrames,
                  fmt::format("{} frames of {} x {} need more than 8 GiB", instance_.frames,
                              instance_.columns, instance_.rows));
    }

    std::optional<Finding> note() const {
        if (!scan_.pixels && (instance_.rows > 0 || isImageClass(instance_.sopClassUid)))
            return at(FindingKind::CutShort, tag::kSopClassUid, "an image without pixel data");
        if (!scan_.pixels) return std::nullopt;
        if (instance_.rows == 0)
            return at(FindingKind::Attribute, tag::kRows, "pixel data without rows and columns");
        if (allocated_ < 1 || instance_.bitsStored < 1 || instance_.bitsStored > allocated_)
            return at(FindingKind::Attribute, tag::kBitsAllocated,
                      fmt::format("{} bits stored in {} allocated", instance_.bitsStored, allocated_));
        if (scan_.pixels->encapsulated) {
            if (static_cast<std::uint64_t>(instance_.frames) > scan_.pixels->num_fragments)
                return cutShort(
                    fmt::format("{} fragments for {} frames", scan_.pixels->num_fragments, instance_.frames));
        } else if (decodedBytes() > static_cast<double>(scan_.pixels->length)) {
            return cutShort(fmt::format("{} bytes for {} frames of {} x {}", scan_.pixels->length,
                                        instance_.frames, instance_.columns, instance_.rows));
        }
        return std::nullopt;
    }

    // Whether there are compressed pixels to be decoded for their hash.
    bool decodable() const {
        return scan_.pixels && scan_.pixels->tag == kPixelData && scan_.pixels->encapsulated && !note();
    }

    // Of whole grey or colour samples of 8 or 16 bits, uncompressed: what a hash compares.
    std::optional<PixelRange> range() const {
        const std::string& kind = instance_.photometric;
        const bool grey = instance_.samplesPerPixel == 1 && (kind == "MONOCHROME1" || kind == "MONOCHROME2");
        const bool colour = instance_.samplesPerPixel == 3 && kind == "RGB" && allocated_ == 8;
        const bool whole = (allocated_ == 8 || allocated_ == 16) && instance_.bitsStored <= allocated_;
        if (!scan_.pixels || scan_.pixels->tag != kPixelData || scan_.pixels->encapsulated || note() ||
            !whole || !(grey || colour))
            return std::nullopt;
        PixelRange range;
        range.offset = scan_.pixels->offset;
        range.length = static_cast<std::uint64_t>(decodedBytes());
        range.sampleBytes = static_cast<std::size_t>(allocated_ / 8);
        range.swap = allocated_ == 16 && scan_.encoding == Encoding::ExplicitBig;
        return range;
    }

private:
    // In floating point: the factors may be anything, and only magnitudes are compared.
    double decodedBytes() const {
        // Uncompressed 4:2:2 shares the colour of two pixels (PS3.3 C.7.6.3.1.2).
        const bool shared = instance_.photometric.ends_with("_422") && instance_.samplesPerPixel == 3;
        const double bits = static_cast<double>(allocated_) * instance_.rows * instance_.columns *
                            (shared ? 2 : instance_.samplesPerPixel) * instance_.frames;
        return std::ceil(bits / 8.0);
    }
    Finding cutShort(std::string reason) const {
        return {FindingKind::CutShort, scan_.pixels->tag, scan_.pixels->offset,
                "the pixel data are cut short (" + std::move(reason) + ")"};
    }
    Finding at(FindingKind kind, Tag tag, std::string reason) const {
        return {kind, tag, offsetOf(scan_, tag), std::move(reason)};
    }

    const Prescan& scan_;
    const Instance& instance_;
    std::int64_t allocated_;
};

// "A\B\C" of PS3.10 8.2 as "A/B/C"; what a component may hold is for whoever opens it.
std::vector<std::string> fileIds(const std::vector<std::string>& raw) {
    std::vector<std::string> ids;
    for (std::string id : raw) {
        while (!id.empty() && (id.back() == ' ' || id.back() == '\0'))
            id.pop_back();
        std::replace(id.begin(), id.end(), '\\', '/');
        ids.push_back(std::move(id));
    }
    return ids;
}

bool isInstanceIdentifier(Tag tag) {
    return tag == tag::kStudyInstanceUid || tag == tag::kSeriesInstanceUid || tag == tag::kSopInstanceUid;
}

// An image whose identifiers are missing or wrong is worth keeping, under made-up ones; never silently.
InstanceRecord recordOf(ByteSource& bytes, const Prescan& scan, const HeaderValues& values,
                        const InspectOptions& options, Inspection& result) {
    try {
        return headerRecord(values, scan.mediaClass);
    } catch (const AttributeError& error) {
        if (!options.makeUpUids || !scan.pixels || !isInstanceIdentifier(error.tag)) throw;
        MadeUpUids madeUp{hashOfAll(bytes, options.alive)};
        InstanceRecord record = headerRecord(values, scan.mediaClass, &madeUp);
        result.note =
            Finding{FindingKind::Attribute, error.tag, offsetOf(scan, error.tag),
                    fmt::format("assumed, since missing or no UID: {}", fmt::join(madeUp.names, ", "))};
        return record;
    }
}

void readRecord(ByteSource& bytes, const Prescan& scan, const std::string& where,
                const InspectOptions& options, Inspection& result) {
    if (scan.excerptOffsets.empty())
        throw AttributeError{tag::kSopInstanceUid, "nothing in it says what image it is"};
    std::unique_ptr<HeaderValues> values = plainHeaderValues(scan);
    if (!values) values = parsedHeaderValues(scan, where);
    InstanceRecord record = recordOf(bytes, scan, *values, options, result);
    record.instance.transferSyntaxUid = scan.transferSyntax;
    const ImageCheck check(scan, *values, record.instance);
    result.fault = check.fault();
    if (result.fault) return;
    if (const auto note = check.note(); note && result.note)
        result.note->reason += "; " + note->reason;
    else if (note)
        result.note = note;
    if (!result.note && values->textsReplaced())
        result.note = Finding{FindingKind::Attribute, tag::kSpecificCharacterSet,
                              offsetOf(scan, tag::kSpecificCharacterSet),
                              "the character set isn't readable: letters beyond ASCII were replaced"};
    if (!result.note && !scan.notes.empty()) result.note = scan.notes.front();
    if (const auto range = check.range()) {
        MemoryBytes inflated(scan.inflated);
        record.instance.pixelHash = hashOfPixels(
            scan.inflated.empty() ? bytes : static_cast<ByteSource&>(inflated), *range, options.alive);
    }
    record.instance.contentHash = hashOfAll(bytes, options.alive);
    if (check.decodable()) {
        const DecodedHash decoded = hashOfDecoded(bytes, where, options);
        record.instance.pixelHash = decoded.hash;
        if (!decoded.trouble.empty() && !result.note)
            result.note = Finding{FindingKind::Pixels, kPixelData, scan.pixels->offset, decoded.trouble};
        else if (!decoded.trouble.empty())
            result.note->reason += "; " + decoded.trouble;
    }
    result.record = std::move(record);
}

} // namespace

Inspection inspectDicom(ByteSource& bytes, const std::string& where, const InspectOptions& options) {
    Inspection result;
    const Prescan scan = prescan(bytes, {.excerpt = headerTags(), .collect = kReferencedFileId});
    if (scan.fault) {
        result.fault = scan.fault;
        result.notDicom = scan.verdict == Prescan::Verdict::NotDicom;
        return result;
    }
    if (scan.mediaClass == kMediaStorageDirectory) {
        result.listed = fileIds(scan.collected);
        return result;
    }
    try {
        readRecord(bytes, scan, where, options, result);
    } catch (const AttributeError& error) {
        result.fault = Finding{FindingKind::Attribute, error.tag, offsetOf(scan, error.tag), error.reason};
    } catch (const Error& error) {
        if (error.code() != ErrorCode::InvalidFormat) throw;
        result.fault = Finding{FindingKind::Toolkit, {}, 0, error.summary()};
    }
    return result;
}

bool looksLikeDicom(std::string_view bytes) {
    return bytes.size() > 132 && bytes.substr(128, 4) == "DICM";
}

HeaderRead readDicomHeader(std::string_view text, const std::string& where) {
    MemoryBytes bytes(text);
    Inspection inspection = inspectDicom(bytes, where, {.makeUpUids = false});
    if (!inspection.record)
        throw Error(ErrorCode::InvalidFormat,
                    fmt::format("not a readable DICOM file: {}",
                                inspection.fault ? inspection.fault->reason : "it is an index"),
                    where, "Export it again from its source");
    return {std::move(*inspection.record), inspection.note ? inspection.note->reason : std::string()};
}

} // namespace vrft
