package io.dormouse.chaos;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that makes network namespaces, a bridge between them, and a mounted disk. Where this machine does not let it, the test
 * is left out, and one line says why; with {@code DORMOUSE_REQUIRE_EXTERNALS=1} it runs all the same, and fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNamespaces.Condition.class)
@interface NeedsNamespaces {
    /** Whether they can be made. */
    final class Condition implements ExecutionCondition {
        private static final String PROBE = """
            set -e
            for program in ip nft mkfs.ext4 fallocate sysctl setsid mount unshare; do
                command -v $program > /dev/null || { echo "the program $program is not here"; exit 1; }
            done
            unshare --net --mount sh -ec '
                ip link add probe0 type bridge
                ip link add probe1 type veth peer name probe2
                nft add table inet probe
                mount -t tmpfs probe /mnt'
            ip netns add dmcprobe$$
            ip netns delete dmcprobe$$
            """;

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String trouble = trouble();
            if (trouble.isEmpty()) return ConditionEvaluationResult.enabled("namespaces can be made");
            if ("1".equals(System.getenv("DORMOUSE_REQUIRE_EXTERNALS")))
                return ConditionEvaluationResult.enabled("namespaces must be here; the test will fail: " + trouble);
            System.out.printf("%n!!! NO CHAOS: this machine lets nobody make network namespaces: %s !!!%n%n", trouble);
            return ConditionEvaluationResult.disabled("no namespaces can be made here: " + trouble);
        }

        /** Why not; empty if they can be made. */
        private static String trouble() {
            try {
                Path said = Files.createTempFile("dormouse-probe-", ".txt");
                Process probe = new ProcessBuilder("sh", "-c", PROBE)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
                boolean over = probe.waitFor(20, TimeUnit.SECONDS);
                if (!over) probe.destroyForcibly();
                String answer = Files.readString(said).strip();
                Files.delete(said);
                if (!over) return "asking for one takes longer than 20 s";
                return probe.exitValue() == 0 ? "" : answer;
            } catch (IOException e) {
                return e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
        }
    }
}
