package io.dormouse.dns.server;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides about {@link Needs}. */
final class NeedsCondition implements ExecutionCondition {
    private static final String REQUIRE = "DORMOUSE_REQUIRE_EXTERNALS";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Needs needs = context.getTestClass()
                .map(test -> test.getAnnotation(Needs.class))
                .orElse(null);
        if (needs == null || Programs.find(needs.program()).isPresent())
            return ConditionEvaluationResult.enabled("all there");
        String what = "%s (package %s)".formatted(needs.program(), needs.packages());
        if ("1".equals(System.getenv(REQUIRE))) {
            throw new IllegalStateException("%s=1, but %s is not installed".formatted(REQUIRE, what));
        }
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(NeedsCondition.class))
                .computeIfAbsent(Missing.class, type -> new Missing(), Missing.class)
                .programs
                .add(what);
        return ConditionEvaluationResult.disabled(what + " is not installed");
    }

    /** Closed by JUnit when the run is over. */
    private static final class Missing implements AutoCloseable {
        private final Set<String> programs = new ConcurrentSkipListSet<>();

        @Override
        public void close() {
            System.out.printf(
                    "%n##### SKIPPED: the DNS adapter was NOT tested against %s; install and run again #####%n%n",
                    String.join(", ", programs));
        }
    }
}
