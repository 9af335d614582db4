// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures of frames for lists, made when they are first looked at and kept.
//
// Black until there, grey with a caution where a frame can't be decoded. Ownership: borrows the source.
// Thread rule: UI thread.
#pragma once

#include "ui/viewer/frame_source.h"

#include <QHash>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <map>
#include <set>

namespace vrft::ui {

class Thumbnails : public QObject {
    Q_OBJECT
public:
    explicit Thumbnails(FrameSource& source, QObject* parent = nullptr);

    static constexpr int kSide = 144; // device pixels kept: 72 logical ones at 200 %

    // Null while it isn't there; asks for it once.
    QPixmap picture(const FrameAddress& address);
    bool damaged(const FrameAddress& address) const { return damaged_.contains(address); }

    // Into a square or oblong: the picture in the middle of black, or the grey of a damaged one.
    void paint(QPainter& painter, const QRect& rect, const FrameAddress& address);

Q_SIGNALS:
    void arrived();

private:
    FrameSource& source_;
    std::map<FrameAddress, QPixmap> pictures_;
    std::set<FrameAddress> asked_;
    std::set<FrameAddress> damaged_;
};

} // namespace vrft::ui
