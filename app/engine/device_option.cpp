// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/device_option.h"

#include "app/cli/usage.h"
#include "training/device.h"

namespace vrft::engine {

void addDeviceOption(CLI::App& command, std::string& device, const std::string& what) {
    command.add_option("--device", device, what + ": auto (a GPU where there is one), cpu, cuda:N")
        ->capture_default_str()
        ->check(cli::checked(deviceProblem));
}

PolicyOptions optionsFor(const std::string& device) {
    PolicyOptions options;
    options.device = findDevice(device);
    return options;
}

} // namespace vrft::engine
