package io.dormouse.chaos.check;

import java.util.List;

/** A name leads where the workflow that gave it said, and no name is left of one that took it away. */
final class NameRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        Belongings owned = Belongings.of(evidence);
        owned.names().forEach((name, address) -> {
            if (owned.unsureNames().contains(name)) return;
            List<String> leads = evidence.names().getOrDefault(name, List.of());
            if (leads.isEmpty()) findings.lost("name", "%s must lead to %s, and is not in the zone", name, address);
            else if (!leads.equals(List.of(address)))
                findings.wrong("name", "%s must lead to %s, and leads to %s", name, address, leads);
        });
        evidence.names().forEach((name, addresses) -> {
            if (!owned.names().containsKey(name) && !owned.unsureNames().contains(name))
                findings.doubled("name", "%s leads to %s, and no workflow keeps it", name, addresses);
        });
    }
}
