-- Every sleeper pays for every index: these three took 220 of its 1,100 bytes, and are as good with 70.
-- What one flush creates has one created_at, so that an index of times alone holds it once for hundreds of rows. Whoever lists
-- them by (created_at, id) sorts only those of one time.
DROP INDEX workflow_newest;
CREATE INDEX workflow_newest ON workflow (created_at);
DROP INDEX workflow_troubled;
CREATE INDEX workflow_troubled ON workflow (status, created_at)
    WHERE status IN ('RUNNING', 'PAUSED', 'STUCK', 'FAILED', 'CANCELLED', 'TERMINATED');
-- A command waits for one event at a time, so its number is key enough, and what is read by event needs no more than the event.
ALTER TABLE event_waiter DROP CONSTRAINT event_waiter_pkey, ADD PRIMARY KEY (workflow_id, run, seq);
DROP INDEX event_waiter_workflow;
CREATE INDEX event_waiter_key ON event_waiter (key);
