package io.dormouse.chaos.check;

import io.dormouse.chaos.errand.Nap;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;

/** Nobody is refused without a reason. */
final class RefusalRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (Wish wish : evidence.wishes().all()) {
            if (wish.isRefused() && !hasReason(wish, evidence))
                findings.wrong(
                        "refusal",
                        "there was no reason to refuse this: %s: %s",
                        wish,
                        wish.answer().orElseThrow().body());
        }
    }

    private static boolean hasReason(Wish wish, Evidence evidence) {
        // What was asked before may have been done, only its answer was lost.
        boolean repeated = wish.answer().orElseThrow().tries() > 1;
        String code = wish.answer().orElseThrow().code();
        return switch (wish.deed()) {
            case TRIGGER ->
                code.equals("EVENT_HAS_VALUE")
                        && evidence.wishes()
                                .of(Deed.TRIGGER, wish.target())
                                .anyMatch(other -> !other.body().equals(wish.body()));
            case SIGNAL -> code.equals("WORKFLOW_ENDED") && wish.name().equals(Nap.WAKE);
            case CANCEL -> code.equals("WORKFLOW_ENDED") && repeated;
            case RESUME -> (code.equals("WORKFLOW_ENDED") || code.equals("NOT_POSSIBLE_NOW")) && repeated;
            case START, DECIDE, PAUSE -> false;
        };
    }
}
