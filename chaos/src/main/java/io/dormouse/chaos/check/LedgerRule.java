package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.EntryRow.Type;
import io.dormouse.chaos.check.Evidence.LedgerKey;
import io.dormouse.chaos.check.Evidence.OperationRow;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Behind every completed call stands one row of a ledger with what the workflow heard; behind every row, one who called. */
final class LedgerRule implements Rule {
    /** What the keys of the gateways begin with: {@code gateway/actor/key}. */
    private static final String GATEWAY = "gateway/";

    @Override
    public void examine(Evidence evidence, Findings findings) {
        Set<LedgerKey> called = new HashSet<>();
        evidence.journals().forEach((id, journal) -> examine(id, journal, called, evidence, findings));
        Set<String> decisions = evidence.wishes().of(Deed.DECIDE).map(Wish::key).collect(Collectors.toSet());
        for (OperationRow row : evidence.operations().values()) {
            String key = row.id().key();
            boolean wanted = key.startsWith(GATEWAY)
                    ? decisions.contains(key.substring(key.indexOf('/', GATEWAY.length()) + 1))
                    : called.contains(row.id());
            if (!wanted) findings.doubled("operation", "nobody called for %s", row);
            if (row.state().equals("STARTED") || row.state().equals("UNKNOWN"))
                findings.lost("operation", "it never came to its end: %s", row);
        }
    }

    private static void examine(
            String id, List<EntryRow> journal, Set<LedgerKey> called, Evidence evidence, Findings findings) {
        Map<String, LedgerKey> open = new HashMap<>();
        for (EntryRow entry : journal) {
            String command = "%d/%d".formatted(entry.run(), entry.seq());
            if (entry.type() == Type.CALLED) {
                schema(entry).ifPresent(schema -> {
                    LedgerKey key =
                            new LedgerKey(schema, entry.body().path("key").asText());
                    called.add(key);
                    open.put(command, key);
                });
            } else if (entry.type() == Type.COMPLETED && open.containsKey(command)) {
                compare(id, entry, open.get(command), evidence, findings);
            }
        }
    }

    /** A service {@code dns.v1/upsert} keeps its ledger in the schema {@code dns}. */
    private static Optional<String> schema(EntryRow called) {
        return switch (called.body().path("kind").asText()) {
            case "call" -> Optional.of(called.name().substring(0, called.name().indexOf('.')));
            case "ask" -> Optional.of("approval");
            default -> Optional.empty();
        };
    }

    private static void compare(String id, EntryRow completed, LedgerKey key, Evidence evidence, Findings findings) {
        OperationRow row = evidence.operations().get(key);
        if (row == null) {
            findings.lost(
                    "operation",
                    "%s completed %s (command %d), and the ledger of %s does not know the key %s",
                    id,
                    completed.name(),
                    completed.seq(),
                    key.schema(),
                    key.key());
            return;
        }
        JsonNode heard = completed.body().path("outcome").path("success");
        boolean ofPerson = completed.body().path("kind").asText().equals("ask");
        if (!row.state().equals("DONE") || !ofPerson && !heard.equals(row.result()))
            findings.wrong("operation", "%s heard %s, and the ledger has %s", id, heard, row);
    }
}
