package io.dormouse.job;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test of something real that is not part of the build: OpenSSH. Without it the test is left out, and one line at the end of
 * the run says so; where {@code DORMOUSE_REQUIRE_EXTERNALS=1} is set, its absence is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsOpenSsh.Condition.class)
public @interface NeedsOpenSsh {
    /** Whether the programs are there. */
    final class Condition implements ExecutionCondition {
        private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/sshd"), Path.of("/usr/bin/ssh"));

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            List<Path> missing = PROGRAMS.stream()
                    .filter(program -> !Files.isExecutable(program))
                    .toList();
            if (missing.isEmpty()) return ConditionEvaluationResult.enabled("OpenSSH is here");
            if ("1".equals(System.getenv("DORMOUSE_REQUIRE_EXTERNALS"))) {
                return ConditionEvaluationResult.enabled("%s must be here; what needs it will fail".formatted(missing));
            }
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(NeedsOpenSsh.class))
                    .computeIfAbsent("said at the end", key -> (AutoCloseable) () -> System.out.printf(
                            "%n!!! NOT TESTED AGAINST OPENSSH: %s is not here (Debian: apt-get install openssh-server"
                                    + " openssh-client) !!!%n%n",
                            missing));
            return ConditionEvaluationResult.disabled("%s is not here".formatted(missing));
        }
    }
}
