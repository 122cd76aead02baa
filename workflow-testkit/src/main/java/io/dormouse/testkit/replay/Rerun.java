package io.dormouse.testkit.replay;

import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Execution;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.services.DurableServices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs code over a journal once and tells what it says first: what it waits for, how it ended, or why it is stuck. Nothing is
 * carried out. The thread of code that waits stays where it is; it is garbage in a JVM that runs with
 * {@code -Djdk.trackAllThreads=false}, and about a kilobyte in others.
 */
public final class Rerun {
    private final DurableServices services = new DurableServices();
    private final Duration patience;

    /** @param patience how long, in real time, code may run without an await */
    public Rerun(Duration patience) {
        this.patience = patience;
    }

    /**
     * What the code says at the end of the journal; empty if it has said nothing for too long.
     *
     * @param id the workflow's
     * @param journal its entries; the first is {@code Started}
     */
    public Optional<Report> of(String id, Definition definition, List<Recorded> journal) {
        BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
        new Execution(
                        id,
                        definition,
                        journal,
                        services,
                        (from, report) -> reports.add(report),
                        Thread.ofVirtual().name("replay of " + id).factory())
                .start();
        return Optional.ofNullable(first(reports));
    }

    private @Nullable Report first(BlockingQueue<Report> reports) {
        try {
            return reports.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
