// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Frames decoded on one worker thread behind a cache that forgets the least recently used.
//
// Order of work: the frame wanted, tags, headers and the frames ahead in turn, thumbnails (asked for last
// first: those on the screen). Trouble with a frame is remembered until the program ends; that which may pass
// (a missing file or program) until the frame is looked at again. Ownership: owns thread and decoder. Thread
// rule: UI thread; the decoder is used by the worker alone.
#pragma once

#include "ui/viewer/child_decoder.h"

#include <QThread>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <mutex>

namespace vrft::ui {

class WorkerFrameSource final : public FrameSource {
    Q_OBJECT
public:
    WorkerFrameSource(std::unique_ptr<FrameDecoder> decoder, std::uint64_t budgetBytes,
                      QObject* parent = nullptr);
    ~WorkerFrameSource() override;

    FramePointer cached(const FrameAddress& address) override;
    QString trouble(const FrameAddress& address) const override;
    void request(const FrameAddress& wanted, std::span<const FrameAddress> ahead) override;
    void requestThumbnail(const FrameAddress& address, int side) override;
    void requestStacks(const QString& key, std::vector<SeriesFile> files) override;
    void requestTags(const std::string& file) override;
    std::uint64_t usedBytes() const override { return usedBytes_; }
    std::uint64_t budgetBytes() const override { return budgetBytes_; }
    void setBudget(std::uint64_t bytes) override;

private:
    struct Kept {
        FramePointer frame;
        std::list<FrameAddress>::iterator place;
    };
    struct FrameTrouble {
        QString reason;
        bool passing = false;
    };
    struct Order {
        FrameAddress address;
        int side = 0; // 0: the frame itself
    };

    // A series whose headers are being read.
    struct StackJob {
        QString key;
        std::vector<SeriesFile> files;
        std::size_t next = 0;
        std::vector<StackFrame> frames;
    };

    void work();
    std::function<void()> nextWork(); // waits for some; empty: the end
    std::function<void()> nextFrame(bool wantedOnly);
    void readHeaders(const std::shared_ptr<StackJob>& job);
    void readTags(const std::string& file);
    void decode(const Order& order);
    void keep(const FrameAddress& address, FramePointer frame);
    void shrink();

    std::unique_ptr<FrameDecoder> decoder_;
    std::unique_ptr<QThread> thread_;

    std::mutex mutex_; // what follows, to ending_
    std::condition_variable changed_;
    std::deque<FrameAddress> orders_;
    bool wantedWaits_ = false; // the first of orders_ is the frame wanted, not one ahead
    std::deque<Order> thumbnails_;
    std::deque<std::shared_ptr<StackJob>> jobs_;
    bool jobsTurn_ = true; // between headers and frames ahead
    std::string tags_;     // the file whose tags are wanted; empty: none
    std::optional<FrameAddress> inWork_;
    bool ending_ = false;

    // UI thread only.
    std::map<FrameAddress, Kept> kept_;
    std::list<FrameAddress> recent_; // most recently used first
    std::map<FrameAddress, FrameTrouble> troubles_;
    FrameAddress wanted_; // by the last request
    std::uint64_t usedBytes_ = 0;
    std::uint64_t budgetBytes_;
};

} // namespace vrft::ui
