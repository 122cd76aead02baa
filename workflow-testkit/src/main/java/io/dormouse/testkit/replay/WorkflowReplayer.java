package io.dormouse.testkit.replay;

import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.definitions.DefinitionCatalog;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.journal.UnreadableEntryException;
import io.dormouse.engine.owner.Definitions;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Replays recorded journals against code, without carrying anything out: would these workflows go on?
 *
 * <pre>{@code
 * WorkflowReplayer.of(ProvisionServer.class).requireFit(Journals.read(Path.of("src/test/resources/journals.ndjson")));
 * }</pre>
 *
 * What has to fit is what the engine compares: the commands of the code, their kinds and names, the types of recorded results
 * and of the input, and the requests of calls that are under way. For one thread.
 */
public final class WorkflowReplayer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Rerun rerun = new Rerun(PATIENCE);
    private final Definitions definitions;
    private final Set<String> names;

    private WorkflowReplayer(Definitions definitions, Set<String> names) {
        this.definitions = definitions;
        this.names = names;
    }

    /** Replays against these classes. */
    @SafeVarargs
    public static WorkflowReplayer of(Class<? extends Workflow<?, ?>>... types) {
        List<Class<? extends Workflow<?, ?>>> all = new ArrayList<>(types.length);
        for (Class<? extends Workflow<?, ?>> type : types) all.add(type);
        return of(all);
    }

    /** Replays against these classes. */
    public static WorkflowReplayer of(Collection<Class<? extends Workflow<?, ?>>> types) {
        Map<String, Definition> all = new HashMap<>();
        List<Definition> given = types.stream().map(WorkflowClass::definition).toList();
        given.forEach(one -> all.put(one.name() + '/' + one.version(), one));
        return new WorkflowReplayer(
                (name, version) -> Optional.ofNullable(all.get(name + '/' + version)),
                given.stream().map(Definition::name).collect(Collectors.toSet()));
    }

    /**
     * Replays against the workflows of jars and of folders of classes, loaded as the workflow service loads them.
     *
     * @throws io.dormouse.definitions.DefinitionException if the service would refuse to start with them
     */
    public static WorkflowReplayer ofCode(List<Path> code) {
        DefinitionCatalog catalog = DefinitionCatalog.in(code);
        return new WorkflowReplayer(catalog, Set.copyOf(catalog.names()));
    }

    /** What becomes of a journal. */
    public Replayed replay(WholeJournal journal) {
        if (!names.contains(journal.name())) return new Replayed.Unknown(journal);
        Optional<Definition> definition = definitions.find(journal.name(), journal.version());
        if (definition.isEmpty()) {
            return new Replayed.Stuck(
                    journal,
                    "CODE_MISSING",
                    "the code has the workflow %s, but no longer its version %d; keep that version beside the new one until its last workflow has ended"
                            .formatted(journal.name(), journal.version()));
        }
        List<Recorded> entries;
        try {
            entries = journal.entries().stream().map(WorkflowReplayer::recorded).toList();
        } catch (JournalException | UnreadableEntryException e) {
            return new Replayed.Stuck(journal, "ENTRY_UNREADABLE", String.valueOf(e.getMessage()));
        }
        if (!(entries.getFirst().entry() instanceof Entry.Started)) {
            return new Replayed.Stuck(journal, "ENTRY_UNREADABLE", "the journal does not begin with Started");
        }
        return rerun.of(journal.id(), definition.get(), entries)
                .map(report -> judge(journal, entries, report))
                .orElseGet(() -> new Replayed.Stuck(
                        journal, "THREAD_HELD", "the code runs for over ten seconds without coming to an await"));
    }

    private static Recorded recorded(JournalEntry entry) {
        return new Recorded(
                entry.position(),
                entry.at(),
                EntryCodec.decode(new EntryRow(
                        EntryTypes.numberOf(entry.type()).orElseThrow(() -> JournalException.unknownEntry(entry)),
                        entry.seq().orElse(null),
                        entry.name().orElse(null),
                        entry.line().orElse(null),
                        entry.body().encode())));
    }

    private static Replayed judge(WholeJournal journal, List<Recorded> entries, Report report) {
        return switch (report) {
            case Report.Stuck stuck ->
                new Replayed.Stuck(journal, stuck.why().type(), stuck.why().message());
            case Report.Parked parked ->
                otherRequest(journal, entries, parked.given())
                        .<Replayed>map(why -> new Replayed.Stuck(journal, "KEY_REUSED", why))
                        .orElseGet(() -> waits(journal, entries, parked.line()));
            case Report.Ended ended -> end(journal, entries, EntryCodec.outcomeJson(ended.outcome()));
            case Report.Continued continued -> new Replayed.Ends(journal, "another run");
        };
    }

    private static Replayed waits(WholeJournal journal, List<Recorded> entries, String line) {
        return entries.getLast().entry() instanceof Entry.Finished finished
                        && finished.by().isEmpty()
                ? new Replayed.EndsOtherwise(
                        journal, EntryCodec.outcomeJson(finished.outcome()), "nothing: it waits at " + line)
                : new Replayed.GoesOn(journal, line);
    }

    private static Replayed end(WholeJournal journal, List<Recorded> entries, String now) {
        if (entries.getLast().entry() instanceof Entry.Finished finished) {
            String before = EntryCodec.outcomeJson(finished.outcome());
            if (!before.equals(now)) return new Replayed.EndsOtherwise(journal, before, now);
        }
        return new Replayed.Ends(journal, now);
    }

    /**
     * A call that is under way keeps its key, and its service refuses another request under it. Of a workflow that sleeps all
     * questions are asked and all children started, and nothing is sent again.
     */
    private static Optional<String> otherRequest(
            WholeJournal journal, List<Recorded> entries, Collection<Command> open) {
        if (journal.status().equals(Status.WAITING.name())) return Optional.empty();
        Map<String, String> digests = new HashMap<>();
        for (Recorded recorded : entries) {
            if (recorded.entry() instanceof Entry.Called called) digests.put(called.key(), called.digest());
        }
        return open.stream()
                .filter(command -> {
                    String digest = digests.get(command.key());
                    return digest != null && !digest.equals(command.request().digest());
                })
                .findFirst()
                .map(command ->
                        "command %d, %s '%s' at %s, is under way with other arguments than the code gives it now"
                                .formatted(command.seq(), command.kind().wireName(), command.name(), command.line()));
    }

    /** What becomes of each of some journals, in their order. */
    public List<Replayed> replayAll(Collection<WholeJournal> journals) {
        List<Replayed> all = new ArrayList<>(journals.size());
        for (WholeJournal journal : journals) all.add(replay(journal));
        return all;
    }

    /** Fails with an {@link AssertionError} that tells of all journals that do not fit. */
    public void requireFit(Collection<WholeJournal> journals) {
        List<Replayed> misfits =
                replayAll(journals).stream().filter(one -> !one.fits()).toList();
        if (misfits.isEmpty()) return;
        throw new AssertionError("%d of %d journals do not fit:\n%s"
                .formatted(
                        misfits.size(),
                        journals.size(),
                        misfits.stream()
                                .map(one -> "  %s %s".formatted(one.journal().id(), one.sentence()))
                                .collect(Collectors.joining("\n"))));
    }
}
