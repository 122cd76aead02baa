package io.dormouse.bench.recover;

import io.dormouse.bench.rig.Workflows;
import io.dormouse.host.Database;
import io.dormouse.host.Members;
import io.dormouse.host.ServiceVertx;
import io.dormouse.workflow.WorkflowServiceConfig;
import io.dormouse.workflow.WorkflowServiceVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A process with one node, which is told a word a line: {@code start} makes workflows, {@code end} lets them end. It says
 * {@link #READY} when the node serves, {@link #RUNNING} when the long step of every workflow was begun in this life, and
 * {@link #ENDED} when every workflow has come to its sum. It ends when it is told nothing more.
 */
public final class Node {
    static final String START = "start";
    static final String END = "end";
    static final String READY = "ready";
    static final String RUNNING = "running";
    static final String ENDED = "ended";

    private static final int FAILED = 1;

    private final Vertx vertx;
    private final Workflows asked;
    private final int workflows;

    private Node(Vertx vertx, int workflows) {
        this.vertx = vertx;
        this.asked = new Workflows(vertx);
        this.workflows = workflows;
    }

    /** @param arguments how many workflows, then host, port, name, schema, user and password of the database */
    public static void main(String[] arguments) throws Exception {
        Database database = new Database(
                arguments[1], Integer.parseInt(arguments[2]), arguments[3], arguments[4], arguments[5], arguments[6]);
        Node node = new Node(ServiceVertx.alone(), Integer.parseInt(arguments[0]));
        tell(node.serve(database), READY);
        tell(LongSteps.begun(node.workflows), RUNNING);
        try (BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String word = told.readLine(); word != null; word = told.readLine()) node.hear(word);
        }
        System.exit(0);
    }

    private Future<?> serve(Database database) {
        WorkflowServiceConfig config = WorkflowServiceConfig.of(database, Optional.empty(), true);
        Members alone = Members.alone("bench-" + UUID.randomUUID(), "workflow");
        return vertx.deployVerticle(new WorkflowServiceVerticle(config, alone));
    }

    private void hear(String word) {
        switch (word) {
            case START -> check(each(this::start));
            case END -> {
                LongSteps.end();
                tell(each(this::awaitEnd), ENDED);
            }
            default -> throw new IllegalArgumentException(word);
        }
    }

    private interface Call {
        Future<?> of(int number);
    }

    private Future<?> each(Call call) {
        return Future.all(IntStream.range(0, workflows).mapToObj(call::of).toList());
    }

    private Future<?> start(int number) {
        return asked.start("bench-recover", id(number), new JsonObject().put("number", number));
    }

    private Future<?> awaitEnd(int number) {
        return asked.awaitNumber(id(number)).map(sum -> {
            if (sum == Interrupted.SUM) return sum;
            throw new IllegalStateException("%s came to %d".formatted(id(number), sum));
        });
    }

    private static String id(int number) {
        return "bench-recover-" + number;
    }

    private static void tell(Future<?> done, String word) {
        check(done.onSuccess(fine -> {
            System.out.println(word);
            System.out.flush();
        }));
    }

    private static void check(Future<?> done) {
        done.onFailure(failure -> {
            failure.printStackTrace();
            System.exit(FAILED);
        });
    }
}
