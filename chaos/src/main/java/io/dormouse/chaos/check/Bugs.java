package io.dormouse.chaos.check;

import java.util.List;

/** The bugs that the checker is proven by on a running site. Each breaks a rule of the store, of a ledger or of a provider. */
final class Bugs {
    static final List<Bug> ALL = List.of(
            new PhantomAcknowledgement(),
            new MovedName(),
            SqlBug.trigger(
                    "vanished-workflow",
                    "one in ten workflows is deleted when it has completed",
                    "AFTER UPDATE OF status ON dormouse.workflow",
                    "NEW.status = 'COMPLETED' AND hashtext(NEW.id) % 10 = 0",
                    "DELETE FROM dormouse.workflow WHERE id = NEW.id; RETURN NULL;"),
            SqlBug.trigger(
                    "torn-journal",
                    "one in ten workflows loses an entry of its journal when it completes",
                    "AFTER UPDATE OF status ON dormouse.workflow",
                    "NEW.status = 'COMPLETED' AND hashtext(NEW.id) % 10 = 0",
                    "DELETE FROM dormouse.journal WHERE workflow_id = NEW.id AND run = 0 AND position = 1; RETURN"
                            + " NULL;"),
            SqlBug.trigger(
                    "forgotten-signal",
                    "one in ten signals is acknowledged and not written",
                    "BEFORE INSERT ON dormouse.journal",
                    "NEW.type = 5 AND hashtext(NEW.body ->> 'signalId') % 10 = 0",
                    "RETURN NULL;"),
            SqlBug.trigger(
                    "forgotten-signal-id",
                    "the ids of signals are not kept, so that a repeated one is a second one",
                    "BEFORE INSERT ON dormouse.signal_id",
                    "true",
                    "RETURN NULL;"),
            SqlBug.spoilt("swapped-signals", "two signals of one sender change places in the journal", """
                WITH pair AS (
                    SELECT workflow_id, run, min(position) AS one, max(position) AS other
                    FROM dormouse.journal WHERE type = 5 AND body ->> 'payload' LIKE 'b-%'
                    GROUP BY workflow_id, run HAVING count(*) > 1 LIMIT 3
                )
                UPDATE dormouse.journal j SET body = k.body
                FROM pair p, dormouse.journal k
                WHERE j.workflow_id = p.workflow_id AND j.run = p.run AND j.position IN (p.one, p.other)
                  AND k.workflow_id = p.workflow_id AND k.run = p.run AND k.position = p.one + p.other - j.position\
                """),
            SqlBug.spoilt(
                    "overwritten-event",
                    "three events get another value when all that waited for them have been told",
                    """
                    UPDATE dormouse.event SET body = '"overwritten"'
                    WHERE key IN (SELECT key FROM dormouse.event WHERE key LIKE 'chaos:%' ORDER BY key LIMIT 3)\
                    """),
            SqlBug.trigger(
                    "forgotten-cancellation",
                    "what nobody wants any more is not called off",
                    "BEFORE INSERT ON dormouse.cancellation",
                    "true",
                    "RETURN NULL;"),
            SqlBug.trigger(
                    "turned-decision",
                    "one in five approvals is kept as a rejection",
                    "BEFORE UPDATE ON approval.request",
                    "NEW.state = 'APPROVED' AND hashtext(NEW.id) % 5 = 0",
                    "NEW.state := 'REJECTED'; RETURN NEW;"),
            SqlBug.trigger(
                    "forgetful-ledger",
                    "the adapter of the clouds forgets one in five servers when it has answered for it",
                    "AFTER UPDATE ON iaas.operation",
                    "NEW.action = 'create' AND NEW.state = 'DONE' AND random() < 0.2",
                    "DELETE FROM iaas.operation WHERE key = NEW.key; RETURN NULL;"),
            SqlBug.trigger(
                    "twin-server",
                    "the cloud makes two servers for one in five orders",
                    "AFTER INSERT ON sandbox.server",
                    "NEW.token NOT LIKE 'twin:%' AND hashtext(NEW.token) % 5 = 0",
                    """
                    INSERT INTO sandbox.server (id, account, token, model, address, created_at)
                    VALUES (NEW.id || '-twin', NEW.account, 'twin:' || NEW.token, NEW.model, NEW.address + 4096, now());
                    RETURN NULL;\
                    """),
            SqlBug.trigger(
                    "kept-server",
                    "the cloud says that a server is deleted, and keeps one in three",
                    "BEFORE UPDATE ON sandbox.server",
                    "NEW.deleted_at IS NOT NULL AND hashtext(NEW.token) % 3 = 0",
                    "RETURN NULL;"),
            SqlBug.planted(
                    "open-fence",
                    "the fence does not compare, so that an owner that lost a partition goes on writing to it",
                    """
                    CREATE OR REPLACE FUNCTION dormouse.fence(me text, mine bigint) RETURNS void LANGUAGE plpgsql AS $$
                    BEGIN
                    END $$\
                    """));

    private Bugs() {}
}
