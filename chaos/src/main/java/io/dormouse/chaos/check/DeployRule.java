package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.Evidence.DeployRow;
import io.dormouse.chaos.check.Evidence.LedgerKey;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.errand.Life;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Each server has done the deploys of its workflow, each once, in their order. */
final class DeployRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        Set<String> keys = new HashSet<>();
        for (DeployRow deploy : evidence.deploys()) {
            if (!keys.add(deploy.key())) findings.doubled("deploy", "two servers have done %s", deploy);
            if (!evidence.operations().containsKey(new LedgerKey("job", deploy.key())))
                findings.doubled("deploy", "nobody called for %s", deploy);
        }
        Map<String, List<DeployRow>> done =
                evidence.deploys().stream().collect(Collectors.groupingBy(DeployRow::workflow));
        for (WorkflowRow row : evidence.workflows().values()) {
            Optional<List<String>> wanted = wanted(row, evidence);
            if (wanted.isEmpty()) continue;
            List<DeployRow> deploys = done.getOrDefault(row.id(), List.of());
            List<String> releases = deploys.stream().map(DeployRow::release).toList();
            if (releases.size() < wanted.get().size())
                findings.lost(
                        "deploy", "%s is done with %s, and its server has done %s", row.id(), wanted.get(), deploys);
            else if (releases.size() > wanted.get().size())
                findings.doubled("deploy", "%s wanted %s, and its server has done %s", row.id(), wanted.get(), deploys);
            else if (!releases.equals(wanted.get()))
                findings.wrong(
                        "deploy",
                        "%s wanted %s in this order, and its server has done %s",
                        row.id(),
                        wanted.get(),
                        deploys);
        }
    }

    /** The releases that a workflow must have deployed; empty if that cannot be said. */
    private static Optional<List<String>> wanted(WorkflowRow row, Evidence evidence) {
        if (!row.isCompleted()) return Optional.empty();
        JsonNode input = evidence.input(row.id());
        return switch (row.name()) {
            case Duties.PROVISION ->
                Optional.of(
                        row.result().path("live").asBoolean()
                                ? List.of(input.path("release").asText())
                                : List.of());
            case Life.NAME ->
                Optional.of(
                        row.result().path("approved").asBoolean()
                                ? StreamSupport.stream(input.path("releases").spliterator(), false)
                                        .map(JsonNode::asText)
                                        .toList()
                                : List.of());
            default -> Optional.empty();
        };
    }
}
