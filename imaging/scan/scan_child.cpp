// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/scan/scan_child.h"

#include "core/json.h"
#include "imaging/scan/scan_process.h"

#include <memory>

namespace vrft {

namespace {

// So many files are asked for ahead of the answers; more are asked for when half of them have come.
constexpr std::size_t kAhead = 64;

constexpr std::string_view kNonsense = "what came back from reading it made no sense";

// What `read` makes of the child's words; the child is given up where it can't make anything.
template <typename Read>
auto checked(const Read& read) {
    try {
        return read();
    } catch (const std::exception&) {
        throw ChildGone{std::string(kNonsense)};
    }
}

class Scanner {
public:
    Scanner(const ScanProgram& program, std::span<const std::string> files, const ScanHandlers& handlers)
        : program_(program)
        , files_(files)
        , handlers_(handlers) {}

    void run() {
        for (current_ = 0; current_ < files_.size(); ++current_) {
            members_ = 0;
            decode_ = true;
            while (!scanCurrent()) {
            }
        }
    }

private:
    // False if the child went while a container's member was looked at, or over compressed pixels: the rest
    // is still to be done, in the second case without decoding.
    bool scanCurrent() {
        if (!child_) {
            child_ = std::make_unique<ScanProcess>(program_, handlers_.cancelled);
            before_.reset();
            asked_ = current_;
        }
        memberOpen_ = false;
        decoding_ = false;
        try {
            ask();
            while (!answer(child_->nextLine())) {
            }
            return true;
        } catch (const ChildGone& gone) {
            if (decoding_) {
                if (memberOpen_) --members_;
                decode_ = false;
                retried_ = members_;
                child_.reset();
                return false;
            }
            ScanItem item;
            item.fate = ScanItem::Fate::Unreadable;
            item.reason = gone.reason;
            if (memberOpen_) item.member = memberName_;
            decode_ = true;
            child_.reset();
            handlers_.item(current_, std::move(item), [] { return std::span<const std::uint8_t>(); });
            return members_ == 0;
        }
    }

    void ask() {
        if (asked_ > current_ + kAhead / 2) return;
        for (; asked_ < files_.size() && asked_ < current_ + kAhead; ++asked_)
            child_->request(files_[asked_], asked_ == current_ ? members_ : 0, asked_ != current_ || decode_);
        child_->push();
    }

    // True when the file is done.
    bool answer(std::string_view line) {
        if (line == R"({"done":true})") return true;
        if (line.starts_with(R"({"fate":)")) {
            decoding_ = false;
            giveItem(checked([&] { return itemFromLine(line, before_ ? &*before_ : nullptr); }));
            memberOpen_ = false;
            return false;
        }
        const Json json = checked([line] { return parseJson(line, "scan"); });
        if (!json.is_object()) throw ChildGone{std::string(kNonsense)};
        if (json.contains("alive")) return false;
        if (json.contains("decoding")) {
            decoding_ = decode_;
        } else if (json.contains("list")) {
            handlers_.list(current_, checked([&] { return json["list"].get<std::vector<std::string>>(); }));
        } else {
            memberName_ = checked([&] { return json.at("member").get<std::string>(); });
            memberOpen_ = true;
            decode_ = decode_ || members_ != retried_;
            ++members_;
        }
        return false;
    }

    void giveItem(ScanItem item) {
        if (item.fate == ScanItem::Fate::Image) before_ = item.record;
        std::uint64_t left = item.payload_bytes;
        const ChunkSource payload = [this, &left]() -> std::span<const std::uint8_t> {
            if (left == 0) return {};
            const auto bytes = child_->nextBytes(left);
            left -= bytes.size();
            return bytes;
        };
        handlers_.item(current_, std::move(item), payload);
        while (!payload().empty()) {
        }
    }

    const ScanProgram& program_;
    std::span<const std::string> files_;
    const ScanHandlers& handlers_;
    std::unique_ptr<ScanProcess> child_;
    std::optional<InstanceRecord> before_; // the last image this child told of
    std::size_t current_ = 0;
    std::size_t asked_ = 0;   // files asked of this child
    std::size_t members_ = 0; // of the current file, begun
    std::string memberName_;
    bool memberOpen_ = false; // begun, and nothing said of it yet
    bool decoding_ = false;   // its compressed pixels are being decoded
    bool decode_ = true;      // false: that ended the child, so it is looked at again without
    std::size_t retried_ = 0; // the member that is about, where it is one
};

} // namespace

void scanFiles(const ScanProgram& program, std::span<const std::string> files, const ScanHandlers& handlers) {
    Scanner(program, files, handlers).run();
}

} // namespace vrft
