// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A PEFT folder: adapter_config.json, a zero byte, adapter_model.safetensors. Refused in words, or pairs of
// matrices of the rank it names.
#include "core/error.h"
#include "core/policies/peft_files.h"
#include "tests/fuzz/fuzz.h"

using namespace vrft;
using namespace vrft::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFolder folder;
    const auto parts = partsOf(textOf(data, size), 2);
    folder.put(kPeftConfigName, parts[0]);
    folder.put(kPeftWeightsName, parts[1]);
    try {
        const PeftFiles adapter = readPeftFiles(folder.path());
        require(adapter.rank > 0 && adapter.alpha > 0, "rank and alpha are above 0");
        require(adapter.storedNames.size() == adapter.weights.tensors().size(), "every tensor has its name");
        require(adapter.storedNames.size() % 2 == 0, "tensors come in pairs");
        for (const auto& [name, stored] : adapter.storedNames) {
            const TensorView& view = adapter.view(name);
            require(view.shape.size() == 2 &&
                        (view.shape[0] == adapter.rank || view.shape[1] == adapter.rank),
                    "a matrix has the adapter's rank");
            require(!view.bytes.empty(), "a matrix isn't empty");
        }
    } catch (const Error& error) {
        require(!error.summary().empty(), "a refusal has words");
    }
    return 0;
}
