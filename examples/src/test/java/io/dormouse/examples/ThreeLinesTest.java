package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.testkit.Asked;
import io.dormouse.testkit.Call;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreeLinesTest {
    private static final ThreeLines.Request REQUEST = new ThreeLines.Request("B6", "1.0");

    @Test
    void shouldDeployAMonthLaterWhenSomebodySaysYes() {
        WorkflowRun<String> run =
                DataCentre.around(WorkflowTest.of(ThreeLines.class)).start(REQUEST);
        assertThat(run.asked()).extracting(Asked::question).containsExactly("deploy to 10.0.0.1?");

        run.pass(Duration.ofDays(30)).approve("yes").finish();

        assertThat(run.result()).isEqualTo("deployed 1.0 on 10.0.0.1");
    }

    @Test
    void shouldLeaveTheServerAloneWhenSomebodySaysNo() {
        WorkflowRun<String> run = DataCentre.around(WorkflowTest.of(ThreeLines.class))
                .reject("no")
                .run(REQUEST);

        assertThat(run.result()).isEqualTo("left alone");
        assertThat(run.calls()).extracting(Call::name).containsExactly("iaas.v1/create", "approval.v1/request");
    }
}
