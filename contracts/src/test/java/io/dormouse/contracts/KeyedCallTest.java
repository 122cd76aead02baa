package io.dormouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asking until there is an outcome. */
final class KeyedCallTest {
    private static final String SERVICE = "zoo.v1";
    private static final String HOLDER = "zoo.v1.one";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        settled(vertx.close());
    }

    private void answers(String address, List<Consumer<Message<Object>>> inTurn) {
        Queue<Consumer<Message<Object>>> left = new ArrayDeque<>(inTurn);
        vertx.eventBus().consumer(address, question -> {
            asked.add(address);
            left.remove().accept(question);
        });
    }

    private static void inProgress(Message<Object> question) {
        question.reply(
                null,
                new DeliveryOptions()
                        .addHeader(Headers.STATE, Headers.IN_PROGRESS)
                        .addHeader(Headers.POLL, HOLDER));
    }

    private Object result() throws Exception {
        return settled(new KeyedCall(SERVICE, "feed", new JsonObject(), "k", "ada").send(vertx));
    }

    private static <T> T settled(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        }
    }

    @Test
    void shouldAskTheHolderAgainWhileItIsInProgress() throws Exception {
        answers(SERVICE, List.of(KeyedCallTest::inProgress));
        answers(HOLDER, List.of(KeyedCallTest::inProgress, question -> question.reply("fed")));

        assertThat(result()).isEqualTo("fed");
        assertThat(asked).containsExactly(SERVICE, HOLDER, HOLDER);
    }

    @Test
    void shouldGoBackToTheServiceWhenTheHolderIsGone() throws Exception {
        answers(SERVICE, List.of(KeyedCallTest::inProgress, question -> question.reply("fed by another")));

        assertThat(result()).isEqualTo("fed by another");
        assertThat(asked).containsExactly(SERVICE, SERVICE);
    }

    @Test
    void shouldFailWithWhatTheHolderSays() {
        answers(SERVICE, List.of(KeyedCallTest::inProgress));
        answers(HOLDER, List.of(question -> question.fail(7, "it bites")));

        assertThatThrownBy(this::result)
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        failure -> assertThat(failure.failureCode()).isEqualTo(7));
        assertThat(asked).containsExactly(SERVICE, HOLDER);
    }

    @Test
    void shouldFailWhenThereIsNoSuchService() {
        assertThatThrownBy(this::result)
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        failure -> assertThat(failure.failureType()).isEqualTo(ReplyFailure.NO_HANDLERS));
    }
}
