package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.KeyRow;

/**
 * Something from outside that becomes an entry of a workflow.
 *
 * @param row how its key is remembered
 */
record Message(Addressee.Key key, KeyRow row, Entry entry, AuditRow audit) {
    /** The parent's cancellation of a child has no key: any number of them is one. */
    private static final KeyRow NO_KEY = new KeyRow("", "");

    static Message signal(String id, String signal, String payload, String signalId, String by) {
        return new Message(
                new Addressee.Key(id, signalId),
                KeyRow.ofSignal(signalId),
                new Entry.Signalled(signal, payload, signalId),
                new AuditRow(by, "signal", signal));
    }

    static Message cancel(Order order) {
        return cancel(order.id(), order.row("cancel"), order.by(), order.reason());
    }

    static Message cancelChild(String id, String parent, String why) {
        return cancel(id, NO_KEY, parent, why);
    }

    private static Message cancel(String id, KeyRow row, String by, String reason) {
        return new Message(
                new Addressee.Key(id, row.key()),
                row,
                new Entry.Cancelled(by, reason),
                new AuditRow(by, "cancel", reason));
    }

    /** Whether its key is remembered beside its entry. That of a signal is in the entry. */
    boolean isOrder() {
        return !row.order().isEmpty();
    }
}
