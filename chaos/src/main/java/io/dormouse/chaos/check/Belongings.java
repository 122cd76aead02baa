package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.errand.Move;
import io.dormouse.chaos.errand.Retire;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What must be left of the workflows in the outside world, and what may be, because nobody knows how far they are.
 *
 * @param kept servers that must be there, by the workflow that made them
 * @param names that must be there, with their address
 * @param unsure workflows that have not ended: what is theirs may be there or not
 * @param unsureServers servers that one is about to give back
 */
record Belongings(
        Set<String> kept,
        Map<String, String> names,
        Set<String> unsure,
        Set<String> unsureServers,
        Set<String> unsureNames) {
    static Belongings of(Evidence evidence) {
        Belongings left =
                new Belongings(new HashSet<>(), new HashMap<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (WorkflowRow row : evidence.workflows().values()) {
            JsonNode input = evidence.input(row.id());
            String name = input.path("name").asText();
            if (!row.hasEnded()) {
                left.unsure.add(row.id());
                left.unsureNames.add(name);
                if (row.name().equals(Retire.NAME))
                    left.unsureServers.add(input.path("server").asText());
            } else if (row.isCompleted()) {
                switch (row.name()) {
                    case Duties.PROVISION -> {
                        if (!row.result().path("live").asBoolean()) continue;
                        left.kept.add(row.id());
                        left.names.put(name, row.result().path("address").asText());
                    }
                    case Move.NAME -> {
                        if (input.path("stays").asBoolean())
                            left.names.put(name, row.result().asText());
                    }
                    default -> {}
                }
            }
        }
        left.forgetRetired(evidence);
        return left;
    }

    private void forgetRetired(Evidence evidence) {
        for (WorkflowRow row : evidence.workflows().values()) {
            if (!row.name().equals(Retire.NAME) || !row.isCompleted()) continue;
            names.remove(evidence.input(row.id()).path("name").asText());
            String server = row.result().asText();
            evidence.servers().stream()
                    .filter(one -> one.id().equals(server))
                    .forEach(one -> kept.remove(new Evidence.LedgerKey("iaas", one.token()).workflow()));
        }
    }
}
