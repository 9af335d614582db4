// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The painted parts of a dry run: an image on black, bars of memory.
// Thread rule: UI thread. Ownership: the parent's.
#pragma once

#include "core/box.h"

#include <QImage>
#include <QWidget>
#include <vector>

namespace vrft::ui {

// A still image as large as its place, its pixels enlarged, never smoothed.
class PictureLabel : public QWidget {
    Q_OBJECT
public:
    explicit PictureLabel(QWidget* parent = nullptr);
    void setPicture(const QImage& image, const QString& name);
    // In pixels of the image.
    void setBoxes(const std::vector<Box>& reference, const std::vector<Box>& predicted);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage image_;
    std::vector<Box> reference_;
    std::vector<Box> predicted_;
};

// Named amounts as bars of one whole, with the amount in words behind each.
class MemoryBars : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString name;
        double bytes = 0;
    };
    explicit MemoryBars(QWidget* parent = nullptr);
    void setBars(std::vector<Bar> bars, double whole);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int rowHeight() const;

    std::vector<Bar> bars_;
    double whole_ = 0;
};

} // namespace vrft::ui
