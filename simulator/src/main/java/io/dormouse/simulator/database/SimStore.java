package io.dormouse.simulator.database;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.FlushFailedException;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WaitRow;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.simulator.Bug;
import io.dormouse.simulator.world.Faults;
import io.dormouse.workflow.cluster.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The store of one owner on the simulated database: flushes, settling and reads as the workflow service does them. */
public final class SimStore implements WorkflowStore {
    private static final long PAUSE_MICROS = 300_000;

    private final Link link;
    private final Supplier<Faults.Exchange> fates;
    private final BiConsumer<Long, Runnable> later;
    private final Fence fence;
    private final Supplier<Future<Void>> reread;
    private final Set<Bug> bugs;
    private final Tables tables;
    private final FlushScript script;
    private final BiConsumer<List<Part>, Faults.Exchange> witness;
    private final Consumer<String> woken;

    private final Set<String> poisoned = new HashSet<>();
    private final Map<String, Part.RowChange> yesterday = new HashMap<>();
    private final Set<String> blind = new HashSet<>();

    /**
     * @param later pauses of the node
     * @param reread reads again what is ours
     * @param witness sees every flush and what becomes of it
     * @param woken is told of sleepers that are read again
     */
    public SimStore(
            Link link,
            Supplier<Faults.Exchange> fates,
            BiConsumer<Long, Runnable> later,
            Fence fence,
            Supplier<Future<Void>> reread,
            Set<Bug> bugs,
            BiConsumer<List<Part>, Faults.Exchange> witness,
            Consumer<String> woken) {
        this.link = link;
        this.fates = fates;
        this.later = later;
        this.fence = fence;
        this.reread = reread;
        this.bugs = bugs;
        this.witness = witness;
        this.woken = woken;
        this.tables = link.server().tables();
        this.script = new FlushScript(tables, bugs);
    }

    @Override
    public Future<Void> flush(List<Part> parts) {
        Promise<Void> answer = Promise.promise();
        long view = fence.view();
        if (parts.size() == 1 && poisoned.remove(parts.getFirst().id())) {
            later.accept(1_000L, () -> answer.fail(failed(Why.DATA, SqlFailure.unstorable("a neighbour"))));
            return answer.future();
        }
        Faults.Exchange fate = fates.get();
        witness.accept(parts, fate);
        List<Part> written = parts.stream().map(this::withBugs).toList();
        if (Bug.DELIVERED_BEFORE_COMMIT.isIn(bugs)) later.accept(10L, answer::tryComplete);
        link.pipeline(fate, script.of(fence.node(), view, written), new Link.Outcome() {
            @Override
            public void committed() {
                if (Bug.NO_SECOND_LOOK.isIn(bugs))
                    parts.forEach(part -> part.waiters().forEach(row -> blind.add(row.key())));
                answer.tryComplete();
            }

            @Override
            public void refused(SqlFailure failure) {
                if (Bug.POISON_SPREADS.isIn(bugs) && failure.state().equals("22P05") && parts.size() > 1)
                    parts.forEach(part -> poisoned.add(part.id()));
                if (Bug.COMMIT_TAKEN_AT_ITS_WORD.isIn(bugs)) answer.tryComplete();
                else answer.tryFail(failed(why(failure), failure));
            }

            @Override
            public void lost() {
                if (Bug.QUEUE_KEPT_AFTER_FAILURE.isIn(bugs)) answer.tryComplete();
                else answer.tryFail(failed(Why.ANSWER_LOST, new Link.BrokenException("the connection broke")));
            }
        });
        return answer.future();
    }

    private static FlushFailedException failed(Why why, Throwable cause) {
        return new FlushFailedException(why, String.valueOf(cause.getMessage()), cause);
    }

    private static Why why(SqlFailure refused) {
        if (refused.state().equals("DM001")) return Why.FENCED;
        if (refused.state().equals("DM002") || refused.state().startsWith("23")) return Why.CONFLICT;
        if (refused.state().startsWith("22")) return Why.DATA;
        return Why.UNAVAILABLE;
    }

    private Part withBugs(Part part) {
        Part changed = part;
        if (Bug.RUN_ENDS_WITHOUT_ENTRY.isIn(bugs)) {
            changed = Parts.withEntries(
                    changed,
                    changed.entries().stream()
                            .filter(recorded -> !(recorded.entry() instanceof Entry.Finished))
                            .toList());
        }
        if (Bug.KEY_REUSED_AFTER_REWIND.isIn(bugs)) changed = Parts.withOldKeys(changed);
        if (Bug.CHILD_TELLS_NOBODY.isIn(bugs)) changed = Parts.withoutAnnouncement(changed);
        if (Bug.WAITING_WITH_ITS_ROWS.isIn(bugs)
                && !part.waiters().isEmpty()
                && part.change().isEmpty()
                && part.entries().isEmpty()) {
            changed = Parts.withStatus(changed, Status.WAITING);
        }
        if (Bug.ROW_UPDATE_OF_YESTERDAY.isIn(bugs) && part.change().isPresent()) {
            Part.RowChange asked = part.change().get();
            Part.RowChange late = yesterday.remove(part.id());
            if (late != null) changed = Parts.withChange(changed, late);
            if (!asked.status().isEnd()) yesterday.put(part.id(), asked);
        }
        return changed;
    }

    @Override
    public Future<Void> settle() {
        long view = fence.view();
        String node = fence.node();
        if (Bug.SETTLED_BY_A_LOOK.isIn(bugs)) {
            return link.read(() -> tables.views.getOrDefault(node, -1L) == view)
                    .compose(same -> same ? Future.succeededFuture() : reread.get(), failure -> pauseThenSettle());
        }
        boolean[] raised = {false};
        long[] from = {view};
        Statement raise = new Statement() {
            @Override
            public List<Lock> locks() {
                return matches() ? List.of(Lock.forUpdate("node", node)) : List.of();
            }

            private boolean matches() {
                return Bug.SETTLED_WITHOUT_CONDITION.isIn(bugs) || tables.views.getOrDefault(node, -1L) == view;
            }

            @Override
            public void run(Transaction transaction) {
                raised[0] = matches();
                from[0] = tables.views.getOrDefault(node, -1L);
                if (raised[0]) transaction.write(() -> tables.views.merge(node, 1L, Long::sum));
            }
        };
        return link.transaction(session -> session.execute(raise))
                .compose(
                        done -> {
                            if (!raised[0]) return reread.get();
                            fence.raised(from[0]);
                            return Future.succeededFuture();
                        },
                        failure -> pauseThenSettle());
    }

    private Future<Void> pauseThenSettle() {
        Promise<Void> settled = Promise.promise();
        later.accept(PAUSE_MICROS, () -> settle().onComplete(settled));
        return settled.future();
    }

    @Override
    public Future<Map<String, WorkflowHead>> heads(Collection<String> ids) {
        List<String> asked = List.copyOf(ids);
        return link.read(() -> {
            Map<String, WorkflowHead> found = new LinkedHashMap<>();
            asked.forEach(id -> {
                WorkflowRow row = tables.workflows.get(id);
                if (row != null) found.put(id, row.head());
            });
            return found;
        });
    }

    /** Three queries, as in the workflow service: each has a snapshot of its own. */
    @Override
    public Future<List<Stored>> load(Collection<String> ids) {
        List<String> asked = List.copyOf(ids);
        Future<Map<String, List<Stored.StoredEntry>>> journals = link.read(() -> {
            Map<String, List<Stored.StoredEntry>> found = new HashMap<>();
            for (String id : asked) {
                WorkflowRow row = tables.workflows.get(id);
                if (row == null) continue;
                if (row.status() == Status.WAITING) woken.accept(id);
                found.put(id, journal(row));
            }
            return found;
        });
        Future<Map<Tables.Run, Map<Integer, WaitRow>>> waits = link.read(() -> {
            Map<Tables.Run, Map<Integer, WaitRow>> found = new HashMap<>();
            for (Tables.Run run : tables.runsThatWait()) {
                if (asked.contains(run.id())) found.put(run, tables.waits(run.id(), run.run()));
            }
            return found;
        });
        Future<Map<String, WorkflowHead>> heads = heads(asked);
        return Future.all(journals, waits, heads)
                .map(all -> heads.result().values().stream()
                        .map(head -> new Stored(
                                head,
                                journals.result().getOrDefault(head.id(), List.of()),
                                waits.result().getOrDefault(new Tables.Run(head.id(), head.run()), Map.of())))
                        .toList());
    }

    @Override
    public Future<Optional<Stored>> load(String id, int run) {
        return link.read(() -> {
            WorkflowRow row = tables.workflows.get(id);
            List<Stored.StoredEntry> entries =
                    List.copyOf(tables.journal(id, run).values());
            return row == null || entries.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Stored(row.head(), entries, Map.of()));
        });
    }

    private List<Stored.StoredEntry> journal(WorkflowRow row) {
        List<Stored.StoredEntry> entries =
                new ArrayList<>(tables.journal(row.id(), row.run()).values());
        if (Bug.BUFFERED_SIGNAL_DROPPED.isIn(bugs) && !entries.isEmpty()) {
            Stored.StoredEntry last = entries.getLast();
            if (EntryCodec.decode(last.row()) instanceof Entry.Signalled signalled) {
                Entry.Signalled nobody = new Entry.Signalled("nobody", signalled.payload(), signalled.signalId());
                entries.set(
                        entries.size() - 1,
                        new Stored.StoredEntry(last.position(), last.at(), EntryCodec.encode(nobody)));
            }
        }
        return entries;
    }

    @Override
    public Future<Map<Addressee.Key, Addressee>> addressees(Collection<Addressee.Key> keys) {
        List<Addressee.Key> asked = List.copyOf(keys);
        return link.read(() -> {
            Map<Addressee.Key, Addressee> found = new LinkedHashMap<>();
            for (Addressee.Key key : asked) {
                WorkflowRow row = tables.workflows.get(key.workflowId());
                found.put(
                        key,
                        new Addressee(
                                Optional.ofNullable(row).map(WorkflowRow::head),
                                Optional.ofNullable(tables.keys.get(key))));
            }
            return found;
        });
    }

    @Override
    public Future<List<Outline>> outlines(Collection<String> ids) {
        List<String> asked = List.copyOf(ids);
        return link.read(() -> asked.stream()
                .filter(tables.workflows::containsKey)
                .map(id -> Outlines.of(tables, id))
                .toList());
    }

    @Override
    public Future<Map<String, String>> events(Collection<String> keys) {
        List<String> asked = List.copyOf(keys);
        return link.read(() -> {
            Map<String, String> found = new TreeMap<>();
            for (String key : asked) {
                String value = tables.event(key);
                if (!blind.remove(key) && value != null) found.put(key, value);
            }
            return found;
        });
    }

    /** A doorbell rang for an event: the next look for it is not the second one of a bedtime. */
    public void rung(String key) {
        blind.remove(key);
    }

    @Override
    public Future<Void> forget(String workflowId, int run, int seq) {
        return link.transaction(session -> session.execute(transaction ->
                transaction.write(() -> tables.cancellations.remove(new Tables.Command(workflowId, run, seq)))));
    }
}
