// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How an import reaches the workspace it fills: straight away on the workspace's own thread, or by short
// orders to that thread from one that looks at and copies files meanwhile.
//
// Decides nothing about order or priority. Ownership: borrows the workspace; keeps its stored files alive.
// Errors: what the work throws comes out of `with`. Thread rule: an object belongs to the thread that
// imports.
#pragma once

#include "core/store/workspace.h"

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace vrft {

class WorkspaceAccess {
public:
    using Use = std::function<void(Workspace&)>;

    template <typename Work>
    auto with(const Work& work) const {
        using Result = std::invoke_result_t<const Work&, Workspace&>;
        if constexpr (std::is_void_v<Result>) {
            run_([&](Workspace& workspace) { work(workspace); });
        } else {
            Result result;
            run_([&](Workspace& workspace) { result = work(workspace); });
            return result;
        }
    }

    // For the workspace's own thread.
    WorkspaceAccess(Workspace& workspace)
        : WorkspaceAccess([&workspace](const Use& use) { use(workspace); }) {}

    // For another thread: `run` has its argument worked off by the workspace's thread, waits for that, and
    // throws what it threw.
    explicit WorkspaceAccess(std::function<void(const Use&)> run)
        : run_(std::move(run))
        , files_(with([](Workspace& workspace) { return workspace.storedFiles(); })) {}

    StoredFiles& files() const { return *files_; }

private:
    std::function<void(const Use&)> run_;
    std::shared_ptr<StoredFiles> files_;
};

} // namespace vrft
