package io.dormouse.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A JVM of its own that starts Postgres and then waits to be killed. */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final long postmaster;

    private OtherProcess(Process process, long postmaster) {
        this.process = process;
        this.postmaster = postmaster;
    }

    static OtherProcess startingPostgres(Path directory) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("started ")) return new OtherProcess(process, Long.parseLong(line.substring(8)));
        }
        throw new IOException("the other process ended without a Postgres");
    }

    long postmaster() {
        return postmaster;
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(directory, directory.resolve("postgres.log"), List.of("dns"), line -> {});
        Sql.as("dns", postgres)
                .run("CREATE TABLE IF NOT EXISTS dns.record (name text)", "INSERT INTO dns.record VALUES ('web1')");
        System.out.println("started " + postgres.pid());
        System.in.read();
    }
}
