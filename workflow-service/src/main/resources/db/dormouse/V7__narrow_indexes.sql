-- Every sleeper pays for every index: these three took 220 of its 1,100 bytes, and are as good with 70.
-- What one flush creates has one created_at, so that an index of times alone holds it once for hundreds of rows. Whoever lists
-- them by (created_at, id) sorts only those of one time.
DROP INDEX workflow_newest;
CREATE INDEX workflow_newest ON workflow (created_at);
DROP INDEX workflow_troubled;
CREATE INDEX workflow_troubled ON workflow (status, created_at)
    WHERE status IN ('RUNNING', 'PAUSED', 'STUCK', 'FAILED', 'CANCELLED', 'TERMINATED');
-- Code that has changed under a sleeper could have left two waits under one number. Which of them is meant only the code knows: both go, and
-- whoever takes the partition next runs the workflow up to its wait and writes the right one.
WITH doubled AS (
    SELECT workflow_id, run, seq FROM event_waiter GROUP BY workflow_id, run, seq HAVING count(*) > 1
), gone AS (
    DELETE FROM event_waiter USING doubled
    WHERE event_waiter.workflow_id = doubled.workflow_id AND event_waiter.run = doubled.run AND event_waiter.seq = doubled.seq
)
UPDATE workflow SET status = 'RUNNING' WHERE status = 'WAITING' AND id IN (SELECT workflow_id FROM doubled);
-- A command waits for one event at a time, so its number is key enough, and what is read by event needs no more than the event.
ALTER TABLE event_waiter DROP CONSTRAINT event_waiter_pkey, ADD PRIMARY KEY (workflow_id, run, seq);
DROP INDEX event_waiter_workflow;
CREATE INDEX event_waiter_key ON event_waiter (key);
