-- In which order calls came for each record. An older call that is tried again must not undo a younger one, and the value at the
-- name server cannot tell: it may have gone from A to B and back to A. A row goes when a younger call comes and its own has ended.
CREATE TABLE record (
    position   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    type       text        NOT NULL,
    key        text        NOT NULL UNIQUE REFERENCES operation (key) ON DELETE CASCADE,
    entered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX record_youngest ON record (name, type, position DESC);
