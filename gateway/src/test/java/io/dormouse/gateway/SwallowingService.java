package io.dormouse.gateway;

import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An instance of the workflow service in a process of its own that says nothing to whatever it is asked, and can be killed. */
record SwallowingService(Process process, Path log) implements AutoCloseable {
    /** In the new process: the cluster, and where to look for its first member. */
    public static void main(String[] arguments) {
        ClusterMember.join(new ClusterConfig(arguments[0], "workflow", "127.0.0.1", 0, List.of(arguments[1])))
                .compose(member -> member.vertx()
                        .eventBus()
                        .consumer(WorkflowService.ADDRESS, asked -> System.out.println("swallowed"))
                        .completion())
                .onComplete(bound -> System.out.println("listens"), failure -> System.exit(1));
    }

    static SwallowingService start(Path folder, String cluster, String meetingPoint) throws IOException {
        Path log = folder.resolve("swallowing.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SwallowingService.class.getName(),
                        cluster,
                        meetingPoint)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new SwallowingService(process, log);
    }

    boolean hasSaid(String word) {
        try {
            return Files.readString(log).contains(word);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
