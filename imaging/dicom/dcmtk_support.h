// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What every use of DCMTK in this room needs first.
//
// Thread rule: safe to call from any thread.
#pragma once

namespace vrft {

// Throws Error(NotFound) when DCMTK has no data dictionary: without it every tag would be read as unknown.
// Silences DCMTK's own log, since trouble is reported as errors and ledger rows.
void requireDataDictionary();

} // namespace vrft
