-- SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
-- SPDX-License-Identifier: Apache-2.0
-- Version 5: readers' measurements on images.

CREATE TABLE measurements (
    instance INTEGER NOT NULL REFERENCES instances (id),
    frame INTEGER NOT NULL CHECK (frame >= 0),
    reader TEXT NOT NULL CHECK (reader <> ''),
    document TEXT NOT NULL,
    PRIMARY KEY (instance, frame, reader)
) STRICT, WITHOUT ROWID;
