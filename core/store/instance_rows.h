// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How an InstanceRow is selected and read; shared by the tables that join instances. Internal to core/store.
#pragma once

#include "core/store/connection.h"
#include "core/store/studies_table.h"

#include <string>

namespace vrft {

inline constexpr int kNumInstanceColumns = 24;

// "patients.patient_id, .., instances.trashed".
inline std::string instanceColumns() {
    return "patients.patient_id, studies.uid, series.uid, instances.sop_uid, instances.sop_class,"
           " instances.transfer_syntax, instances.number, instances.row_count, instances.column_count,"
           " instances.frame_count, instances.samples_per_pixel, instances.bits_stored, "
           "instances.photometric,"
           " instances.spacing_rows_mm, instances.spacing_columns_mm, instances.window_centre,"
           " instances.window_width, instances.position_mm, instances.burned_in, instances.content_hash,"
           " instances.pixel_hash, instances.stored_path, instances.source, instances.trashed";
}

// "instances JOIN series .. JOIN studies .. JOIN patients ..".
inline std::string instanceJoins() {
    return "instances JOIN series ON series.id = instances.series JOIN studies ON studies.id = series.study"
           " JOIN patients ON patients.id = studies.patient";
}

inline std::string selectInstances() {
    return "SELECT " + instanceColumns() + " FROM " + instanceJoins();
}

// The columns from number `first` on.
InstanceRow readInstanceRow(const StoreStatement& row, int first = 0);

} // namespace vrft
