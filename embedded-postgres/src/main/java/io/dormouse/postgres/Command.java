package io.dormouse.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of Postgres to run, in a clean environment and, for root, in a user namespace: Postgres refuses to run as root. */
final class Command {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final List<String> words = new ArrayList<>();

    private Command() {}

    static Command of(Path program, List<String> arguments) {
        Command command = new Command();
        if (ROOT) command.words.addAll(List.of("unshare", "-U"));
        command.words.add(program.toString());
        command.words.addAll(arguments);
        return command;
    }

    /** In a session of its own, so that Ctrl-C on the terminal reaches only the JVM, which then stops it in good order. */
    Command inOwnSession() {
        if (Files.isExecutable(SETSID)) words.addFirst(SETSID.toString());
        return this;
    }

    /** Runs to the end; fails with what the program said unless it exits with 0. */
    void run() {
        try {
            Process process = builder().redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw PostgresException.commandFailed(String.join(" ", words), output);
            }
        } catch (IOException e) {
            throw PostgresException.commandFailed(String.join(" ", words), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PostgresException.interrupted("running " + words);
        }
    }

    /** Starts it; its output is appended to a file. */
    Process start(Path output) {
        try {
            Process process = builder()
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw PostgresException.commandFailed(String.join(" ", words), e.toString());
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        // initdb otherwise tries every time zone of the system to guess its name
        builder.environment().put("TZ", "UTC");
        return builder;
    }
}
