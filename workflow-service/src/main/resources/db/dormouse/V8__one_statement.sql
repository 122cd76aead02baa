-- A flush: one statement, and so a transaction of its own. The statements in it do one after another what they would do between BEGIN
-- and COMMIT, each with a snapshot of its own, so that everything behind the fence sees what a taker had committed; but they are
-- one message and one answer. Each table has its rows as columns, one array a column, all of them null if it gets no row.
-- Answers with how many entries it has appended.
CREATE FUNCTION flush(
    me text, mine bigint, cut_at timestamptz,
    -- workflow: rows to make
    made_ids text[], made_partitions smallint[], made_names text[], made_versions int[], made_inputs text[],
    made_starters text[], made_parents text[], made_tags text[],
    -- workflow: rows to change
    changed_ids text[], changed_runs int[], changed_statuses text[], changed_results text[], changed_failures text[],
    changed_waits text[], changed_lines text[], changed_texts text[], changed_tags text[],
    -- workflow: rows to go on with their next run
    next_ids text[], next_runs int[], next_new_runs int[], next_versions int[], next_inputs text[], next_revive boolean[],
    -- journal
    entry_ids text[], entry_runs int[], entry_positions bigint[], entry_types smallint[], entry_seqs int[],
    entry_names text[], entry_lines text[], entry_bodies text[], entry_times timestamptz[],
    -- timer, event_waiter: rows to delete, of commands and of whole runs
    settled_ids text[], settled_runs int[], settled_seqs int[],
    ended_ids text[], ended_runs int[],
    -- timer
    timer_ids text[], timer_runs int[], timer_seqs int[], timer_partitions smallint[], timer_dues timestamptz[],
    -- event_waiter
    waiter_ids text[], waiter_runs int[], waiter_seqs int[], waiter_partitions smallint[], waiter_keys text[],
    -- signal_id
    key_ids text[], key_keys text[], key_orders text[],
    -- cancellation
    cancelled_ids text[], cancelled_runs int[], cancelled_seqs int[], cancelled_partitions smallint[],
    cancelled_services text[], cancelled_keys text[],
    -- audit
    audit_targets text[], audit_actors text[], audit_actions text[], audit_details text[],
    -- event
    event_keys text[], event_bodies text[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    appended bigint := 0;
BEGIN
    PERFORM fence(me, mine);
    IF made_ids IS NOT NULL THEN
        INSERT INTO workflow
            (id, partition, name, version, status, run, input, started_by, parent_id, tags, created_at, updated_at)
        SELECT id, partition, name, version, 'RUNNING', 0, input::json, started_by, parent_id, tags::jsonb, cut_at, cut_at
        FROM unnest(made_ids, made_partitions, made_names, made_versions, made_inputs, made_starters, made_parents, made_tags)
            AS made (id, partition, name, version, input, started_by, parent_id, tags);
    END IF;
    IF changed_ids IS NOT NULL THEN
        UPDATE workflow SET status = change.status, result = change.result::json, failure = change.failure::json,
            waiting_for = change.waiting_for, source_line = change.source_line, status_text = change.status_text,
            tags = change.tags::jsonb, updated_at = cut_at,
            finished_at = CASE WHEN change.status IN ('COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED') THEN cut_at END
        FROM unnest(changed_ids, changed_runs, changed_statuses, changed_results, changed_failures, changed_waits,
                changed_lines, changed_texts, changed_tags)
            AS change (id, run, status, result, failure, waiting_for, source_line, status_text, tags)
        WHERE workflow.id = change.id AND workflow.run = change.run
            AND workflow.status NOT IN ('COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED');
    END IF;
    IF next_ids IS NOT NULL THEN
        PERFORM go_on(next_ids, next_runs, next_new_runs, next_versions, next_inputs, next_revive, cut_at);
    END IF;
    IF entry_ids IS NOT NULL THEN
        INSERT INTO journal (workflow_id, run, position, type, seq, name, line, body, at)
        SELECT workflow_id, run, position, type, seq, name, line, body::json, coalesce(at, cut_at)
        FROM (SELECT unnest(entry_ids) AS workflow_id, unnest(entry_runs) AS run, unnest(entry_positions) AS position,
            unnest(entry_types) AS type, unnest(entry_seqs) AS seq, unnest(entry_names) AS name, unnest(entry_lines) AS line,
            unnest(entry_bodies) AS body, unnest(entry_times) AS at) AS entry;
        GET DIAGNOSTICS appended = ROW_COUNT;
    END IF;
    -- First what goes, then what comes: a row may be replaced by another one of the same command.
    IF settled_ids IS NOT NULL THEN
        DELETE FROM timer USING unnest(settled_ids, settled_runs, settled_seqs) AS settled (id, run, seq)
        WHERE timer.workflow_id = settled.id AND timer.run = settled.run AND timer.seq = settled.seq;
        DELETE FROM event_waiter USING unnest(settled_ids, settled_runs, settled_seqs) AS settled (id, run, seq)
        WHERE event_waiter.workflow_id = settled.id AND event_waiter.run = settled.run AND event_waiter.seq = settled.seq;
    END IF;
    IF timer_ids IS NOT NULL THEN
        INSERT INTO timer (workflow_id, run, seq, partition, due_at)
        SELECT * FROM unnest(timer_ids, timer_runs, timer_seqs, timer_partitions, timer_dues)
        ON CONFLICT (workflow_id, run, seq) DO UPDATE SET due_at = excluded.due_at;
    END IF;
    IF waiter_ids IS NOT NULL THEN
        INSERT INTO event_waiter (workflow_id, run, seq, partition, key)
        SELECT * FROM unnest(waiter_ids, waiter_runs, waiter_seqs, waiter_partitions, waiter_keys)
        ON CONFLICT (workflow_id, run, seq) DO UPDATE SET key = excluded.key;
    END IF;
    IF ended_ids IS NOT NULL THEN
        DELETE FROM timer USING unnest(ended_ids, ended_runs) AS ended (id, run)
        WHERE timer.workflow_id = ended.id AND timer.run = ended.run;
        DELETE FROM event_waiter USING unnest(ended_ids, ended_runs) AS ended (id, run)
        WHERE event_waiter.workflow_id = ended.id AND event_waiter.run = ended.run;
    END IF;
    -- A repeat was looked up before the flush was cut, so that an id which is there means that the copy was stale.
    IF key_ids IS NOT NULL THEN
        INSERT INTO signal_id (workflow_id, signal_id, ordered) SELECT * FROM unnest(key_ids, key_keys, key_orders);
    END IF;
    IF cancelled_ids IS NOT NULL THEN
        INSERT INTO cancellation (workflow_id, run, seq, partition, service, key)
        SELECT * FROM unnest(cancelled_ids, cancelled_runs, cancelled_seqs, cancelled_partitions, cancelled_services,
            cancelled_keys)
        ON CONFLICT DO NOTHING;
    END IF;
    IF audit_targets IS NOT NULL THEN
        INSERT INTO audit (at, actor, action, target, detail)
        SELECT cut_at, actor, action, target, detail
        FROM unnest(audit_targets, audit_actors, audit_actions, audit_details) AS done (target, actor, action, detail);
    END IF;
    -- The first one stands: a child that was rewound ends twice.
    IF event_keys IS NOT NULL THEN
        INSERT INTO event (key, body, triggered_at, triggered_by, open)
        SELECT key, body::json, cut_at, 'engine', true FROM unnest(event_keys, event_bodies) AS announced (key, body)
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN appended;
END $$;
