package io.dormouse.host.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be configured, under one name everywhere: {@code http.port} in a file, {@code DORMOUSE_HTTP_PORT} in the
 * environment, {@code --http.port} as a flag. Lives as a constant; two keys are the same if they are the same object.
 */
public final class Key<T> {
    private final String name;
    private final String meaning;
    private final Form<T> form;
    private final Optional<String> standard;
    private final Optional<T> absent;
    private final boolean secret;

    private Key(
            String name, String meaning, Form<T> form, Optional<String> standard, Optional<T> absent, boolean secret) {
        this.name = name;
        this.meaning = meaning;
        this.form = form;
        this.standard = standard;
        this.absent = absent;
        this.secret = secret;
    }

    /** One without which nothing starts. @param meaning a few words for the person who has to give it */
    public static <T> Key<T> required(String name, Form<T> form, String meaning) {
        return new Key<>(name, meaning, form, Optional.empty(), Optional.empty(), false);
    }

    /** One that has a value, written as {@code standard}, if nobody says otherwise. */
    public static <T> Key<T> standard(String name, Form<T> form, String standard, String meaning) {
        return new Key<>(name, meaning, form, Optional.of(standard), Optional.empty(), false);
    }

    /** One that may be left out. */
    public static <T> Key<Optional<T>> optional(String name, Form<T> form, String meaning) {
        Form<Optional<T>> present = form.map(Optional::of);
        return new Key<>(name, meaning, present, Optional.empty(), Optional.of(Optional.empty()), false);
    }

    /** A required one that nobody may read over a shoulder: it is never printed, and may be given as a file that holds it. */
    public static <T> Key<T> secret(String name, Form<T> form, String meaning) {
        return new Key<>(name, meaning, form, Optional.empty(), Optional.empty(), true);
    }

    /** As in a file. */
    public String name() {
        return name;
    }

    String meaning() {
        return meaning;
    }

    Form<T> form() {
        return form;
    }

    Optional<String> standard() {
        return standard;
    }

    Optional<T> absent() {
        return absent;
    }

    boolean secret() {
        return secret;
    }

    boolean required() {
        return standard.isEmpty() && absent.isEmpty();
    }

    /** The name under which a file is given that holds the value. */
    String fileName() {
        return name + "-file";
    }

    static String variable(String name) {
        return "DORMOUSE_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
