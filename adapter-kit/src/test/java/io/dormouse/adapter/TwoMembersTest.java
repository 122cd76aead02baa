package io.dormouse.adapter;

import static io.dormouse.adapter.Waiting.await;
import static io.dormouse.adapter.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** An adapter in two members of a cluster over one Postgres, one of which dies or freezes in the middle of a long call. */
class TwoMembersTest {
    private static final String KEY = "w/0/1";

    private final LedgerDatabase database = new LedgerDatabase();
    private final Cloud cloud = new Cloud();
    private final String cluster = "test-" + UUID.randomUUID();
    private final AdapterMember holder = new AdapterMember(cluster, List.of("127.0.0.1:1"), database.database(), cloud);
    private final AdapterMember other =
            new AdapterMember(cluster, List.of(holder.hostAndPort()), database.database(), cloud);

    TwoMembersTest() {
        until("they know each other", () -> holder.members() == 2 && other.members() == 2);
    }

    @AfterEach
    void close() {
        holder.close();
        other.close();
        database.close();
    }

    /** A call over the bus that the one is asked for and whose request is on its way to the cloud. */
    private Cloud.Sent heldByTheOne() {
        other.askToCreate(holder.ledger.address(), KEY);
        return cloud.next();
    }

    @Test
    void shouldGoOnWithTheCallOfAKilledOneAndFindWhatItDidByItsKey() {
        Server made = heldByTheOne().lands();

        holder.die();
        until("its lock is free", () -> database.locks() == 1);
        other.takeOver();

        assertThat(await(other.askToCreate(other.ledger.address(), KEY))).isEqualTo(made);
        assertThat(cloud.isAsked()).as("nothing is made again").isFalse();
        assertThat(cloud.of(KEY)).containsExactly(made);
        assertThat(database.attemptOf(KEY)).isEqualTo(2);
    }

    @Test
    void shouldSupersedeAFrozenOneAndRemoveWhatItDidTooLate() {
        Cloud.Sent late = heldByTheOne();

        holder.freeze();
        database.age("6 seconds");
        other.takeOver();
        Cloud.Sent again = cloud.next();
        Server theOne = again.lands();
        Server surplus = late.lands();
        again.isAnswered(theOne);
        until("it is done", () -> database.stateOf(KEY).equals("DONE"));

        late.isAnswered(surplus);
        holder.thaw();

        Future<Server> asked = other.askToCreate(holder.ledger.address(), KEY);
        assertThat(await(asked)).as("who wakes up answers what the other wrote").isEqualTo(theOne);
        until("one server is left", () -> {
            other.alarm.ringIfSet(TestInstance.BEAT::equals);
            return cloud.of(KEY).equals(List.of(theOne));
        });
        assertThat(database.attemptOf(KEY)).isEqualTo(2);
    }

    /** Takes as long as the bus waits for an answer that does not come. */
    @Test
    @EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
    void shouldLeadACallerBackToTheServiceWhenTheHolderThatItPollsIsGone() {
        int calls = 0;
        Future<Server> call = other.askToCreate(IaasService.ADDRESS, KEY + calls);
        Cloud.Sent sent = cloud.next();
        // The bus asks its members in turn
        while (!holderOf(KEY + calls).equals(holder.ledger.address())) {
            sent.isAnswered(sent.lands());
            await(call);
            assertThat(++calls).as("calls that the other one got").isLessThan(10);
            call = other.askToCreate(IaasService.ADDRESS, KEY + calls);
            sent = cloud.next();
        }
        Server made = sent.lands();
        holder.alarm.ring(TestInstance.POLL);
        until("it is asked at its own address", () -> holder.alarm.has(TestInstance.POLL::equals));

        holder.die();
        other.takeOver();

        until("it has found its way", Duration.ofMinutes(1), call::isComplete);
        assertThat(await(call)).isEqualTo(made);
    }

    private String holderOf(String key) {
        return IaasService.ADDRESS + "."
                + database.query(
                                "SELECT i.name FROM operation o JOIN instance i ON i.number = o.holder WHERE o.key ="
                                        + " $1",
                                key)
                        .getFirst()
                        .getString("name");
    }
}
