package io.dormouse.chaos.check;

/** Nothing is left over of what has ended. */
final class LeftoverRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        evidence.leftovers().forEach(sentence -> findings.lost("left over", "%s", sentence));
    }
}
