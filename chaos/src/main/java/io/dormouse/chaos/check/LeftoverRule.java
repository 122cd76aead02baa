package io.dormouse.chaos.check;

import io.dormouse.chaos.promise.Wish;

/** Nothing is left over of what has ended, and whoever changed something is noted. */
final class LeftoverRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        evidence.leftovers().forEach(sentence -> findings.lost("left over", "%s", sentence));
        evidence.wishes().all().stream()
                .filter(Wish::isAcknowledged)
                .filter(wish -> !evidence.audited().contains(wish.key()))
                .forEach(wish -> findings.lost("audit", "it was acknowledged, and no gateway has noted it: %s", wish));
    }
}
