package io.dormouse.flow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a {@link Workflow}. Running workflows stay with the name and version that they were started with. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Durable {
    /** The name by which it is started: {@code [A-Za-z0-9._:-]{1,200}}. */
    String name();

    /** The version, from 1. The highest one starts unless the caller names another. */
    int version() default 1;
}
