package io.dormouse.sandbox.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.sandbox.cloud.Planner.Decision;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private final Account account = new Account("a", "key-a", 10);
    private final Planner planner =
            new Planner(CloudConfig.standard("key").withModels(new Model("B2", 1, 1, 2), new Model("B6", 1, 1, 5)));

    @Test
    void shouldMakeOneServerForTheSameWishTwiceInABatch() {
        List<Decision> decisions = decide(order("wish-1", "B6"), order("wish-1", "B6"), order("wish-2", "B6"));

        Decision.Make first = (Decision.Make) decisions.get(0);
        assertThat(first.first()).isTrue();
        assertThat(decisions.get(1)).isEqualTo(new Decision.Make(first.site(), false));
        assertThat(decisions.get(2)).isInstanceOfSatisfying(Decision.Make.class, other -> {
            assertThat(other.first()).isTrue();
            assertThat(other.site().id()).isNotEqualTo(first.site().id());
            assertThat(other.site().address()).isNotEqualTo(first.site().address());
        });
    }

    @Test
    void shouldRefuseAnotherModelForTheSameTokenInABatch() {
        List<Decision> decisions = decide(order("wish-1", "B6"), order("wish-1", "B2"));

        assertThat(refusal(decisions.get(1))).isEqualTo(CloudFailure.TOKEN_REUSED);
    }

    @Test
    void shouldCountWhatItGivesInABatch() {
        List<Decision> decisions =
                decide(order("wish-1", "B2"), order("wish-2", "B2"), order("wish-3", "B2"), order("wish-1", "B2"));

        assertThat(decisions.get(1)).isInstanceOf(Decision.Make.class);
        assertThat(refusal(decisions.get(2))).isEqualTo(CloudFailure.CAPACITY_EXHAUSTED);
        assertThat(decisions.get(3)).isInstanceOf(Decision.Make.class);
    }

    private Order order(String token, String model) {
        return new Order(account, token, model);
    }

    private List<Decision> decide(Order... orders) {
        return planner.decide(
                List.of(orders),
                Map.of(),
                new Usage(Map.of(), Map.of()),
                new ArrayDeque<>(List.of("127.1.0.1", "127.1.0.2", "127.1.0.3")));
    }

    private static CloudFailure refusal(Decision decision) {
        return ((Placement.Refused) ((Decision.Answer) decision).placement())
                .why()
                .failure();
    }
}
