package io.dormouse.chaos.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One process of the site, on a machine of its own. When it ends and nobody told it to, its supervisor starts it again after a
 * pause. Thread-safe.
 */
public final class Member {
    private final Host host;
    private final List<String> commandLine;
    private final Path log;
    private final BooleanSupplier probe;
    private final Supervisor supervisor;
    private @Nullable Process process;
    private boolean wanted;
    private int starts;

    /** Not started yet; {@code probe} tells whether it serves. */
    Member(Host host, List<String> commandLine, Path log, BooleanSupplier probe, Supervisor supervisor) {
        this.host = host;
        this.commandLine = List.copyOf(commandLine);
        this.log = log;
        this.probe = probe;
        this.supervisor = supervisor;
    }

    /** For example {@code workflow-2}. */
    public String name() {
        return host.name();
    }

    /** The machine it runs on. */
    public Host host() {
        return host;
    }

    /** What it has said, in all its lives. */
    public Path log() {
        return log;
    }

    /** Starts it unless it runs; from now on it is wanted. */
    public synchronized void start() {
        wanted = true;
        if (supervisor.isClosed()) return;
        if (process != null && process.isAlive()) return;
        // In a session of its own: Ctrl-C on the terminal reaches only this program, which then stops them in good
        // order
        List<String> words = new ArrayList<>(List.of("setsid", "ip", "netns", "exec", host.namespace()));
        words.addAll(commandLine);
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("DORMOUSE_"));
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("TZ", "UTC");
            Process started = builder.start();
            started.getOutputStream().close();
            starts++;
            process = started;
            started.onExit().thenAccept(this::ended);
        } catch (IOException e) {
            throw SiteException.commandFailed(String.join(" ", words), e.toString());
        }
    }

    /** SIGKILL: not an instruction more. The supervisor will start it again. */
    public void kill() {
        Process running = current();
        if (running != null) running.destroyForcibly();
    }

    /** SIGSTOP for everything on the machine: it holds its connections and says nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public void thaw() {
        signal("CONT");
    }

    /** SIGTERM, then waits for its end; the exit code. After {@code patience} it is killed, and the code says so (137). */
    public int stop(Duration patience) {
        Process running;
        synchronized (this) {
            wanted = false;
            running = process;
        }
        if (running == null) return 0;
        running.destroy();
        try {
            if (!running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) running.destroyForcibly();
            return running.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SiteException.interrupted("stopping " + name());
        }
    }

    /** Whether a process runs; a frozen one does. */
    public synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    /** Whether it says that it serves. */
    public boolean ready() {
        return alive() && probe.getAsBoolean();
    }

    /** How often it has been started. */
    public synchronized int starts() {
        return starts;
    }

    /** What its present life has used of the processors, children included; 0 if none runs. */
    public double processorSeconds() {
        Process running = current();
        if (running == null) return 0;
        return Stream.concat(Stream.of(running.toHandle()), running.descendants())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToDouble(used -> used.toNanos() / 1e9)
                .sum();
    }

    private synchronized @Nullable Process current() {
        return process;
    }

    private void signal(String signal) {
        Command.run("ip", "netns", "pids", host.namespace())
                .lines()
                .forEach(pid -> Command.succeeds("kill", "-" + signal, pid));
    }

    private void ended(Process which) {
        synchronized (this) {
            if (!wanted || process != which) return;
        }
        supervisor.ended(this, which.exitValue());
    }

    /** What the supervisor does when its pause is over. */
    synchronized void startAgain() {
        if (wanted) start();
    }
}
