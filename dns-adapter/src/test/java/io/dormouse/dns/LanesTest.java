package io.dormouse.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class LanesTest {
    private static final int AT_ONCE = 64;

    private final Lanes lanes = new Lanes();
    private final List<String> begun = new ArrayList<>();

    private Promise<Void> run(String name) {
        Promise<Void> work = Promise.promise();
        lanes.run(Name.fromConstantString(name), () -> {
            begun.add(name);
            return work.future();
        });
        return work;
    }

    @Test
    void shouldBeginACallForANameWhenTheOneBeforeHasEnded() {
        Promise<Void> first = run("a.test.");
        run("A.test.");
        assertThat(begun).hasSize(1);
        first.fail("no matter how");
        assertThat(begun).hasSize(2);
    }

    @Test
    void shouldRunDifferentNamesBesideEachOther() {
        run("a.test.");
        run("b.test.");
        assertThat(begun).containsExactly("a.test.", "b.test.");
    }

    @Test
    void shouldHoldBackWhatIsTooMuchAtOnce() {
        List<Promise<Void>> works = new ArrayList<>();
        for (int i = 0; i < AT_ONCE + 2; i++) works.add(run("n%d.test.".formatted(i)));
        assertThat(begun).hasSize(AT_ONCE);
        works.getFirst().complete();
        assertThat(begun).hasSize(AT_ONCE + 1);
        works.get(1).fail("no matter how");
        assertThat(begun).hasSize(AT_ONCE + 2);
    }

    @Test
    void shouldGoOnAfterWorkThatThrows() {
        Future<Object> thrown = lanes.run(Name.fromConstantString("a.test."), () -> {
            throw new IllegalStateException("at once");
        });
        assertThat(thrown.failed()).isTrue();
        run("a.test.");
        assertThat(begun).hasSize(1);
    }
}
