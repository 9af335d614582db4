-- SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
-- SPDX-License-Identifier: Apache-2.0
-- Version 2: an instance may have been met under several paths, and second readings stand beside the accepted one.

CREATE TABLE sources (
    path TEXT NOT NULL,
    instance INTEGER NOT NULL REFERENCES instances (id),
    leaf TEXT NOT NULL,
    PRIMARY KEY (path, instance)
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_by_leaf ON sources (leaf);
INSERT INTO sources (path, instance, leaf) SELECT source, id, source_leaf(source) FROM instances WHERE source <> '';

CREATE TABLE annotations_2 (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task TEXT NOT NULL REFERENCES tasks (id),
    instance INTEGER NOT NULL REFERENCES instances (id),
    frame INTEGER NOT NULL CHECK (frame >= 0),
    reader TEXT NOT NULL,
    accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    document TEXT NOT NULL,
    UNIQUE (task, instance, frame, reader)
) STRICT;
INSERT INTO annotations_2 (id, task, instance, frame, reader, accepted, document)
    SELECT id, task, instance, frame, reader, 1, document FROM annotations;
-- Ids of removed annotations are never given again: the journal speaks of them.
DELETE FROM sqlite_sequence WHERE name = 'annotations_2';
INSERT INTO sqlite_sequence (name, seq) SELECT 'annotations_2', seq FROM sqlite_sequence WHERE name = 'annotations';
DROP TABLE annotations;
ALTER TABLE annotations_2 RENAME TO annotations;
CREATE INDEX annotations_by_instance ON annotations (instance);
CREATE UNIQUE INDEX annotations_accepted ON annotations (task, instance, frame) WHERE accepted = 1;

-- The journal speaks of annotations as they are now.
UPDATE changes SET before = json_set(before, '$.accepted', json('true'))
    WHERE entity = 'annotation' AND before IS NOT NULL;
UPDATE changes SET after = json_set(after, '$.accepted', json('true'))
    WHERE entity = 'annotation' AND after IS NOT NULL;
