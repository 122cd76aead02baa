package io.dormouse.host.process;

import java.util.Optional;
import java.util.stream.Stream;

/** From a failure to the one sentence that a person needs: that of the innermost cause that says something. */
final class Sentence {
    private Sentence() {}

    static String of(Throwable failure) {
        Throwable root = Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .filter(each -> each.getMessage() != null)
                .reduce((outer, inner) -> inner)
                .orElse(failure);
        String said = Optional.ofNullable(root.getMessage())
                .filter(text -> !text.isBlank())
                .orElse(root.getClass().getName());
        return said.strip().replaceAll("\\s*\\R\\s*", " / ");
    }
}
