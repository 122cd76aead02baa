package io.dormouse.dns.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs a program of the operating system. Without it the test is skipped and a line at the end of the run says so; with
 * {@code DORMOUSE_REQUIRE_EXTERNALS=1} it fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface Needs {
    /** The program's name. */
    String program();

    /** The package that brings it. */
    String packages();
}
