package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.Part.AuditRow;

/** Something from outside that becomes an entry of a workflow. */
record Message(Addressee.Key key, Entry entry, AuditRow audit) {
    static Message signal(String id, String signal, String payload, String signalId, String by) {
        return new Message(
                new Addressee.Key(id, signalId),
                new Entry.Signalled(signal, payload, signalId),
                new AuditRow(by, "signal", signal));
    }

    static Message cancel(String id, String by, String reason) {
        return new Message(
                new Addressee.Key(id, ""), new Entry.Cancelled(by, reason), new AuditRow(by, "cancel", reason));
    }

    /** The same signal id twice is one signal; two cancellations are one as well. */
    boolean isRepeatedBy(Message other) {
        return key.equals(other.key) && entry.getClass() == other.entry.getClass();
    }
}
