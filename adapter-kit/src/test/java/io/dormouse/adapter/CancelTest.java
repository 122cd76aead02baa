package io.dormouse.adapter;

import static io.dormouse.adapter.TestInstance.server;
import static io.dormouse.adapter.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.iaas.Server;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Withdrawing the call of a key. */
class CancelTest {
    private final LedgerDatabase database = new LedgerDatabase();
    private final TestInstance instance = new TestInstance(database.database());

    @AfterEach
    void close() {
        instance.close();
        database.close();
    }

    @Test
    void shouldKeepACallThatComesLaterFromDoingAnything() {
        assertThat(await(instance.cancel("k"))).isEqualTo(withdrawn("CANCELLED"));

        assertThatThrownBy(() -> await(instance.create("k", "B6")))
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.CANCELLED));
        assertThat(instance.create.timesAsked()).isZero();
        assertThat(database.stateOf("k")).isEqualTo("CANCELLED");
    }

    @Test
    void shouldBeAnsweredAgainWhenItIsRepeated() {
        await(instance.cancel("k"));

        assertThat(await(instance.cancel("k"))).isEqualTo(withdrawn("CANCELLED"));
        assertThat(database.query("SELECT FROM audit")).hasSize(1);
    }

    @Test
    void shouldLetACallGoItsWayThatWasThereFirst() {
        Future<Server> call = instance.create("k", "B6");
        var asked = instance.create.next();

        assertThat(await(instance.cancel("k"))).isEqualTo(withdrawn("STARTED"));

        asked.answer().complete(server("s-1"));
        assertThat(await(call)).isEqualTo(server("s-1"));
        assertThat(await(instance.cancel("k"))).isEqualTo(withdrawn("DONE"));
    }

    private static JsonObject withdrawn(String state) {
        return new JsonObject().put("key", "k").put("state", state);
    }
}
