// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// LibTorch's headers, precompiled once: a translation unit that includes them takes a quarter of a minute
// otherwise.
#pragma once

#include "training/torch_compat.h"

#include "core/pch.h"
