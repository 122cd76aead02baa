package io.dormouse.chaos.promise;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The file of one client, a JSON object a line, only ever appended to. A line is with the operating system when the method
 * returns: what was asked before it is sent, what was answered before anybody relies on it. Any thread.
 */
public final class Diary implements AutoCloseable {
    static final String ENDING = ".ndjson";

    private final String client;
    private final BufferedWriter file;
    private long number;

    private Diary(String client, BufferedWriter file) {
        this.client = client;
        this.file = file;
    }

    /** Begins, or goes on with, the file of a client. */
    public static Diary of(Path folder, String client) {
        try {
            Files.createDirectories(folder);
            return new Diary(
                    client,
                    Files.newBufferedWriter(
                            folder.resolve(client + ENDING), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("the diary of %s cannot be written".formatted(client), e);
        }
    }

    /** Notes that something is asked for, before it is. @param wish without client, number, time and answer: they are given here */
    public synchronized Wish asks(Wish wish) {
        Wish asked = new Wish(
                client,
                ++number,
                wish.deed(),
                wish.by(),
                wish.target(),
                wish.name(),
                wish.signal(),
                wish.key(),
                wish.body(),
                Instant.now(),
                wish.answer());
        ObjectNode line = line(asked.number(), asked.asked())
                .put("asks", asked.deed().name())
                .put("by", asked.by())
                .put("target", asked.target())
                .put("name", asked.name())
                .put("signal", asked.signal())
                .put("key", asked.key());
        append(line.set("body", asked.body()));
        return asked;
    }

    /** Notes the answer, after which it is not asked for again. */
    public synchronized Wish isAnswered(Wish wish, Answer answer) {
        ObjectNode line = line(wish.number(), answer.at())
                .put("answered", answer.status())
                .put("tries", answer.tries());
        append(line.set("body", answer.body()));
        return wish.answered(answer);
    }

    private static ObjectNode line(long number, Instant at) {
        return JsonNodeFactory.instance.objectNode().put("number", number).put("at", at.toString());
    }

    private void append(ObjectNode line) {
        try {
            file.write(line.toString());
            file.newLine();
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the diary of %s cannot be written".formatted(client), e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the diary of %s cannot be closed".formatted(client), e);
        }
    }
}
