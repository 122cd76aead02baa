package io.dormouse.bench.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.bench.report.Report;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** No part of {@code mvn verify}: it wants the machine to itself for less than a minute. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_BENCH", matches = "1")
class GuardTest {
    @Test
    void shouldNotCostTwiceAsMuchAsItDid() throws ExecutionException, InterruptedException {
        List<Guard.Ratio> ratios = new Guard().measure(new Report(System.out, false));

        assertThat(ratios).allMatch(Guard.Ratio::holds, "is not below its least");
    }
}
