package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.FreshKey;
import io.dormouse.host.bus.Call;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WorkflowIdsTest {
    private static final String TIME = "01a2027b-baca";

    @Test
    void shouldFindTheFirstStartOfAKeyAgain() {
        String key = FreshKey.make();

        assertThat(idUnder(key)).isEqualTo(idUnder(key)).isNotEqualTo(idUnder(FreshKey.make()));
        assertThat(idUnder("order 7")).isEqualTo(idUnder("order 7")).isNotEqualTo(idUnder("order 8"));
    }

    @Test
    void shouldBeginWithTheTimeOfAKeyThatBeginsWithIt() {
        assertThat(idUnder(TIME + "-7964-8311-14a73531510e")).startsWith(TIME);
    }

    @Test
    void shouldTellKeysOfOneMomentFromEachOther() {
        assertThat(idUnder(TIME + "-7964-8311-14a73531510e")).isNotEqualTo(idUnder(TIME + "-7964-8311-14a73531510f"));
    }

    @Test
    void shouldNotTakeAnyOtherUuidForATime() {
        assertThat(idUnder(TIME + "-4964-8311-14a73531510e")).doesNotStartWith(TIME);
        assertThat(idUnder(TIME.toUpperCase(java.util.Locale.ROOT) + "-7964-8311-14a73531510e x"))
                .doesNotStartWithIgnoringCase(TIME);
    }

    private static String idUnder(String key) {
        return WorkflowIds.ofNew(
                Optional.empty(), new Call("start", new JsonObject(), Optional.of(key), "tester", false));
    }
}
