package io.dormouse.host.process;

import io.dormouse.postgres.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A {@link SleepyService} in a process of its own. */
record Started(Process process, int healthPort, Path log) implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;
    private static final HttpClient http = HttpClient.newHttpClient();

    static Started with(Path folder, String... flags) throws IOException {
        int port = FreePort.get();
        Path log = folder.resolve("service.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SleepyService.class.getName(),
                "--health.port=" + port,
                "--cluster.port=0"));
        command.addAll(List.of(flags));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Started(process, port, log);
    }

    /** The answer, once it is as wanted. */
    HttpResponse<String> await(String path, Predicate<HttpResponse<String>> wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        String last = "no answer";
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + healthPort + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (wanted.test(answer)) return answer;
                last = answer.statusCode() + " " + answer.body();
            } catch (ConnectException notYet) {
                last = notYet.toString();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new TimeoutException("%s: %s; the log: %s".formatted(path, last, said()));
    }

    /** The exit code after SIGTERM, or of itself. */
    int end(boolean bySignal) throws InterruptedException, TimeoutException {
        if (bySignal) process.destroy();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) throw new TimeoutException("it does not end");
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
