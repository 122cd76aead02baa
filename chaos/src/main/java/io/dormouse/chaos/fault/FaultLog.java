package io.dormouse.chaos.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every fault with its begin and its end, one JSON object a line, and how many there were of each kind. Thread-safe. */
final class FaultLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FaultLog.class);

    private final ObjectMapper json = new ObjectMapper();
    private final BufferedWriter file;
    private final Map<String, Integer> counts = new TreeMap<>();
    private int last;

    FaultLog(Path file) {
        try {
            this.file = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of this fault. */
    synchronized int begin(Fault fault) {
        int id = ++last;
        counts.merge(fault.kind(), 1, Integer::sum);
        write(id, fault, "begin", "");
        return id;
    }

    synchronized void end(int id, Fault fault, String detail) {
        write(id, fault, "end", detail);
    }

    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    private void write(int id, Fault fault, String phase, String detail) {
        ObjectNode line = json.createObjectNode()
                .put("at", Instant.now().toString())
                .put("id", id)
                .put("kind", fault.kind())
                .put("target", fault.target())
                .put("phase", phase);
        if (!detail.isEmpty()) line.put("detail", detail);
        log.info("{} {} {} {}", phase, fault.kind(), fault.target(), detail);
        try {
            file.write(json.writeValueAsString(line));
            file.newLine();
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
