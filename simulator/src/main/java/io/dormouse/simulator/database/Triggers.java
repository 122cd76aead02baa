package io.dormouse.simulator.database;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Gives events their values, as the workflow service does: first the commit, then the look for whoever waits. */
public final class Triggers {
    private final Link link;
    private final Tables tables;

    /** Over a link. */
    public Triggers(Link link) {
        this.link = link;
        this.tables = link.server().tables();
    }

    /** What a trigger found. @param value that the event has @param waiting workflows with a row, once somebody has looked */
    public record Triggered(String value, Future<List<String>> waiting) {}

    /** Inserts the event unless it is there, then reads it, in statements of their own. */
    public Future<Triggered> trigger(String key, String value) {
        return insertThenRead(key, value).map(stands -> new Triggered(stands, waiting(key)));
    }

    private Future<String> insertThenRead(String key, String value) {
        String[] stands = {value};
        Statement insert = new Statement() {
            @Override
            public List<Lock> locks() {
                return List.of(Lock.forUpdate("event", key));
            }

            @Override
            public void run(Transaction transaction) {
                if (!tables.events.containsKey(key))
                    transaction.write(() -> tables.events.put(key, new Tables.Event(value, true)));
            }
        };
        Statement read = transaction -> {
            String committed = tables.event(key);
            if (committed != null) stands[0] = committed;
        };
        return link.transaction(session -> session.execute(insert)
                .compose(inserted -> session.execute(read))
                .map(done -> stands[0]));
    }

    /** The workflows that have a row for an event. */
    public Future<List<String>> waiting(String key) {
        return link.read(() -> {
            List<String> waiting = new ArrayList<>();
            tables.waiters.keySet().forEach(waiter -> {
                if (waiter.key().equals(key)) waiting.add(waiter.command().id());
            });
            return waiting;
        });
    }
}
