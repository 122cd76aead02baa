package io.dormouse.chaos.site;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * What a site is to be.
 *
 * @param workflowNodes how many processes own workflows
 * @param skewed whether the clock of the last of them can be put wrong; that costs it some speed
 * @param workflows fills a folder with jars of workflows, before any node starts
 * @param classPath entries to put before the jars of a role: patched classes
 * @param flags JVM flags for a role
 * @param seed of the pauses before something dead is started again
 */
public record Plan(
        int workflowNodes,
        boolean skewed,
        Workflows workflows,
        Function<Role, List<Path>> classPath,
        Function<Role, List<String>> flags,
        long seed) {

    /** Who brings jars of workflows. */
    @FunctionalInterface
    public interface Workflows {
        /** Writes jars into the folder. */
        void writeTo(Path folder);
    }

    /** Three nodes, one with a doubtful clock, and nothing patched. */
    public static Plan usual(Workflows workflows, long seed) {
        return new Plan(3, true, workflows, role -> List.of(), role -> List.of(), seed);
    }

    /** The same with another number of nodes, all with a clock that is right. */
    public Plan withNodes(int count) {
        return new Plan(count, false, workflows, classPath, flags, seed);
    }

    /** The same with patched processes. */
    public Plan patched(Function<Role, List<Path>> patches, Function<Role, List<String>> jvmFlags) {
        return new Plan(workflowNodes, skewed, workflows, patches, jvmFlags, seed);
    }
}
