// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// --device, the same for every command that loads a policy.
// Thread rule: main thread. Errors: those of training/device.h.
#pragma once

#include "app/cli/program.h"
#include "training/policy.h"

#include <string>

namespace vrft::engine {

// `device` must live as long as the command; what it holds is the default.
void addDeviceOption(CLI::App& command, std::string& device, const std::string& what = "Where to compute");

PolicyOptions optionsFor(const std::string& device);

} // namespace vrft::engine
