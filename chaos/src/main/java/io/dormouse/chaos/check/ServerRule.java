package io.dormouse.chaos.check;

import io.dormouse.chaos.check.Evidence.LedgerKey;
import io.dormouse.chaos.check.Evidence.OperationRow;
import io.dormouse.chaos.check.Evidence.ServerRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** At the provider is one server for every workflow that keeps one, and none for anybody else; there never was a second one. */
final class ServerRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        Belongings owned = Belongings.of(evidence);
        Map<String, String> made = new HashMap<>();
        Set<String> living = new HashSet<>();
        for (ServerRow server : evidence.servers()) {
            String before = made.put(server.token(), server.id());
            if (before != null)
                findings.doubled(
                        "server", "%s and %s were made for the one key %s", before, server.id(), server.token());
            LedgerKey key = new LedgerKey("iaas", server.token());
            OperationRow order = evidence.operations().get(key);
            if (order == null || !order.action().equals("create")) {
                findings.doubled("server", "%s was made with the key %s, which no ledger has", server, server.token());
                continue;
            }
            if (order.state().equals("DONE")
                    && !order.result().path("id").asText().equals(server.id()))
                findings.doubled("server", "%s was made, and the ledger has %s", server, order);
            if (server.lives()) {
                living.add(key.workflow());
                examineOwner(server, key.workflow(), owned, evidence, findings);
            }
        }
        for (String owner : owned.kept()) {
            if (!living.contains(owner) && !isAboutToGo(owner, owned, evidence))
                findings.lost("server", "%s keeps a server, and the provider has none of it", owner);
        }
    }

    private static void examineOwner(
            ServerRow server, String owner, Belongings owned, Evidence evidence, Findings findings) {
        if (owned.kept().contains(owner) || owned.unsure().contains(owner)) return;
        Evidence.WorkflowRow row = evidence.workflows().get(owner);
        findings.doubled(
                "server",
                "%s still runs, and %s, which made it, is %s",
                server,
                owner,
                row == null ? "not there" : "%s with %s".formatted(row.status(), row.result()));
    }

    private static boolean isAboutToGo(String owner, Belongings owned, Evidence evidence) {
        return evidence.servers().stream()
                .anyMatch(server -> owned.unsureServers().contains(server.id())
                        && new LedgerKey("iaas", server.token()).workflow().equals(owner));
    }
}
