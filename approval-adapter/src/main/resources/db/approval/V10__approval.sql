CREATE TABLE request (
    id         text        PRIMARY KEY,
    question   text        NOT NULL,
    approvers  text[]      NOT NULL,
    requester  text        NOT NULL,
    state      text        NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'APPROVED', 'REJECTED')),
    comment    text,
    decided_by text,
    created_at timestamptz NOT NULL DEFAULT now(),
    decided_at timestamptz
);
CREATE INDEX request_by_age ON request (created_at, id);
CREATE INDEX request_by_state ON request (state, created_at, id);

-- Decisions that the workflows have not acknowledged yet.
CREATE TABLE outbox (
    approval_id  text        PRIMARY KEY REFERENCES request,
    value        json        NOT NULL, -- what the event carries: the same bytes each time
    attempts     integer     NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL DEFAULT now(),
    last_failure text,
    created_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outbox_by_due ON outbox (due_at);
