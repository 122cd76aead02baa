-- The servers that calls of ours have made and not given back, read from the ledger, which is where that is written.
-- Whether a server boots, runs or was deleted by others is for its cloud to say.
CREATE VIEW server AS
SELECT made.outcome -> 'result' ->> 'id'                       AS id,
       made.outcome -> 'result' ->> 'model'                    AS model,
       made.outcome -> 'result' ->> 'address'                  AS address,
       (made.outcome -> 'result' ->> 'createdAt')::timestamptz AS created_at,
       made.key,
       made.actor
FROM operation made
WHERE made.action = 'create'
  AND made.state = 'DONE'
  AND made.outcome -> 'result' IS NOT NULL
  AND NOT EXISTS (
      SELECT FROM operation gone
      WHERE gone.action = 'delete'
        AND gone.state = 'DONE'
        AND gone.outcome -> 'failure' IS NULL
        AND gone.request ->> 'id' = made.outcome -> 'result' ->> 'id');
