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
#include <dcmtk/oflog/appender.h>
#include <dcmtk/oflog/logger.h>
#include <dcmtk/oflog/oflog.h>
#include <dcmtk/oflog/spi/logevent.h>

namespace vrft {

namespace {

thread_local std::string firstWarning;

class WarningCollector : public dcmtk::log4cplus::Appender {
public:
    ~WarningCollector() override { destructorImpl(); }
    void close() override { closed = true; }

protected:
    void append(const dcmtk::log4cplus::spi::InternalLoggingEvent& event) override {
        const std::string text = event.getMessage().c_str();
        const bool padding = text.find("extraneous bytes") != std::string::npos; // before a marker
        const bool harmful = text.starts_with("Corrupt JPEG data") || text.starts_with("Premature end") ||
                             text.starts_with("Inconsistent progression");
        if (harmful && !padding && firstWarning.empty()) firstWarning = text;
    }
};

} // namespace

void requireDataDictionary() {
    static const bool loaded = [] {
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        auto jpeg = dcmtk::log4cplus::Logger::getInstance("dcmtk.dcmjpeg");
        jpeg.setAdditivity(false);
        jpeg.setLogLevel(dcmtk::log4cplus::WARN_LOG_LEVEL);
        jpeg.addAppender(dcmtk::log4cplus::SharedAppenderPtr(new WarningCollector));
        return dcmDataDict.isDictionaryLoaded();
    }();
    if (!loaded)
        throw Error(ErrorCode::NotFound, "the DICOM data dictionary is missing", "DCMTK",
                    "Install the package libdcmtk17 or set DCMDICTPATH to a dicom.dic");
}

void startCollectingWarnings() {
    firstWarning.clear();
}

std::string collectedWarnings() {
    return firstWarning;
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

std::string toolkitVersion() {
    return OFFIS_DCMTK_VERSION_STRING;
}

} // namespace vrft
