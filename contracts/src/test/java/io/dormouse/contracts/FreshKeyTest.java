package io.dormouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FreshKeyTest {
    @Test
    void shouldBeAUuidOfVersion7ThatBeginsWithTheTime() {
        long before = System.currentTimeMillis();

        UUID key = UUID.fromString(FreshKey.make());

        assertThat(key.version()).isEqualTo(7);
        assertThat(key.variant()).isEqualTo(2);
        assertThat(key.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void shouldBeAnotherOneEveryTime() {
        Set<String> keys = Stream.generate(FreshKey::make).limit(10_000).collect(Collectors.toSet());

        assertThat(keys).hasSize(10_000);
    }
}
