package io.dormouse.workflow;

import static io.dormouse.workflow.ServiceUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.ClusterView;
import io.dormouse.contracts.workflow.GetCluster;
import io.dormouse.contracts.workflow.GetWorkflow;
import io.dormouse.contracts.workflow.MemberView;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.host.Database;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.postgres.FreePort;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two or three nodes, really clustered, over one Postgres; and a member that owns nothing and asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {
    private static final int WORKFLOWS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Database database = database();
    private final String cluster = "cluster-" + UUID.randomUUID();
    private final int meetingPoint = FreePort.get();
    private final List<ClusterMember> members = new ArrayList<>();
    private final ClusterMember asker = join("other");

    private static Database database() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("dormouse");
        return new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
    }

    /** The first one listens where the others look. */
    private ClusterMember join(String role) {
        int port = members.isEmpty() ? meetingPoint : 0;
        ClusterMember member = await(ClusterMember.join(
                new ClusterConfig(cluster, role, "127.0.0.1", port, List.of("127.0.0.1:" + meetingPoint))));
        members.add(member);
        return member;
    }

    private ClusterMember node() {
        ClusterMember member = join("workflow");
        WorkflowServiceConfig config = WorkflowServiceConfig.of(database, Optional.empty(), false);
        await(member.vertx().deployVerticle(new WorkflowServiceVerticle(config, member)));
        return member;
    }

    @BeforeAll
    void startTwo() {
        node();
        node();
        until("both own their share", () -> owners().size() == 2 && unowned() == 0);
    }

    @AfterAll
    void stopAll() {
        members.reversed().forEach(member -> await(member.leave()));
    }

    @Test
    void shouldAnswerWhereverItIsAsked() {
        List<String> ids = ids("asked");
        ids.forEach(id -> start("steps", new JsonObject().put("steps", 3), id));

        assertThat(ids).allSatisfy(id -> assertThat(awaitEnd(id).result()).hasToString("Optional[3]"));
        assertThat(ids.stream().map(this::start3).map(started -> started.getBoolean("created")))
                .as("asked again, wherever, it is the same start")
                .containsOnly(false);
    }

    @Test
    void shouldWakeWhoeverWaitsOnWhateverNode() {
        List<String> ids = ids("waits");
        ids.forEach(id -> start("wait-for-event", new JsonObject().put("name", id), id));
        ids.forEach(id -> ask("trigger", new TriggerEvent("event-of-" + id, "now"), JsonObject.class));

        assertThat(ids).allSatisfy(id -> assertThat(awaitEnd(id).status()).isEqualTo("COMPLETED"));
    }

    @Test
    void shouldShareWithANodeThatJoinsAndLoseNothingWhenItLeaves() {
        List<String> ids = ids("stays");
        ids.forEach(id -> start("wait-for-event", new JsonObject().put("name", id), id));

        ClusterMember third = node();
        until(
                "all three own their share",
                () -> unowned() == 0
                        && owners().size() == 3
                        && owners().stream()
                                .allMatch(owner -> owner.partitions().orElseThrow() > 30));

        members.remove(third);
        Future<Void> left = third.leave();
        List<Future<WorkflowView>> underWay =
                ids("meanwhile").stream().map(this::beginToEnd).toList();
        await(left);

        assertThat(underWay.stream().map(ServiceUnderTest::await))
                .allSatisfy(view -> assertThat(view.status()).isEqualTo("COMPLETED"));
        until("two own all", () -> owners().size() == 2 && unowned() == 0);
        ids.forEach(id -> ask("trigger", new TriggerEvent("event-of-" + id, "now"), JsonObject.class));
        assertThat(ids).allSatisfy(id -> assertThat(awaitEnd(id).status()).isEqualTo("COMPLETED"));
    }

    private static List<String> ids(String prefix) {
        return IntStream.range(0, WORKFLOWS)
                .mapToObj(number -> prefix + "-" + number)
                .toList();
    }

    private JsonObject start3(String id) {
        return start("steps", new JsonObject().put("steps", 3), id);
    }

    private JsonObject start(String name, JsonObject input, String id) {
        return ask("start", new StartWorkflow(name, Optional.empty(), Optional.of(id), input), JsonObject.class);
    }

    private Future<WorkflowView> beginToEnd(String id) {
        StartWorkflow start =
                new StartWorkflow("steps", Optional.empty(), Optional.of(id), new JsonObject().put("steps", 3));
        return send("start", start, id)
                .compose(started -> send("awaitEnd", new AwaitWorkflow(id, 10_000), id))
                .map(view -> Wire.decode((JsonObject) view, WorkflowView.class));
    }

    private WorkflowView awaitEnd(String id) {
        until(id + " has ended", () -> {
            ask("awaitEnd", new AwaitWorkflow(id, 1_000), WorkflowView.class);
            return ask("get", new GetWorkflow(id), WorkflowView.class)
                    .finishedAt()
                    .isPresent();
        });
        return ask("get", new GetWorkflow(id), WorkflowView.class);
    }

    private List<MemberView> owners() {
        return census(view -> view.members().stream()
                .filter(member -> member.partitions().filter(count -> count > 0).isPresent())
                .toList());
    }

    private int unowned() {
        return census(ClusterView::unowned);
    }

    private <T> T census(Function<ClusterView, T> question) {
        return question.apply(ask("cluster", new GetCluster(Optional.empty()), ClusterView.class));
    }

    private <T> T ask(String action, Object request, Class<T> answer) {
        Object body = await(send(action, request, UUID.randomUUID().toString()));
        return answer == JsonObject.class ? answer.cast(body) : Wire.decode((JsonObject) body, answer);
    }

    private Future<Object> send(String action, Object request, String key) {
        JsonObject body = new JsonObject().put("request", Wire.encode(request));
        return new KeyedCall(WorkflowService.ADDRESS, action, body, key, "tester").send(asker.vertx());
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("not yet: " + what);
        }
    }
}
