-- A rewind or a continue-as-new: the row takes the number of the next run. A row that is not as the caller believes means that
-- its copy of the workflow is stale, so it raises rather than pass over it.
CREATE FUNCTION go_on(
    ids text[], runs int[], next_runs int[], versions int[], inputs text[], revive boolean[], at timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    stale text;
BEGIN
    WITH wanted AS (
        SELECT * FROM unnest(ids, runs, next_runs, versions, inputs, revive)
            AS wanted (id, run, next_run, version, input, revives)
    ), moved AS (
        UPDATE workflow SET run = wanted.next_run, version = wanted.version, input = wanted.input::json,
            status = 'RUNNING', result = NULL, failure = NULL, waiting_for = NULL, source_line = NULL,
            status_text = NULL, updated_at = at, finished_at = NULL
        FROM wanted
        WHERE workflow.id = wanted.id AND workflow.run = wanted.run
            AND (wanted.revives OR workflow.status NOT IN ('COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED'))
        RETURNING workflow.id
    )
    SELECT min(wanted.id) INTO stale FROM wanted WHERE wanted.id NOT IN (SELECT moved.id FROM moved);
    IF stale IS NOT NULL THEN
        RAISE EXCEPTION 'the workflow % is not in the run that was to go on, or has ended', stale USING ERRCODE = 'DM002';
    END IF;
END $$;
