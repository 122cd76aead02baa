package io.dormouse.chaos.check;

import io.dormouse.chaos.check.Evidence.EventRow;
import io.dormouse.chaos.promise.Deed;

/** The value that was acknowledged stands, and no event has one that nobody gave. */
final class EventRule implements Rule {
    /** What the events of the clients begin with. */
    private static final String OURS = "chaos:";

    @Override
    public void examine(Evidence evidence, Findings findings) {
        evidence.wishes().of(Deed.TRIGGER).forEach(wish -> {
            EventRow row = evidence.events().get(wish.target());
            if (row == null) {
                if (wish.isAcknowledged()) findings.lost("event", "it was acknowledged, and is not there: %s", wish);
            } else if (wish.isAcknowledged() && !row.value().equals(wish.body()))
                findings.wrong("event", "%s was acknowledged, and the event has the value %s", wish, row.value());
            else if (wish.isRefused() && row.value().equals(wish.body()))
                findings.wrong("refusal", "it was refused, and yet its value stands: %s", wish);
        });
        for (EventRow row : evidence.events().values()) {
            if (!row.key().startsWith(OURS)) continue;
            boolean given = evidence.wishes()
                    .of(Deed.TRIGGER, row.key())
                    .anyMatch(wish -> wish.body().equals(row.value()));
            if (!given) findings.doubled("event", "nobody gave the event %s the value %s", row.key(), row.value());
        }
    }
}
