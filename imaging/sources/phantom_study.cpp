// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/phantom_study.h"

#include "core/hash.h"
#include "core/random.h"

#include <fmt/format.h>

namespace vrft {

namespace {

std::string uid(std::uint64_t seed, int patient, const std::string& what) {
    return uidFromName("vrftaug-phantom", fmt::format("{}/{}/{}", seed, patient, what));
}

// Days 1 to 28 exist in every month.
std::string someDay(CounterRandom& random, int firstYear, std::uint64_t years) {
    const std::uint64_t year = random.below(years); // one after the other: arguments have no order
    const std::uint64_t month = 1 + random.below(12);
    const std::uint64_t day = 1 + random.below(28);
    return fmt::format("{:04}{:02}{:02}", static_cast<std::uint64_t>(firstYear) + year, month, day);
}

std::string someTime(CounterRandom& random) {
    const std::uint64_t hour = 8 + random.below(10);
    const std::uint64_t minute = random.below(60);
    return fmt::format("{:02}{:02}00", hour, minute);
}

} // namespace

std::string phantomPatientId(int patient) {
    return fmt::format("PHANTOM-{:04}", patient + 1);
}

std::string phantomSopUid(std::uint64_t seed, int patient, int image) {
    return uid(seed, patient, fmt::format("image/{}", image));
}

std::string phantomSource(std::uint64_t seed, int patient, int image) {
    return fmt::format("phantoms-{}/{}/{}.dcm", seed, phantomPatientId(patient), image + 1);
}

DicomDraft phantomDicom(std::uint64_t seed, int patient, int image, const Phantom& phantom) {
    CounterRandom random(seedFromText(fmt::format("phantom/{}/{}/person", seed, patient)));
    DicomDraft draft;
    draft.kind = DicomKind::Ultrasound;
    draft.patient.id = phantomPatientId(patient);
    draft.patient.name = fmt::format("PHANTOM^{:04}", patient + 1);
    draft.patient.birthDate = someDay(random, 1940, 50);
    draft.patient.sex = std::string(1, random.below(10) == 0 ? 'M' : 'F');
    draft.study.uid = uid(seed, patient, "study");
    draft.study.date = someDay(random, 2015, 10);
    draft.study.time = someTime(random);
    draft.study.description = "Synthetic breast ultrasound";
    draft.study.accession = fmt::format("P{}-{:04}", seed, patient + 1);
    draft.series.uid = uid(seed, patient, "series");
    draft.series.modality = "US";
    draft.series.number = 1;
    draft.series.date = draft.study.date;
    draft.series.description = "Phantom lesions";
    draft.series.bodyPart = "BREAST";
    draft.series.manufacturer = "VRFT-Aug phantom generator";
    draft.instance.sopUid = phantomSopUid(seed, patient, image);
    draft.instance.number = image + 1;
    const double spacing = kPhantomSpacingMm * kPhantomPixels / phantom.width;
    draft.instance.spacing_mm = {spacing, spacing};
    draft.instance.burnedIn = false;
    draft.instance.source = phantomSource(seed, patient, image);
    draft.derivation = "Computed image, not of a person";
    draft.pixels = {phantom.width, phantom.height, 1, phantom.pixels};
    return draft;
}

} // namespace vrft
