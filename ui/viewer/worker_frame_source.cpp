// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/worker_frame_source.h"

#include "core/error.h"
#include "ui/widgets/text.h"

#include <QMetaObject>

namespace vrft::ui {

namespace {

constexpr std::size_t kHeadersAtOnce = 16;   // some milliseconds
constexpr std::size_t kMostThumbnails = 200; // beyond that, the oldest wishes have been scrolled away

// What, where (unless it is the file itself, which is on the screen), what next.
QString reasonOf(const Error& error, const std::string& file) {
    QString reason = qs(error.summary());
    if (!reason.isEmpty()) reason[0] = reason[0].toUpper();
    if (!error.where().empty() && error.where() != file)
        reason += QStringLiteral(" (%1)").arg(qs(error.where()));
    reason += QLatin1Char('.');
    if (!error.next().empty()) reason += QStringLiteral(" %1.").arg(qs(error.next()));
    return reason;
}

} // namespace

WorkerFrameSource::WorkerFrameSource(std::unique_ptr<FrameDecoder> decoder, std::uint64_t budgetBytes,
                                     QObject* parent)
    : FrameSource(parent)
    , decoder_(std::move(decoder))
    , thread_(QThread::create([this] { work(); }))
    , budgetBytes_(budgetBytes) {
    thread_->setObjectName(QStringLiteral("frames"));
    thread_->start(QThread::LowPriority);
}

WorkerFrameSource::~WorkerFrameSource() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    decoder_->cancel(); // a frame may take seconds
    thread_->wait();
}

FramePointer WorkerFrameSource::cached(const FrameAddress& address) {
    const auto found = kept_.find(address);
    if (found == kept_.end()) return nullptr;
    recent_.splice(recent_.begin(), recent_, found->second.place);
    return found->second.frame;
}

QString WorkerFrameSource::trouble(const FrameAddress& address) const {
    const auto found = troubles_.find(address);
    return found == troubles_.end() ? QString() : found->second.reason;
}

void WorkerFrameSource::request(const FrameAddress& wanted, std::span<const FrameAddress> ahead) {
    if (wanted != wanted_) {
        wanted_ = wanted;
        if (const auto found = troubles_.find(wanted); found != troubles_.end() && found->second.passing)
            troubles_.erase(found);
    }
    std::deque<FrameAddress> orders;
    const auto add = [&](const FrameAddress& address) {
        if (!kept_.contains(address) && !troubles_.contains(address)) orders.push_back(address);
    };
    add(wanted);
    for (const FrameAddress& address : ahead)
        add(address);
    {
        const std::lock_guard lock(mutex_);
        if (inWork_) std::erase(orders, *inWork_);
        orders_ = std::move(orders);
        wantedWaits_ = !orders_.empty() && orders_.front() == wanted;
    }
    changed_.notify_one();
}

void WorkerFrameSource::requestThumbnail(const FrameAddress& address, int side) {
    {
        const std::lock_guard lock(mutex_);
        thumbnails_.push_front({address, side});
        if (thumbnails_.size() > kMostThumbnails) thumbnails_.pop_back();
    }
    changed_.notify_one();
}

void WorkerFrameSource::setBudget(std::uint64_t bytes) {
    budgetBytes_ = bytes;
    shrink();
    Q_EMIT memoryChanged();
}

void WorkerFrameSource::requestStacks(const QString& key, std::vector<SeriesFile> files) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_front(std::make_shared<StackJob>(StackJob{key, std::move(files), 0, {}}));
    }
    changed_.notify_one();
}

void WorkerFrameSource::requestTags(const std::string& file) {
    {
        const std::lock_guard lock(mutex_);
        tags_ = file;
    }
    changed_.notify_one();
}

void WorkerFrameSource::work() {
    decoder_->prepare();
    while (const std::function<void()> job = nextWork()) {
        job();
        const std::lock_guard lock(mutex_);
        inWork_.reset();
    }
}

// Under the lock.
std::function<void()> WorkerFrameSource::nextFrame(bool wantedOnly) {
    if (orders_.empty() || (wantedOnly && !wantedWaits_)) return {};
    wantedWaits_ = false;
    const Order order{orders_.front()};
    orders_.pop_front();
    inWork_ = order.address;
    return [this, order] { decode(order); };
}

std::function<void()> WorkerFrameSource::nextWork() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] {
        return ending_ || !orders_.empty() || !thumbnails_.empty() || !jobs_.empty() || !tags_.empty();
    });
    if (ending_) return {};
    if (auto wanted = nextFrame(true)) return wanted;
    if (!tags_.empty()) {
        const std::string file = std::exchange(tags_, {});
        return [this, file] { readTags(file); };
    }
    if (!jobs_.empty() && (jobsTurn_ || orders_.empty())) {
        jobsTurn_ = false;
        const std::shared_ptr<StackJob> job = jobs_.front();
        return [this, job] { readHeaders(job); };
    }
    jobsTurn_ = true;
    if (auto ahead = nextFrame(false)) return ahead;
    const Order order = thumbnails_.front();
    thumbnails_.pop_front();
    return [this, order] { decode(order); };
}

// A few files, then back to what is more urgent.
void WorkerFrameSource::readHeaders(const std::shared_ptr<StackJob>& job) {
    const std::size_t count = std::min(kHeadersAtOnce, job->files.size() - job->next);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i)
        names.push_back(job->files[job->next + i].file);
    std::vector<std::optional<FileHeader>> headers(count);
    try {
        headers = decoder_->headers(names);
    } catch (const Error&) {
        headers.assign(
            count, std::nullopt); // without a child no frame has a place; why is told where they are shown
    }
    for (std::size_t i = 0; i < count; ++i) {
        const SeriesFile& file = job->files[job->next++];
        FileHeader header = headers[i].value_or(FileHeader());
        header.planes.resize(static_cast<std::size_t>(file.frames));
        for (const auto& plane : header.planes)
            job->frames.push_back({job->frames.size(), plane, file.order});
    }
    if (job->next < job->files.size()) return;
    const auto made = std::make_shared<const Stacks>(stackFrames(job->frames));
    {
        const std::lock_guard lock(mutex_);
        std::erase(jobs_, job);
    }
    QMetaObject::invokeMethod(
        this, [this, key = job->key, made] { Q_EMIT stacks(key, made); }, Qt::QueuedConnection);
}

void WorkerFrameSource::readTags(const std::string& file) {
    TagsPointer read;
    QString trouble;
    try {
        read = std::make_shared<const std::vector<TagNode>>(decoder_->tags(file));
    } catch (const Error& error) {
        trouble = reasonOf(error, file);
    }
    QMetaObject::invokeMethod(
        this, [this, file, read, trouble] { Q_EMIT tags(file, read, trouble); }, Qt::QueuedConnection);
}

void WorkerFrameSource::decode(const Order& order) {
    FramePointer frame;
    QImage picture;
    FrameTrouble trouble;
    try {
        if (order.side > 0)
            picture = decoder_->thumbnail(order.address, order.side);
        else
            frame = std::make_shared<const ViewerFrame>(decoder_->frame(order.address));
    } catch (const Error& error) {
        trouble = {reasonOf(error, order.address.file),
                   error.code() == ErrorCode::Io || error.code() == ErrorCode::NotFound};
    } catch (const std::exception& error) {
        trouble = {qs(error.what()), false};
    }
    QMetaObject::invokeMethod(
        this,
        [this, order, frame, picture, trouble] {
            if (order.side > 0) {
                Q_EMIT thumbnail(order.address, picture);
                return;
            }
            if (frame)
                keep(order.address, frame);
            else
                troubles_[order.address] = trouble;
            Q_EMIT ready(order.address);
            Q_EMIT memoryChanged();
        },
        Qt::QueuedConnection);
}

void WorkerFrameSource::keep(const FrameAddress& address, FramePointer frame) {
    if (kept_.contains(address)) return;
    usedBytes_ += frame->bytes();
    recent_.push_front(address);
    kept_[address] = {std::move(frame), recent_.begin()};
    shrink();
}

// The newest frame stays whatever its size: it is the one on the screen.
void WorkerFrameSource::shrink() {
    while (usedBytes_ > budgetBytes_ && recent_.size() > 1) {
        const auto last = kept_.find(recent_.back());
        usedBytes_ -= last->second.frame->bytes();
        kept_.erase(last);
        recent_.pop_back();
    }
}

} // namespace vrft::ui
