package io.dormouse.contracts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the business failures of a service interface. A code that is not declared counts as a failure of the
 * infrastructure, and a durable call tries again.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface FailsWith {
    /** The enum that implements {@link FailureCode}. */
    Class<? extends FailureCode> value();
}
