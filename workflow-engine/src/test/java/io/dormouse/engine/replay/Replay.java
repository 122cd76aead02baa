package io.dormouse.engine.replay;

import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs a workflow against a journal, and tells what it reports. */
final class Replay {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Recorded> journal = new ArrayList<>();
    private final Workflow<Object, Object> workflow;
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private Optional<Execution> execution = Optional.empty();

    private Replay(Workflow<Object, Object> workflow) {
        this.workflow = workflow;
        append(new Entry.Started("test", 1, "null", "tester", new Origin(42, "w", 0)));
    }

    static Replay of(Workflow<Object, Object> workflow) {
        return new Replay(workflow);
    }

    /** The journal goes on with the result of a step. */
    Replay completed(int seq, String step, String json) {
        return append(new Entry.Completed(
                seq, Kind.RUN, step, "Old.java:" + seq, new Outcome.Success(json, null), Optional.empty()));
    }

    Replay completed(int seq, Kind kind, String name, Outcome outcome) {
        return append(new Entry.Completed(seq, kind, name, "Old.java:" + seq, outcome, Optional.empty()));
    }

    Replay called(int seq, Kind kind, String name) {
        return append(new Entry.Called(seq, kind, name, "Old.java:" + seq, "digest", "w/0/" + seq));
    }

    Replay signalled(String signal, String payload) {
        return append(new Entry.Signalled(signal, payload, "id-" + journal.size()));
    }

    Replay cancelled() {
        return append(new Entry.Cancelled("boss", "enough"));
    }

    Replay changed(String change) {
        return append(new Entry.Changed(change));
    }

    Replay paused() {
        return append(new Entry.Paused("boss", "wait"));
    }

    Replay resumed() {
        return append(new Entry.Resumed("boss", "go on"));
    }

    /** What follows belongs to the next run. */
    Replay rewound(long to, Map<Integer, Entry.Carried> carried) {
        return append(new Entry.Rewound(to, carried, Set.of(), new Origin(43, "w", 1), "boss", "once more"));
    }

    private Replay append(Entry entry) {
        Recorded recorded = new Recorded(journal.size(), START.plusSeconds(journal.size()), entry);
        journal.add(recorded);
        execution.ifPresent(running -> running.put(List.of(recorded)));
        return this;
    }

    /** What it reports next. */
    Report report() throws InterruptedException {
        if (execution.isEmpty()) {
            Definition definition =
                    new Definition("test", 1, Replay.class, Wire.MAPPER.constructType(Object.class), () -> workflow);
            Execution started = new Execution(
                    "w",
                    definition,
                    List.copyOf(journal),
                    new NoServices(),
                    (from, report) -> reports.add(report),
                    Thread.ofVirtual().factory());
            execution = Optional.of(started);
            started.start();
        }
        Report next = reports.poll(10, TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("no report within 10 s");
        return next;
    }

    private static final class NoServices implements Services {
        @Override
        public <S> S proxy(Class<S> contract, Caller caller) {
            throw new IllegalStateException("no services here");
        }

        @Override
        public Request.Ask ask(String requestId, Question question, List<String> approvers) {
            return new Request.Ask(
                    new Request.ServiceCall("approval.v1", "request", "{}"), "approval:" + requestId, question.text());
        }

        @Override
        public Request.ServiceCall start(String childId, String name, int version, String input, String parent) {
            return new Request.ServiceCall("workflow.v1", "start", childId + ' ' + name + ' ' + input);
        }

        @Override
        public Decision decision(String json) {
            return new Decision(json.equals("true"), "", "boss", START);
        }
    }
}
