CREATE TABLE workflow (
    id          text PRIMARY KEY,
    partition   smallint NOT NULL,
    name        text NOT NULL,
    version     int NOT NULL,
    status      text NOT NULL CHECK (status IN
                    ('RUNNING', 'WAITING', 'PAUSED', 'STUCK', 'COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED')),
    run         int NOT NULL,
    input       json NOT NULL,
    result      json,
    failure     json,
    waiting_for text,
    source_line text,
    status_text text,
    tags        jsonb,
    parent_id   text,
    started_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    finished_at timestamptz
);
-- What a node loads when it takes a partition: small, however much sleeps or is finished.
CREATE INDEX workflow_active ON workflow (partition) WHERE status IN ('RUNNING', 'STUCK');
-- What operators look for: few, among many that are done or asleep.
CREATE INDEX workflow_troubled ON workflow (status, created_at, id)
    WHERE status IN ('RUNNING', 'PAUSED', 'STUCK', 'FAILED', 'CANCELLED', 'TERMINATED');
-- Lists for people, newest first.
CREATE INDEX workflow_newest ON workflow (created_at, id);

CREATE TABLE journal (
    workflow_id text NOT NULL,
    run         int NOT NULL,
    position    bigint NOT NULL,
    type        smallint NOT NULL,
    seq         int,
    name        text,
    line        text,
    body        json NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (workflow_id, run, position)
);

CREATE TABLE timer (
    workflow_id text NOT NULL,
    run         int NOT NULL,
    seq         int NOT NULL,
    partition   smallint NOT NULL,
    due_at      timestamptz NOT NULL,
    PRIMARY KEY (workflow_id, run, seq)
);
CREATE INDEX timer_due ON timer (partition, due_at);

CREATE TABLE event (
    key          text PRIMARY KEY,
    body         json NOT NULL,
    triggered_at timestamptz NOT NULL,
    triggered_by text NOT NULL,
    open         boolean NOT NULL
);
CREATE INDEX event_open ON event (key) WHERE open;

CREATE TABLE event_waiter (
    key         text NOT NULL,
    workflow_id text NOT NULL,
    run         int NOT NULL,
    seq         int NOT NULL,
    partition   smallint NOT NULL,
    PRIMARY KEY (key, workflow_id, run, seq)
);
-- The rows of a run go with it, and are read with it.
CREATE INDEX event_waiter_workflow ON event_waiter (workflow_id, run);

CREATE TABLE signal_id (
    workflow_id text NOT NULL,
    signal_id   text NOT NULL,
    PRIMARY KEY (workflow_id, signal_id)
);

CREATE TABLE cancellation (
    workflow_id text NOT NULL,
    run         int NOT NULL,
    seq         int NOT NULL,
    partition   smallint NOT NULL,
    service     text NOT NULL,
    key         text NOT NULL,
    PRIMARY KEY (workflow_id, run, seq)
);
CREATE INDEX cancellation_partition ON cancellation (partition);

CREATE TABLE partition_owner (
    partition smallint PRIMARY KEY,
    node      text,
    epoch     bigint NOT NULL DEFAULT 0,
    needs     jsonb
);
INSERT INTO partition_owner (partition) SELECT generate_series(0, 270);

CREATE TABLE node (
    name text PRIMARY KEY,
    view bigint NOT NULL
);

CREATE TABLE heartbeat (
    node text PRIMARY KEY,
    seen timestamptz NOT NULL
);

CREATE TABLE meta (
    key   text PRIMARY KEY,
    value text NOT NULL
);
INSERT INTO meta VALUES ('partitions', '271');

CREATE TABLE audit (
    at      timestamptz NOT NULL,
    actor   text NOT NULL,
    source  text,
    action  text NOT NULL,
    target  text NOT NULL,
    detail  text
);
CREATE INDEX audit_at ON audit (at);

-- The first statement of a flush. It locks the node's own row, so that whoever takes a partition from the node has to wait for
-- the flush, and raises if somebody already has. FOR SHARE, because FOR KEY SHARE would not conflict with the taker's update.
CREATE FUNCTION fence(me text, mine bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    held bigint;
BEGIN
    SELECT view INTO held FROM node WHERE name = me FOR SHARE;
    IF held IS DISTINCT FROM mine THEN
        RAISE EXCEPTION 'the view % of node % is old: it is %', mine, me, held USING ERRCODE = 'DM001';
    END IF;
END $$;
