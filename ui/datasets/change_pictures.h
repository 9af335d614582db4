// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures of datasets' images for a list, and the cell that paints those of a change.
//
// Black until read, grey with a caution where one can't be. Ownership: the parent's. Thread rule: UI thread;
// reads on a thread of its own, which ends before this does.
#pragma once

#include "ui/datasets/frozen_versions.h"

#include <QImage>
#include <QObject>
#include <QStyledItemDelegate>
#include <QThreadPool>
#include <map>
#include <optional>

namespace vrft::ui {

class Thumbnails;

class ChangePictures : public QObject {
    Q_OBJECT
public:
    explicit ChangePictures(QObject* parent = nullptr);
    ~ChangePictures() override;

    // Null: it can't be read; nothing: not yet, it is asked for once.
    std::optional<QImage> picture(const std::filesystem::path& file);

Q_SIGNALS:
    void arrived();

private:
    std::map<std::filesystem::path, std::optional<QImage>> known_;
    QThreadPool reader_;
};

class ChangePictureDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kSide = 40;
    static constexpr int kRow = 48;
    // `changes` must outlive it.
    ChangePictureDelegate(const std::vector<VersionChange>& changes, ChangePictures& pictures,
                          Thumbnails& thumbnails, QObject* parent);
    static int widthFor(const std::vector<VersionChange>& changes);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const std::vector<VersionChange>& changes_;
    ChangePictures& pictures_;
    Thumbnails& thumbnails_;
};

} // namespace vrft::ui
