-- What a change was answered that its service would make a second time, by the name that the client gave it. Kept for a week:
-- whoever asks again within it gets the same answer, from any gateway.
CREATE TABLE answer (
    actor  text        NOT NULL,
    key    text        NOT NULL,
    digest text        NOT NULL,
    at     timestamptz NOT NULL,
    body   json,
    PRIMARY KEY (actor, key)
);
CREATE INDEX answer_at ON answer (at);
