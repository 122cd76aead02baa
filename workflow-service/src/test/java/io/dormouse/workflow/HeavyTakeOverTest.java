package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node takes over more than it reads at once. */
final class HeavyTakeOverTest {
    private static final String HEAVY = "x".repeat(500_000);

    private final ServiceUnderTest first = new ServiceUnderTest().up();
    private final ServiceUnderTest second = first.otherNode();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void shouldReadThemLoadByLoadAndForgetNone() {
        List<String> ids = IntStream.range(0, 12).mapToObj(i -> "heavy-" + i).toList();
        ids.forEach(id -> first.start("create-server", new JsonObject().put("name", HEAVY + id), id));
        first.close();
        FakeCloud cloud = new FakeCloud(second.vertx);
        second.upAndTakeOver();
        for (String id : ids) second.awaitThat(id, view -> view.status().equals("COMPLETED"));
        assertThat(cloud.keys)
                .hasSameElementsAs(ids.stream().map(id -> id + "/0/0").toList());
    }
}
