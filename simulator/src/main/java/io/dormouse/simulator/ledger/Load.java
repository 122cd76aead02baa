package io.dormouse.simulator.ledger;

import io.dormouse.adapter.LedgerRow;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.Wire;
import io.dormouse.host.bus.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked of the adapters: calls, their repeats, other requests with the same key, cancellations, upserts in a row. */
final class Load {
    private static final long SECONDS = 1_000_000;
    private static final long PATIENT = 10_000 * SECONDS;
    private static final List<String> VALUES = List.of("a", "b", "c");
    private static final String NAME = "name";

    private final LedgerWorld world;
    private final List<Caller> callers = new ArrayList<>();
    private final Set<String> cancelled = new HashSet<>();
    private int withdrawing;
    private int upserts;

    Load(LedgerWorld world) {
        this.world = world;
    }

    List<Caller> callers() {
        return callers;
    }

    /** The keys whose cancellation was answered. */
    Set<String> cancelled() {
        return cancelled;
    }

    boolean withdraws() {
        return withdrawing > 0;
    }

    void begin() {
        for (int number = 1; number <= world.conditions().calls(); number++) {
            Kind kind = world.chance().oneOf(List.of(Kind.TOKEN, Kind.TAGGED, Kind.TAGGED, Kind.MAIL, Kind.ROW));
            call(kind, "k" + number);
        }
        upsert();
        if (mayReturn() && world.chance().happens(0.3)) {
            world.after(upTo(20), () -> world.systems().records().setByHand(NAME, "foreign"));
        }
    }

    private void call(Kind kind, String key) {
        String value = world.chance().happens(0.1)
                ? TokenCloud.REFUSED
                : world.chance().oneOf(VALUES);
        Order order = new Order(key, value);
        long patience = world.chance().happens(0.1) ? upTo(5) : PATIENT;
        long begin = upTo(20);
        add(kind, key, order, patience, begin, () -> {});
        for (int more = world.chance().between(0, 2); more > 0; more--) {
            long later = world.chance().happens(0.5) ? begin + upTo(1) : upTo(30);
            add(kind, key, order, PATIENT, later, () -> {});
        }
        if (world.chance().happens(0.1)) {
            add(kind, key, new Order(key, "other"), PATIENT, upTo(30), () -> {});
        }
        if (world.chance().happens(kind == Kind.ROW ? 0.6 : 0.2)) {
            world.after(world.chance().happens(0.5) ? begin + upTo(1) : upTo(25), () -> cancel(key));
        }
        if (kind == Kind.ROW && world.chance().happens(0.3)) {
            world.after(upTo(30), () -> world.questions().decide(key));
        }
    }

    /** One after the other, as a workflow makes them: a value may return. */
    private void upsert() {
        if (upserts == 8) return;
        String key = "u" + ++upserts;
        Order order = new Order(NAME, mayReturn() ? world.chance().oneOf(VALUES) : key);
        Runnable goOn = () -> {
            if (world.systems().records().end(key)) upsert();
        };
        add(Kind.RECORD, key, order, PATIENT, world.chance().upTo(5 * SECONDS), goOn);
        if (world.chance().happens(0.5)) add(Kind.RECORD, key, order, PATIENT, upTo(3), goOn);
    }

    /** A copy of a packet can tell neither a value that has returned from one that was never gone, nor who set it. */
    private boolean mayReturn() {
        return world.conditions().doubledPacket() == 0;
    }

    private void add(Kind kind, String key, Order order, long patience, long begin, Runnable goOn) {
        Caller caller = new Caller(world, kind, key, order, patience, goOn);
        callers.add(caller);
        world.after(begin, caller::begin);
    }

    private void cancel(String key) {
        withdrawing++;
        world.history().note("cancel", key);
        repeatCancel(key);
    }

    private void repeatCancel(String key) {
        world.site()
                .ask(Optional.empty(), adapter -> adapter.cancel(key))
                .onComplete(answer -> withdrawn(key, answer), failure -> {
                    if (failure instanceof ContractException) world.history().note("cancel failed", key);
                    world.after(world.chance().upTo(SECONDS), () -> repeatCancel(key));
                });
    }

    private void withdrawn(String key, Answer answer) {
        withdrawing--;
        cancelled.add(key);
        String state = ((Answer.Done) answer).result() instanceof Object told
                ? Wire.encode(told).getString("state")
                : "";
        if (state.equals(LedgerRow.State.CANCELLED.name())) world.checks().overtaken(key);
        world.history().note("withdrawn", key, answer);
        world.checks().withdrawn(key);
    }

    private long upTo(int seconds) {
        return world.chance().between(0, (int) (seconds * SECONDS));
    }
}
