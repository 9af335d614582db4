// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lengths and regions between the viewer, which shows them, and the store, which keeps them for the reader.
#include "core/store/measurements_table.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/text.h"

namespace vrft::ui {

namespace {

Measurement shownAs(const ImageMeasurement& kept) {
    return {kept.kind == ImageMeasurement::Kind::Length ? Measurement::Kind::Length
                                                        : Measurement::Kind::Region,
            {kept.a[0], kept.a[1]},
            {kept.b[0], kept.b[1]}};
}

std::vector<Measurement> shownAs(const std::vector<ImageMeasurement>& kept) {
    std::vector<Measurement> shown;
    for (const ImageMeasurement& item : kept)
        shown.push_back(shownAs(item));
    return shown;
}

std::vector<ImageMeasurement> keptAs(const std::vector<Measurement>& shown) {
    std::vector<ImageMeasurement> kept;
    for (const Measurement& item : shown)
        kept.push_back({item.kind == Measurement::Kind::Length ? ImageMeasurement::Kind::Length
                                                               : ImageMeasurement::Kind::Region,
                        {item.a.x(), item.a.y()},
                        {item.b.x(), item.b.y()}});
    return kept;
}

} // namespace

void StudiesPage::connectMeasurements() {
    connect(&workspace_, &WorkspaceThread::opened, this, &StudiesPage::renewMeasurements);
    connect(viewer_, &ViewerPanel::measurementsWanted, this, &StudiesPage::askMeasurements);
    connect(viewer_, &ViewerPanel::measured, this, [this](const ImageRef& image, const QString& action) {
        workspace_.order([image, kept = keptAs(viewer_->measurements().at(image)), name = utf8(action)](
                             Workspace& workspace) { workspace.measurements().put(image, kept, name); });
    });
}

void StudiesPage::renewMeasurements() {
    ++num_renewals_;
    viewer_->forgetMeasurements();
}

void StudiesPage::askMeasurements(const QString& seriesUid) {
    workspace_.read(
        this,
        [uid = utf8(seriesUid)](Workspace& workspace) {
            return workspace.measurements().ofSeries(uid, workspace.user());
        },
        [this, asked = num_renewals_](const ImageMeasurements& kept) {
            if (asked != num_renewals_) return; // another reader's or workspace's by now, and asked anew
            MeasurementBook book;
            for (const auto& [image, list] : kept)
                book[image] = shownAs(list);
            viewer_->addMeasurements(book);
        });
}

void StudiesPage::stepMeasurements(const ImageRef& image) {
    workspace_.read(
        this,
        [image](Workspace& workspace) { return workspace.measurements().ofImage(image, workspace.user()); },
        [this, image](const std::vector<ImageMeasurement>& kept) {
            viewer_->setMeasurements(image, shownAs(kept));
        });
}

} // namespace vrft::ui
