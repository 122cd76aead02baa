package io.dormouse.testkit.corpus;

import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.flow.Workflow;
import io.dormouse.testkit.Verdict;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import io.dormouse.testkit.corpus.CorpusWorkflows.Count;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the workflows of the corpus through everything that can happen to them, and keeps their journals at each stage. */
final class CorpusRecording {
    private final Map<String, List<WholeJournal>> files = new LinkedHashMap<>();

    private CorpusRecording() {}

    /** The journals, by the name of the file that they belong to. */
    static Map<String, List<WholeJournal>> make() {
        CorpusRecording recording = new CorpusRecording();
        recording.authors();
        recording.operators();
        return recording.files;
    }

    private void authors() {
        note("steps", test(CorpusWorkflows.Steps.class).run(new Count(1)));
        note("calls", test(CorpusWorkflows.Calls.class).run(new Count(1)));
        note("times", test(CorpusWorkflows.Times.class).start(new Count(3)).pass(Duration.ofHours(30)));
        note("times", test(CorpusWorkflows.Times.class).run(new Count(3)));
        note(
                "messages",
                test(CorpusWorkflows.Messages.class).signal("word", "first").start(new Count(3)));
        note(
                "messages",
                test(CorpusWorkflows.Messages.class)
                        .signal("word", "first")
                        .start(new Count(2))
                        .signal("word", "second")
                        .signal("word", "unread")
                        .trigger("corpus-end", "!"));
        note("asks", test(CorpusWorkflows.Asks.class).approve("yes").start(new Count(1)));
        note(
                "asks",
                test(CorpusWorkflows.Asks.class)
                        .approve("yes")
                        .start(new Count(1))
                        .decide(Verdict.reject("no").by("boss")));
        WorkflowRun<String> parent = test(CorpusWorkflows.Parent.class).start(new Count(5));
        note("children", parent.pass(Duration.ofHours(3)));
        note("children", parent.finish());
        parent.children().forEach(child -> note("children", parent.other(child)));
        WorkflowRun<String> races = test(CorpusWorkflows.Races.class).start(new Count(1));
        note("races", races.pass(Duration.ofMinutes(2)));
        note("races", races.pass(Duration.ofMinutes(20)).signal("word", "third"));
        note("undoes", test(CorpusWorkflows.Undoes.class).run(new Count(1)));
        note("undoes", test(CorpusWorkflows.Undoes.class).run(new Count(0)));
        note("undoes", test(CorpusWorkflows.Undoes.class).run(new Count(-1)));
        note("tells", test(CorpusWorkflows.Tells.class).tag("stage", "zero").start(new Count(1)));
        note("tells", test(CorpusWorkflows.Tells.class).run(new Count(1)));
        WorkflowRun<String> turns = test(CorpusWorkflows.Turns.class).start(new Count(2));
        note("turns", turns);
        note("turns", turns.signal("word", "a").signal("word", "b").signal("word", "c"));
        note("changes", test(CorpusWorkflows.Changes.class).start(new Count(1)));
        note("changes", test(CorpusWorkflows.Changes.class).run(new Count(1)));
        note("chances", test(CorpusWorkflows.Chances.class).seed(4711).start(new Count(1)));
        note("chances", test(CorpusWorkflows.Chances.class).seed(4711).run(new Count(1)));
        note("beats", test(CorpusWorkflows.Beats.class).run(new Count(2)));
    }

    private void operators() {
        WorkflowRun<String> cancelled = test(CorpusWorkflows.Undoes.class).start(new Count(1));
        note("operators", cancelled.cancel("enough"));
        note("operators", test(CorpusWorkflows.Times.class).start(new Count(3)).terminate("enough"));
        WorkflowRun<Instant> held =
                test(CorpusWorkflows.Times.class).start(new Count(3)).pause();
        note("operators", held.pass(Duration.ofDays(2)));
        note("operators", held.resume());
        WorkflowRun<String> stubborn = test(CorpusWorkflows.ByHand.class).start(new Count(1));
        note("operators", stubborn);
        note("operators", stubborn.retry());
        note("operators", stubborn.complete(0, server("by hand")));
        WorkflowRun<String> asked =
                test(CorpusWorkflows.Asks.class).reject("no").reject("never").run(new Count(1));
        WorkflowRun<String> fork = asked.fork(lastOf(asked, "Called"), "fork");
        note("operators", fork);
        note("operators", fork.approve("yes"));
        asked.rewind(lastOf(asked, "Called") - 1);
        note("operators", asked);
        note("operators", asked.approve("after all"));
        note("operators", asked.rewind(lastOf(asked, "Called")));
    }

    private static long lastOf(WorkflowRun<?> run, String type) {
        return run.journal().reversed().stream()
                .filter(entry -> entry.type().equals(type))
                .mapToLong(JournalEntry::position)
                .findFirst()
                .orElseThrow();
    }

    private void note(String file, WorkflowRun<?> run) {
        List<WholeJournal> journals = files.computeIfAbsent(file, none -> new ArrayList<>());
        for (int number = 0; number <= run.run(); number++) journals.add(run.whole(number));
    }

    private static <O> WorkflowTest<Count, O> test(Class<? extends Workflow<Count, O>> type) {
        boolean[] refused = new boolean[1];
        return WorkflowTest.of(type)
                .with(CorpusWorkflows.Grown.class)
                .stub(IaasService.class, IaasService::delete, request -> null)
                .answer(IaasService.class, IaasService::create, request -> switch (request.model()) {
                    case "never" -> Promise.<Server>promise().future();
                    case "down" -> throw new IllegalStateException("the network is down");
                    case "refused" -> throw IaasFailure.QUOTA_EXCEEDED.exception("no more of these");
                    case "refused once" -> {
                        boolean first = !refused[0];
                        refused[0] = true;
                        if (first) throw IaasFailure.CAPACITY_EXHAUSTED.exception("not now");
                        yield Future.succeededFuture(server(request.model()));
                    }
                    default -> Future.succeededFuture(server(request.model()));
                });
    }

    private static Server server(String model) {
        return new Server("s-" + model, model, "10.0.0.1", "RUNNING", Instant.EPOCH);
    }
}
