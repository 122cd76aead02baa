package io.dormouse.examples.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.workflow.WorkflowService;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What other services read about us is so. */
class DocumentTest {
    private static final Pattern QUOTED = Pattern.compile("`([A-Za-z]+)`");

    private final String text = read();

    @Test
    void shouldNameEachActionOfEachService() throws ReflectiveOperationException {
        for (Class<?> contract : List.of(
                WorkflowService.class, ApprovalService.class, DnsService.class, IaasService.class, JobService.class)) {
            Set<String> actions = Arrays.stream(contract.getMethods())
                    .map(Method::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            actions.add("cancel");
            actions.remove("cancelChild");
            assertThat(namedAt((String) contract.getField("ADDRESS").get(null))).isEqualTo(actions);
        }
    }

    @Test
    void shouldNumberTheFailuresOfEveryCall() {
        for (CallFailure failure : CallFailure.values())
            assertThat(text).contains(String.valueOf(failure.code()), "`%s`".formatted(failure.name()));
    }

    private Set<String> namedAt(String address) {
        String row = text.lines()
                .filter(line -> line.startsWith("| `%s` |".formatted(address)))
                .findFirst()
                .orElseThrow();
        return QUOTED.matcher(row)
                .results()
                .map(action -> action.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read() {
        try {
            return Files.readString(Path.of("../docs/other-services.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
