-- The ledger of one service; the same tables stand in each adapter's schema.

-- Numbers of instances. Each is the number of a session advisory lock and is never used twice: once free, it stays free.
CREATE SEQUENCE instance_number AS integer;

CREATE TABLE instance (
    number      integer     PRIMARY KEY,
    name        text        NOT NULL,
    service     text        NOT NULL,
    backend_pid integer     NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT now(),
    seen        timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE operation (
    key          text        PRIMARY KEY,
    service      text        NOT NULL,
    action       text        NOT NULL,
    digest       text        NOT NULL,
    request      json        NOT NULL,
    actor        text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('STARTED', 'DONE', 'UNKNOWN', 'CANCELLED')),
    holder       integer,
    attempt      integer     NOT NULL,
    asked        boolean     NOT NULL, -- whether this attempt may have sent something
    quiet_at     timestamptz,          -- when the requests of the attempts before this one must have landed
    expected     json,
    outcome      json,
    settle_until timestamptz,          -- until then somebody keeps removing what is not the outcome
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX operation_in_flight ON operation (holder) WHERE state = 'STARTED';
CREATE INDEX operation_unsettled ON operation (settle_until) WHERE settle_until IS NOT NULL;
CREATE INDEX operation_unknown ON operation (created_at) WHERE state = 'UNKNOWN';

CREATE TABLE audit (
    id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL DEFAULT now(),
    actor  text        NOT NULL,
    source text,
    action text        NOT NULL,
    target text        NOT NULL,
    detail json
);
