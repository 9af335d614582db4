// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/dcmtk_support.h"

#include "core/error.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdicent.h>
#include <dcmtk/dcmdata/dcdict.h>
#include <dcmtk/dcmdata/dctagkey.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/dcmdata/dcvr.h>
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

namespace {

DcmEVR dictionaryVr(Tag tag) {
    requireDataDictionary();
    const DcmDataDictionary& dictionary = dcmDataDict.rdlock();
    const DcmDictEntry* entry = dictionary.findEntry(DcmTagKey(tag.group, tag.element), nullptr);
    const DcmEVR vr = entry == nullptr ? EVR_UNKNOWN : entry->getEVR();
    dcmDataDict.rdunlock();
    return vr;
}

} // namespace

ToolkitVr toolkitVr(Tag tag) {
    const DcmEVR vr = dictionaryVr(tag);
    if (vr == EVR_UNKNOWN) return ToolkitVr::Unknown;
    return vr == EVR_SQ ? ToolkitVr::Sequence : ToolkitVr::Value;
}

bool isImageClass(const std::string& sopClassUid) {
    return dcmIsaStorageSOPClassUID(sopClassUid.c_str(), ESSC_Image);
}

std::string toolkitVrLetters(Tag tag) {
    const DcmVR vr(dictionaryVr(tag));
    return vr.isStandard() ? vr.getVRName() : "";
}

} // namespace vrft
