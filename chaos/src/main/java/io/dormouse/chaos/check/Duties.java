package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.errand.Family;
import io.dormouse.chaos.errand.Letters;
import io.dormouse.chaos.errand.Life;
import io.dormouse.chaos.errand.Meeting;
import io.dormouse.chaos.errand.Query;
import io.dormouse.chaos.errand.Trial;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;

/** Which workflows have been given all that they wait for, so that they must come to their end. */
final class Duties {
    /** The workflow that ships. */
    static final String PROVISION = "provision-server";

    /** Longer than any run of the suite. */
    private static final long FOR_EVER = 3_600_000;

    private Duties() {}

    static boolean mustEnd(WorkflowRow row, Evidence evidence) {
        Wishes wishes = evidence.wishes();
        if (row.parent().isPresent()) {
            WorkflowRow parent = evidence.workflows().get(row.parent().get());
            return parent != null && (parent.hasEnded() || mustEnd(parent, evidence));
        }
        JsonNode input = evidence.input(row.id());
        return switch (row.name()) {
            case Letters.NAME ->
                letters(row.id(), wishes) >= input.path("wanted").asLong()
                        && wishes.of(Deed.PAUSE, row.id()).count()
                                <= wishes.of(Deed.RESUME, row.id())
                                        .filter(wish -> wish.answer().isPresent())
                                        .count();
            case Meeting.NAME ->
                wishes.isAcknowledged(Deed.TRIGGER, input.path("event").asText());
            case Family.NAME ->
                input.path("millis").asLong() < FOR_EVER || wishes.isAcknowledged(Deed.CANCEL, row.id());
            case Trial.NAME -> wishes.isAcknowledged(Deed.CANCEL, row.id());
            case Query.NAME ->
                wishes.isAcknowledged(Deed.DECIDE, row.id() + ".0.0") || wishes.isAcknowledged(Deed.CANCEL, row.id());
            case PROVISION, Life.NAME -> wishes.isAcknowledged(Deed.DECIDE, row.id() + ".0.1");
            default -> true;
        };
    }

    private static long letters(String id, Wishes wishes) {
        long first = wishes.of(Deed.START, id)
                .filter(start -> start.isAcknowledged() && !start.signal().isEmpty())
                .count();
        return first + wishes.of(Deed.SIGNAL, id).filter(Wish::isAcknowledged).count();
    }
}
