package io.dormouse.chaos.check;

/** Whoever wrote to a workflow owned its partition in that moment. */
final class OwnerRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        evidence.trespasses().forEach(sentence -> findings.wrong("owner", "%s", sentence));
    }
}
