package io.dormouse.adapter;

import io.dormouse.contracts.CallFailure;
import io.dormouse.host.Database;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of one service: a keyed call happens once, however often it is asked for, and whichever instance is asked. One in a
 * process and schema.
 *
 * <p>A call's row is committed before its provider is asked, its outcome before a caller hears it, and every caller is answered
 * from the row. Rows of many calls share commits. Instances know each other's end by a session advisory lock, so the database
 * must be reached without a pooler that shares sessions.
 *
 * <p>Everything runs on the context on which the ledger was opened; methods may be called from any thread.
 */
public final class Ledger {
    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final String service;
    private final Alarm alarm;
    private final Map<String, Action<?, ?>> actions = new HashMap<>();
    private final Instance instance;
    private final LedgerStore store;
    private final LedgerTransactions transactions;
    private final Operation.Desk desk;
    private final Operations operations;
    private final Sweep sweep;
    private Runnable nextBeat = () -> {};
    private boolean looks;
    private boolean closed;

    private Ledger(LedgerPorts ports, String service) {
        this.service = service;
        this.alarm = ports.alarm();
        this.transactions = ports.transactions();
        this.instance = new Instance(ports.locks(), ports.name(), service, alarm, this::moveTo);
        this.store = new LedgerStore(ports.tables(), instance::number);
        this.desk = new Operation.Desk(ports.loop(), store, instance, transactions, alarm, ports.nanos());
        this.operations = new Operations(desk);
        this.sweep = new Sweep(ports.tables(), operations, instance, actions);
    }

    private Future<Void> moveTo(int number) {
        return operations.moveTo(number);
    }

    /**
     * Brings the schema to this version: the ledger's own tables, then the adapter's ({@code db/<schema>/V10__….sql} and later).
     * Fails if the schema is of a newer version than the code, and says so.
     */
    public static Future<Void> migrate(Vertx vertx, Database database) {
        return database.migrate(vertx, "classpath:db/ledger");
    }

    /**
     * Opens the ledger: takes a number and its lock. Migrates nothing; the tables are there. Serves nobody and takes nothing over
     * before a {@link KeyedEndpoint} is bound.
     *
     * @param service the name in rows and addresses, for example {@code dns.v1}
     */
    public static Future<Ledger> open(Vertx vertx, Database database, String service) {
        return open(LedgerPorts.of(vertx, database, Alarm.of(vertx), System::nanoTime), service);
    }

    /** Opens a ledger that stands on other things than Postgres and Vert.x: the simulator's. */
    public static Future<Ledger> open(LedgerPorts ports, String service) {
        Ledger ledger = new Ledger(ports, service);
        return ledger.desk
                .on(ledger.instance::enter)
                .onSuccess(entered -> ledger.beatLater())
                .map(ledger)
                .recover(failure -> ledger.close().transform(closed -> Future.failedFuture(failure)));
    }

    private void beatLater() {
        if (closed) return;
        nextBeat = alarm.after(BEAT, () -> beat().onComplete(done -> beatLater()));
    }

    /** The heart does not wait for the look: what outside systems are asked by it may take longer than others wait for a beat. */
    private Future<Void> beat() {
        return instance.beat()
                .onSuccess(seen -> look())
                .onFailure(failure ->
                        log.warn("{} did not say that it lives: {}", instance.address(), failure.toString()));
    }

    private void look() {
        if (looks) return;
        looks = true;
        sweep.look()
                .onFailure(failure ->
                        log.warn("{} did not look for what others left: {}", instance.address(), failure.toString()))
                .onComplete(done -> looks = false);
    }

    String service() {
        return service;
    }

    /** Where this instance alone listens. */
    public String address() {
        return instance.address();
    }

    /** Serves these actions from now on, and goes on with what was left of them. */
    public Future<Void> serve(List<? extends Action<?, ?>> served) {
        return desk.on(() -> {
            served.forEach(action -> actions.put(action.name(), action));
            return sweep.look();
        });
    }

    /**
     * Carries out a keyed call, once. The answer comes within the poll time: what stands in the row, or "in progress" while it
     * is open.
     */
    public <Q, R> Future<Answer> ask(Action<Q, R> action, Q value, Call call) {
        Request<Q, R> request = Request.of(action, call.requiredKey(), call.actor(), value);
        return desk.on(() -> closed ? Future.failedFuture(closing()) : operations.ask(request));
    }

    /**
     * Withdraws the call of a key. One that has not come yet will do nothing when it comes. One that was carried out in the
     * ledger's transaction is taken back, if its action knows how and nothing was built on it. Any other goes its way, and the
     * answer says how far it is.
     */
    public Future<Answer> cancel(Call call) {
        String key = Request.checkedKey(call.requiredKey());
        String actor = Request.checkedActor(call.actor());
        return desk.on(() -> store.cancel(service, key, actor)
                .compose(overtook -> store.find(key))
                .compose(row -> withdraw(row.orElseThrow(), actor))
                .map(Answer.Done::new));
    }

    private Future<Withdrawn> withdraw(LedgerRow row, String actor) {
        Withdrawn asItStands = new Withdrawn(row.key(), row.state().name());
        if (row.state() != LedgerRow.State.DONE || row.outcome().orElseThrow().isFailure()) {
            return Future.succeededFuture(asItStands);
        }
        Action<?, ?> action = actions.get(row.action());
        return action == null ? Future.succeededFuture(asItStands) : undo(action, row, actor, asItStands);
    }

    private <Q, R> Future<Withdrawn> undo(Action<Q, R> action, LedgerRow row, String actor, Withdrawn asItStands) {
        if (!(action.effect() instanceof Action.Inside<Q, R> inside)
                || inside.undo().isEmpty()) {
            return Future.succeededFuture(asItStands);
        }
        return transactions
                .undo(action.again(row, actor), inside.undo().get())
                .map(undone ->
                        undone == KeyedUndo.Undone.NEVER ? asItStands : new Withdrawn(row.key(), Withdrawn.UNDONE));
    }

    /** @param state {@code CANCELLED} if the call will do nothing, {@code UNDONE} if it was taken back, else how far it is */
    record Withdrawn(String key, String state) {
        static final String UNDONE = "UNDONE";
    }

    /** How many transactions were sent to change rows. */
    long commits() {
        return store.commits();
    }

    /**
     * Takes no more calls, waits up to two seconds for those under way, then leaves. What is still in flight then is taken over
     * by another instance, or by the next life of this one.
     */
    public Future<Void> close() {
        return desk.on(() -> {
            if (closed) return Future.succeededFuture();
            closed = true;
            nextBeat.run();
            Promise<Void> drained = Promise.promise();
            Runnable noLonger = alarm.after(DRAIN, drained::tryComplete);
            operations.ended().onComplete(ended -> drained.tryComplete());
            return drained.future()
                    .onComplete(done -> noLonger.run())
                    .compose(done -> instance.leave())
                    .compose(left ->
                            Future.join(store.close(), transactions.close()).mapEmpty());
        });
    }

    private RuntimeException closing() {
        return CallFailure.UNAVAILABLE.exception(
                "%s is closing; ask again with the same key".formatted(instance.address()));
    }
}
