package io.dormouse.workflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Lives of nodes one after another, over suspicions that outlive them. */
class CrashGuardTest {
    private static final int PLENTY = 20;

    private final Suspicions suspicions = new Suspicions();
    private int lives;

    /** One life of a node: what it lets in, in the order in which it does. */
    private final class Life {
        private final Queue<Runnable> loop = new ArrayDeque<>();
        private final Set<String> calm = new HashSet<>();
        private final List<String> letIn = new ArrayList<>();
        private final Set<String> leftOut = new TreeSet<>();
        private final CrashGuard guard = new CrashGuard(
                "node-" + lives++,
                suspicions,
                id -> !id.startsWith("calm") && !calm.contains(id),
                millis -> Future.succeededFuture(),
                loop::add,
                new Random(lives));

        Life asks(String... workflows) {
            for (String workflow : workflows) {
                guard.admit(workflow).onSuccess(may -> {
                    if (may) letIn.add(workflow);
                    else leftOut.add(workflow);
                });
            }
            run();
            return this;
        }

        /** Everybody proves harmless but those who end the process: then this life is over. */
        Life until(String deadly) {
            for (int seen = 0; seen < letIn.size() && !letIn.get(seen).equals(deadly); seen++) {
                guard.provedHarmless(letIn.get(seen));
                run();
            }
            return this;
        }

        private void run() {
            while (!loop.isEmpty()) loop.remove().run();
        }
    }

    private static final class Suspicions implements Suspects {
        private final Map<String, String> nodes = new HashMap<>();
        private final Map<String, Integer> attempts = new HashMap<>();
        private int failures;
        private boolean everCalmed;

        @Override
        public Future<Integer> attempt(String node, String workflow) {
            if (failures-- > 0) return Future.failedFuture("away");
            if (!node.equals(nodes.put(workflow, node))) attempts.merge(workflow, 1, Integer::sum);
            return Future.succeededFuture(attempts.get(workflow));
        }

        @Override
        public Future<Void> acquit(String node, String workflow) {
            if (failures-- > 0) return Future.failedFuture("away");
            nodes.remove(workflow);
            attempts.remove(workflow);
            return Future.succeededFuture();
        }

        @Override
        public Future<Boolean> calmDown(String node) {
            everCalmed = true;
            return Future.succeededFuture(true);
        }

        @Override
        public Future<Void> tidy() {
            return Future.succeededFuture();
        }
    }

    @Test
    void shouldAskNobodyWhereAllIsCalm() {
        assertThat(new Life().guard.isFree("calm-1")).isTrue();
        assertThat(new Life().guard.isFree("w")).isFalse();
    }

    @Test
    void shouldLetInOneAfterAnother() {
        Life life = new Life().asks("a", "b", "c");
        assertThat(life.letIn).hasSize(1);

        life.guard.provedHarmless(life.letIn.getFirst());
        life.run();

        assertThat(life.letIn).hasSize(2);
    }

    @Test
    void shouldGoOnWhenTheDatabaseIsBack() {
        suspicions.failures = 3;
        Life life = new Life().asks("a", "b");
        suspicions.failures = 2;
        life.until("nobody");

        assertThat(life.letIn).containsExactlyInAnyOrder("a", "b");
        assertThat(suspicions.attempts).isEmpty();
    }

    @Test
    void shouldLeaveOutTheOneOverWhichThreeNodesHaveDied() {
        for (int death = 0; death < 3; death++) {
            Life life = new Life().asks("a", "deadly", "c").until("deadly");
            assertThat(life.letIn).contains("deadly");
        }

        Life fourth = new Life().asks("a", "deadly", "c").until("deadly");

        assertThat(fourth.leftOut).containsExactly("deadly");
        assertThat(fourth.letIn).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void shouldLeaveOutNobodyWhoeverIsOnTrialWhenNodesAreKilledFromOutside() {
        String[] workflows = new String[50];
        for (int i = 0; i < workflows.length; i++) workflows[i] = "w" + i;
        Random killer = new Random(7);
        for (int kill = 0; kill < PLENTY; kill++) {
            Life life = new Life().asks(workflows);
            for (int seen = killer.nextInt(workflows.length); seen > 0; seen--) {
                life.guard.provedHarmless(life.letIn.getLast());
                life.run();
            }
            assertThat(life.leftOut).isEmpty();
        }
    }

    @Test
    void shouldNotForgetUncleanEndsWhileSomethingThatHadToRunWasNotTried() {
        Life life = new Life().asks("a");
        assertThat(life.guard.calmDown().result()).isFalse();
        assertThat(suspicions.everCalmed).isFalse();

        life.until("nobody");
        assertThat(life.guard.calmDown().result()).isTrue();
    }

    @Test
    void shouldNotWaitForThoseWhoWereWokenMeanwhile() {
        Life life = new Life();
        life.guard.taken();
        life.asks("a").guard.calmDown();
        life.asks("woken").until("woken");
        life.guard.lookAgain();
        life.run();
        assertThat(life.letIn).containsExactly("a", "woken");

        assertThat(life.guard.calmDown().result()).isTrue();
    }

    @Test
    void shouldWaitForThoseWhoHadToRunWhenMoreWasTaken() {
        Life life = new Life();
        life.guard.calmDown();
        life.guard.taken();
        life.asks("a");

        assertThat(life.guard.calmDown().result()).isFalse();
    }

    @Test
    void shouldTryThoseWhoHadToRunBeforeThoseWhoWereWoken() {
        Life life = new Life().asks("a", "b", "c");
        life.guard.calmDown();
        life.asks("woken-1", "woken-2", "woken-3", "woken-4").until("nobody");

        assertThat(life.letIn.subList(0, 3)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void shouldKeepNobodyWaitingWhoseTrialIsNotNeededAnyMore() {
        Life life = new Life().asks("a", "b", "lost");
        life.calm.addAll(Set.of("a", "b", "lost"));

        life.guard.lookAgain();
        life.run();

        assertThat(life.letIn).containsExactlyInAnyOrder("a", "b", "lost");
    }
}
