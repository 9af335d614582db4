// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Annotations as lists others read: our CSV (formats.md §8) and JSON lines. What `readAnnotationJsonl` reads
// back is equal to the last bit; CSV has no place for attributes, findings and reasoning.
//
// Thread rule: pure functions. Text only: the caller writes the file.
#pragma once

#include "core/annotation/annotation.h"

#include <span>
#include <string>

namespace vrft {

// One row a box, one row for an annotation without boxes; quoting as RFC 4180, line ends LF.
std::string annotationsToCsv(std::span<const Annotation> annotations);
std::string annotationsToJsonl(std::span<const Annotation> annotations);

} // namespace vrft
