package io.dormouse.chaos.promise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what all clients have written. */
public final class Diaries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Diaries() {}

    /** Every wish in the files of a folder, each file in its order. */
    public static List<Wish> read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Wish> wishes = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(Diary.ENDING))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                wishes.addAll(read(name.substring(0, name.length() - Diary.ENDING.length()), Files.readAllLines(file)));
            }
            return wishes;
        } catch (IOException e) {
            throw new UncheckedIOException("the diaries in %s cannot be read".formatted(folder), e);
        }
    }

    static List<Wish> read(String client, List<String> lines) throws IOException {
        Map<Long, Wish> wishes = new LinkedHashMap<>();
        for (String text : lines) {
            JsonNode line = JSON.readTree(text);
            long number = line.path("number").asLong();
            if (line.has("asks")) wishes.put(number, wish(client, number, line));
            else wishes.computeIfPresent(number, (same, wish) -> wish.answered(answer(line)));
        }
        return List.copyOf(wishes.values());
    }

    private static Wish wish(String client, long number, JsonNode line) {
        return new Wish(
                client,
                number,
                Deed.valueOf(line.path("asks").asText()),
                line.path("by").asText(),
                line.path("target").asText(),
                line.path("name").asText(),
                line.path("signal").asText(),
                line.path("key").asText(),
                line.path("body"),
                Instant.parse(line.path("at").asText()),
                Optional.empty());
    }

    private static Answer answer(JsonNode line) {
        return new Answer(
                line.path("answered").asInt(),
                line.path("body"),
                Instant.parse(line.path("at").asText()),
                line.path("tries").asInt());
    }
}
