-- SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
-- SPDX-License-Identifier: Apache-2.0
-- Version 4: reviewers' verdicts on traces.

CREATE TABLE verdicts (
    run TEXT NOT NULL CHECK (run <> ''),
    stage TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('rollout', 'heldout', 'image_gain')),
    step INTEGER NOT NULL,
    sample TEXT NOT NULL,
    k INTEGER NOT NULL,
    reader TEXT NOT NULL CHECK (reader <> ''),
    text_hash TEXT NOT NULL CHECK (length(text_hash) = 64),
    verdict TEXT NOT NULL CHECK (verdict IN ('right_reason', 'wrong_reason', 'wrong', 'invented', 'unreadable')),
    comment TEXT NOT NULL,
    time REAL NOT NULL,
    PRIMARY KEY (run, stage, kind, step, sample, k, reader)
) STRICT, WITHOUT ROWID;
