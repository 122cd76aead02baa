package io.dormouse.host;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A member in a process of its own, which can be frozen: it answers at its address, and asks others when it is told to. */
record Peer(Process process, String name) implements AutoCloseable {
    static String address(String name) {
        return "peer." + name;
    }

    /** Where it is told whom to ask: the body is the other's name. */
    static String relay(String name) {
        return "relay." + name;
    }

    /** In the new process: cluster, name, port, ports of all. */
    public static void main(String[] arguments) {
        join(arguments[0], arguments[1], Integer.parseInt(arguments[2]), List.of(arguments[3].split(",")))
                .onFailure(failure -> System.exit(1));
    }

    static Future<ClusterMember> join(String cluster, String name, int port, List<String> members) {
        return ClusterMember.join(new ClusterConfig(cluster, name, "127.0.0.1", port, members))
                .compose(member -> {
                    EventBus bus = member.vertx().eventBus();
                    DeliveryOptions soon = new DeliveryOptions().setSendTimeout(2_000);
                    return Future.all(
                                    bus.consumer(address(name), asked -> asked.reply(name))
                                            .completion(),
                                    bus.<String>consumer(
                                                    relay(name),
                                                    asked -> bus.request(address(asked.body()), "who are you?", soon)
                                                            .onComplete(
                                                                    answer -> asked.reply(answer.body()),
                                                                    failure -> asked.fail(1, failure.toString())))
                                            .completion())
                            .map(bound -> member);
                });
    }

    static Peer start(String cluster, String name, int port, List<String> members) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Peer.class.getName(),
                cluster,
                name,
                String.valueOf(port),
                String.join(",", members)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "peer-" + name + ".log").toFile())
                .start();
        return new Peer(process, name);
    }

    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
