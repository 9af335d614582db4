// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What every use of DCMTK in this room needs first.
//
// Thread rule: safe to call from any thread; collected warnings belong to the calling thread.
#pragma once

#include "imaging/dicom/tag.h"

#include <string>

namespace vrft {

// Throws Error(NotFound) when DCMTK has no data dictionary: without it every tag would be read as unknown.
// Silences DCMTK's own log, since trouble is reported as errors and ledger rows.
void requireDataDictionary();

// The JPEG library tells of damage in a code stream by warnings only. Between the two calls they are kept;
// the second returns the first that means made-up pixels ("" if none). Harmless ones are dropped.
void startCollectingWarnings();
std::string collectedWarnings();
// What DCMTK takes an element without a written value representation for.
enum class ToolkitVr { Sequence, Value, Unknown };
ToolkitVr toolkitVr(Tag tag);
// Its two letters in DCMTK's dictionary, where a file says UN; empty for unknown tags and tags of several
// kinds.
std::string toolkitVrLetters(Tag tag);

std::string toolkitVersion(); // "3.6.7"

// Whether a SOP class is one of images (PS3.4 B.5), as far as DCMTK knows it.
bool isImageClass(const std::string& sopClassUid);

} // namespace vrft
