package io.dormouse.chaos.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * What a figure was measured on, and when.
 *
 * @param system name and version of the kernel
 * @param processors that all processes share
 * @param memoryGib of the whole machine; 0 if nobody tells
 * @param java of every process
 * @param date in UTC
 */
public record Machine(String system, int processors, long memoryGib, String java, String date) {
    /** This one, today. */
    public static Machine here() {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                Runtime.version().toString(),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    @Override
    public String toString() {
        return "%s, %d processors, %d GiB, Java %s".formatted(system, processors, memoryGib, java);
    }

    private static long memory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .map(kib -> Math.round(kib / 1048576.0))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
