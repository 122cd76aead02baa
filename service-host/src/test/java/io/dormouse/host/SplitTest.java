package io.dormouse.host;

import static io.dormouse.host.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.postgres.FreePort;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Members in processes of their own; one of them is frozen for longer than the others have patience, and wakes up. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
class SplitTest {
    private static final long DEADLINE_SECONDS = 90;

    private final String cluster = "split-" + UUID.randomUUID();

    @Test
    void shouldReachEveryMemberFromEveryOtherAfterOneWasThrownOutAndCameBack() throws Exception {
        List<Integer> ports = List.of(FreePort.get(), FreePort.get(), FreePort.get());
        List<String> all = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        ClusterMember a = await(Peer.join(cluster, "a", ports.get(0), all));
        try (Peer b = Peer.start(cluster, "b", ports.get(1), all);
                Peer c = Peer.start(cluster, "c", ports.get(2), all)) {
            List<String> names = List.of("a", b.name(), c.name());
            until("all can speak", () -> everyoneReachesEveryone(a, names));

            for (Peer victim : List.of(b, c)) {
                String before = nameOf(a, victim);
                victim.freeze();
                until("it is thrown out", () -> a.namesOf(victim.name()).isEmpty());
                // so that it is remembered that nobody answers there
                assertThat(everyoneReachesEveryone(a, names)).isFalse();
                victim.thaw();
                until("it is back", () -> a.namesOf(victim.name()).size() == 1);
                until("all can speak again", () -> everyoneReachesEveryone(a, names));

                assertThat(nameOf(a, victim)).isEqualTo(before);
            }
        } finally {
            await(a.leave());
        }
    }

    private static String nameOf(ClusterMember seenBy, Peer peer) {
        return seenBy.namesOf(peer.name()).getFirst();
    }

    private static boolean everyoneReachesEveryone(ClusterMember a, List<String> names) {
        DeliveryOptions soon = new DeliveryOptions().setSendTimeout(2_500);
        for (String asking : names) {
            for (String asked : names) {
                try {
                    String said = await(a.vertx().eventBus().<String>request(Peer.relay(asking), asked, soon))
                            .body();
                    if (!said.equals(asked)) return false;
                } catch (Exception notYet) {
                    System.getLogger("split").log(System.Logger.Level.DEBUG, asking + " to " + asked, notYet);
                    return false;
                }
            }
        }
        return true;
    }

    private static void until(String what, BooleanSupplier reached) throws TimeoutException {
        long deadline = System.nanoTime() + DEADLINE_SECONDS * 1_000_000_000L;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new TimeoutException("not in time: " + what);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
