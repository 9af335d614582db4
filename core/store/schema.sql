-- SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
-- SPDX-License-Identifier: Apache-2.0
-- The current schema of workspace.sqlite (version: kSchemaVersion in schema.h). An upgrade N.sql turns version N-1 into
-- version N; a test holds the upgraded file equal to this one.

-- A group is the patients known to be one person; `name` is the smallest PatientID in it.
CREATE TABLE groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    assumed INTEGER NOT NULL CHECK (assumed IN (0, 1))
) STRICT;

CREATE TABLE patients (
    id INTEGER PRIMARY KEY,
    patient_id TEXT NOT NULL UNIQUE CHECK (patient_id <> ''),
    name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    sex TEXT NOT NULL,
    assumed INTEGER NOT NULL CHECK (assumed IN (0, 1)),
    group_id INTEGER NOT NULL REFERENCES groups (id)
) STRICT;
CREATE INDEX patients_by_group ON patients (group_id);

-- A study UID shared by two patients (it happens) is two rows.
CREATE TABLE studies (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL CHECK (uid <> ''),
    patient INTEGER NOT NULL REFERENCES patients (id),
    date TEXT NOT NULL,
    time TEXT NOT NULL,
    description TEXT NOT NULL,
    accession TEXT NOT NULL,
    UNIQUE (uid, patient)
) STRICT;
CREATE INDEX studies_by_patient ON studies (patient);
CREATE INDEX studies_by_accession ON studies (accession) WHERE accession <> '';

CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL CHECK (uid <> ''),
    study INTEGER NOT NULL REFERENCES studies (id),
    modality TEXT NOT NULL,
    number INTEGER,
    date TEXT NOT NULL,
    description TEXT NOT NULL,
    body_part TEXT NOT NULL,
    laterality TEXT NOT NULL,
    frame_of_reference TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    UNIQUE (uid, study)
) STRICT;
CREATE INDEX series_by_study ON series (study);

-- `id` is the import order.
CREATE TABLE instances (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sop_uid TEXT NOT NULL UNIQUE CHECK (sop_uid <> ''),
    series INTEGER NOT NULL REFERENCES series (id),
    sop_class TEXT NOT NULL,
    transfer_syntax TEXT NOT NULL,
    number INTEGER,
    row_count INTEGER NOT NULL,
    column_count INTEGER NOT NULL,
    frame_count INTEGER NOT NULL,
    samples_per_pixel INTEGER NOT NULL,
    bits_stored INTEGER NOT NULL,
    photometric TEXT NOT NULL,
    spacing_rows_mm REAL,
    spacing_columns_mm REAL,
    window_centre REAL,
    window_width REAL,
    position_mm REAL,
    burned_in INTEGER CHECK (burned_in IN (0, 1)),
    content_hash TEXT NOT NULL,
    pixel_hash TEXT NOT NULL,
    stored_path TEXT NOT NULL,
    source TEXT NOT NULL,
    trashed INTEGER NOT NULL DEFAULT 0 CHECK (trashed IN (0, 1))
) STRICT;
CREATE INDEX instances_by_series ON instances (series);
CREATE INDEX instances_by_pixels ON instances (pixel_hash) WHERE pixel_hash <> '';

-- Every path an instance was met under; `leaf` is its last component (with #SPLIT/INDEX for a contained image).
CREATE TABLE sources (
    path TEXT NOT NULL,
    instance INTEGER NOT NULL REFERENCES instances (id),
    leaf TEXT NOT NULL,
    PRIMARY KEY (path, instance)
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_by_leaf ON sources (leaf);

CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    official INTEGER NOT NULL CHECK (official IN (0, 1)),
    train REAL NOT NULL CHECK (train >= 0),
    val REAL NOT NULL CHECK (val >= 0),
    test REAL NOT NULL CHECK (test >= 0),
    seed INTEGER NOT NULL -- the 64 bits of an unsigned number
) STRICT;

-- One split per group and plan; every patient has exactly one group: nobody stands on two sides of a plan.
CREATE TABLE splits (
    plan INTEGER NOT NULL REFERENCES plans (id),
    group_id INTEGER NOT NULL REFERENCES groups (id),
    split TEXT NOT NULL CHECK (split IN ('train', 'val', 'test')),
    PRIMARY KEY (plan, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX splits_by_group ON splits (group_id);

CREATE TABLE tasks (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    trashed INTEGER NOT NULL DEFAULT 0 CHECK (trashed IN (0, 1))
) STRICT;

CREATE TABLE knowledge_versions (
    id INTEGER PRIMARY KEY,
    task TEXT NOT NULL,
    version TEXT NOT NULL,
    document TEXT NOT NULL,
    time REAL NOT NULL,
    who TEXT NOT NULL,
    UNIQUE (task, version)
) STRICT;

-- What is looked up has columns; the whole annotation is `document` (core/annotation: annotationToJson).
CREATE TABLE annotations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task TEXT NOT NULL REFERENCES tasks (id),
    instance INTEGER NOT NULL REFERENCES instances (id),
    frame INTEGER NOT NULL CHECK (frame >= 0),
    reader TEXT NOT NULL,
    accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    document TEXT NOT NULL,
    UNIQUE (task, instance, frame, reader)
) STRICT;
CREATE INDEX annotations_by_instance ON annotations (instance);
CREATE UNIQUE INDEX annotations_accepted ON annotations (task, instance, frame) WHERE accepted = 1;

CREATE TABLE annotation_history (
    id INTEGER PRIMARY KEY,
    annotation INTEGER NOT NULL,
    time REAL NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    document TEXT -- NULL: removed
) STRICT;
CREATE INDEX annotation_history_by_annotation ON annotation_history (annotation);

CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE CHECK (hash <> ''),
    name TEXT NOT NULL,
    task TEXT NOT NULL,
    plan TEXT NOT NULL,
    folder TEXT NOT NULL,
    program TEXT NOT NULL,
    time REAL NOT NULL
) STRICT;

CREATE TABLE dataset_samples (
    dataset INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
    sample TEXT NOT NULL,
    sop_uid TEXT NOT NULL,
    frame INTEGER NOT NULL CHECK (frame >= 0),
    PRIMARY KEY (dataset, sample)
) STRICT, WITHOUT ROWID;

CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time REAL NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', 'record'))
) STRICT;
CREATE INDEX edits_by_state ON edits (state, id);

CREATE TABLE changes (
    edit INTEGER NOT NULL REFERENCES edits (id),
    ordinal INTEGER NOT NULL,
    entity TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (edit, ordinal)
) STRICT, WITHOUT ROWID;

-- The ledger: one row for every file an import met. `ended` NULL: it runs, or it was cut off.
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

-- One verdict a reader and trace; runs are folders and may be gone. `text_hash`: SHA-256 of the text judged.
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

-- A reader's notes on an image: a list of lengths and regions (core/store/measurements_table.h), no annotation.
CREATE TABLE measurements (
    instance INTEGER NOT NULL REFERENCES instances (id),
    frame INTEGER NOT NULL CHECK (frame >= 0),
    reader TEXT NOT NULL CHECK (reader <> ''),
    document TEXT NOT NULL,
    PRIMARY KEY (instance, frame, reader)
) STRICT, WITHOUT ROWID;
