-- SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
-- SPDX-License-Identifier: Apache-2.0
-- Version 3: the ledger of imports.

CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started REAL NOT NULL,
    ended REAL,
    who TEXT NOT NULL,
    request TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed'))
) STRICT;

CREATE TABLE import_rows (
    import INTEGER NOT NULL REFERENCES imports (id),
    ordinal INTEGER NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('stored', 'present', 'conflict', 'unreadable', 'not_dicom')),
    reason TEXT NOT NULL,
    tag TEXT NOT NULL,
    byte_offset INTEGER,
    PRIMARY KEY (import, ordinal)
) STRICT, WITHOUT ROWID;
