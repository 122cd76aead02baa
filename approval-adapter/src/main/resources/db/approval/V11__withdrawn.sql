-- A request whose call was cancelled before anybody decided is withdrawn.
ALTER TABLE request DROP CONSTRAINT request_state_check;
ALTER TABLE request ADD CONSTRAINT request_state_check CHECK (state IN ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN'));

-- The key of the call that made it: another one that asked the same later cannot withdraw it.
ALTER TABLE request ADD COLUMN key text;
UPDATE request SET key = operation.key FROM operation
WHERE operation.action = 'request' AND operation.state = 'DONE' AND operation.request ->> 'id' = request.id;
