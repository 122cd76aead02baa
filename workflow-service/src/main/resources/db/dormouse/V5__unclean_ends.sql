-- How many owners of a partition in a row have ended without handing it over, and since when the present one has it: after two,
-- its workflows come into memory one by one.
ALTER TABLE partition_owner
    ADD COLUMN unclean_ends integer NOT NULL DEFAULT 0,
    ADD COLUMN taken_at timestamptz NOT NULL DEFAULT now();

-- Which workflow a node brings into memory on its own: the row is committed before and deleted once that has done no harm. A row
-- that a dead node has left is a suspicion; where the journal has grown since, it begins anew.
CREATE TABLE suspect (
    workflow_id text PRIMARY KEY,
    node        text NOT NULL,
    attempts    integer NOT NULL,
    reached     text NOT NULL
);
