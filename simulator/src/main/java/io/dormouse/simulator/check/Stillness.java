package io.dormouse.simulator.check;

import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.store.Status;
import io.dormouse.simulator.database.Server;
import io.dormouse.simulator.database.Tables;
import io.dormouse.simulator.database.WorkflowRow;
import io.dormouse.simulator.outside.EffectLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks, while everything works, at what unfinished workflows wait for. Whatever is not real (an event that is there, a time
 * that has passed, an end that was reached) may be on its way when it is looked for, and not each time.
 */
public final class Stillness {
    /** So many looks in a row find the same: the time between them is longer than any pause before something is tried again. */
    public static final int LOOKS = 3;

    private final Server server;
    private final EffectLedger ledger;
    private final Replay replay;
    private Map<String, Integer> suspicions = new HashMap<>();

    /** Over a database. */
    public Stillness(Server server, EffectLedger ledger, Witness witness) {
        this.server = server;
        this.ledger = ledger;
        this.replay = new Replay(witness);
    }

    /** A signal that a workflow waits for. */
    public record Wish(String workflow, String signal) {}

    /** What a look gave. @param problem a workflow that waits on nothing real @param wishes what would let the others go on */
    public record Look(Optional<String> problem, Set<Wish> wishes) {}

    /** Looks at all that has not ended. */
    public Look look() {
        Set<String> now = new LinkedHashSet<>();
        Set<Wish> wishes = new LinkedHashSet<>();
        for (WorkflowRow row : server.tables().workflows().values()) {
            if (row.status().isEnd() || row.status() == Status.STUCK || row.status() == Status.PAUSED) continue;
            look(row, now, wishes);
        }
        Map<String, Integer> counted = LinkedHashMap.newLinkedHashMap(now.size());
        now.forEach(suspicion -> counted.put(suspicion, 1 + suspicions.getOrDefault(suspicion, 0)));
        suspicions = counted;
        Optional<String> problem = now.stream()
                .filter(suspicion -> counted.getOrDefault(suspicion, 0) == LOOKS)
                .findFirst();
        return new Look(problem, wishes);
    }

    private void look(WorkflowRow row, Set<String> suspicious, Set<Wish> wishes) {
        List<Recorded> journal =
                Replay.decode(server.tables().journal(row.id(), row.run()).values());
        String where = "%s (%s, run %d, %d entries) ".formatted(row.id(), row.status(), row.run(), journal.size());
        if (journal.isEmpty()) {
            suspicious.add(where + "has no journal");
            return;
        }
        Report report = replay.of(row.id(), journal).orElse(null);
        switch (report) {
            case null -> suspicious.add(where + "says nothing");
            case Report.Ended ended -> suspicious.add(where + "has come to its end, and its row has not");
            case Report.Continued continued ->
                suspicious.add(where + "has come to the end of its run, and goes on nowhere");
            case Report.Stuck stuck ->
                suspicious.add(where + "is stuck: " + stuck.why().message());
            case Report.Parked parked -> {
                List<String> unreal = new ArrayList<>();
                for (Command command : parked.given()) {
                    unreal(command).ifPresent(unreal::add);
                    if (command.request() instanceof Request.Signal signal)
                        wishes.add(new Wish(row.id(), signal.name()));
                }
                Map<Integer, ?> waits = server.tables().waits(row.id(), row.run());
                unreal.forEach(one -> suspicious.add(where + one + "; its rows: " + waits));
            }
        }
    }

    /** A child that lives is something real. */
    private Optional<String> unreal(String what, Request.Child child) {
        WorkflowRow row = server.tables().workflows().get(child.childId());
        boolean lives = row != null && !row.status().isEnd();
        return lives && !child.detached() ? Optional.empty() : Optional.of(what + " " + child.childId());
    }

    /** Why a command should not be open any more. */
    private Optional<String> unreal(Command command) {
        Tables tables = server.tables();
        String what = "waits for %s %d %s".formatted(command.kind(), command.seq(), command.name());
        return switch (command.request()) {
            case Request.Timer timer ->
                timer.due().isBefore(server.now()) ? Optional.of(what + ", due " + timer.due()) : Optional.empty();
            case Request.Event event ->
                tables.event(event.key()) != null ? Optional.of(what + ", which is there") : Optional.empty();
            case Request.Signal signal -> Optional.empty();
            case Request.Child child -> unreal(what, child);
            case Request.ServiceCall call -> ledger.isHeld(command.key()) ? Optional.empty() : Optional.of(what);
            default -> Optional.of(what);
        };
    }
}
