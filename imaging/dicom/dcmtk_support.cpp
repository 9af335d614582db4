// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/dcmtk_support.h"

#include "core/error.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdict.h>
#include <dcmtk/oflog/oflog.h>

namespace vrft {

void requireDataDictionary() {
    static const bool loaded = [] {
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        return dcmDataDict.isDictionaryLoaded();
    }();
    if (!loaded)
        throw Error(ErrorCode::NotFound, "the DICOM data dictionary is missing", "DCMTK",
                    "Install the package libdcmtk17 or set DCMDICTPATH to a dicom.dic");
}

} // namespace vrft
