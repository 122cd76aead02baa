package io.dormouse.standalone;

import io.dormouse.definitions.DefinitionException;
import io.dormouse.host.SchemaException;
import io.dormouse.postgres.PostgresException;
import java.net.BindException;
import java.util.Optional;
import java.util.stream.Stream;

/** From a failure to the one sentence that a person needs. */
final class Sentence {
    private Sentence() {}

    static String of(Throwable failure) {
        return chain(failure)
                .filter(Sentence::speaksForItself)
                .findFirst()
                .map(Throwable::getMessage)
                .orElseGet(() -> lastResort(failure));
    }

    private static boolean speaksForItself(Throwable failure) {
        return failure instanceof StartException
                || failure instanceof PostgresException
                || failure instanceof SchemaException
                || failure instanceof DefinitionException
                || failure instanceof BindException;
    }

    private static String lastResort(Throwable failure) {
        Throwable root = chain(failure).reduce((outer, inner) -> inner).orElse(failure);
        String said =
                Optional.ofNullable(root.getMessage()).orElse(root.getClass().getName());
        return "it cannot start: %s; the log in the data directory has the whole story"
                .formatted(said.lines().findFirst().orElse(said));
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause);
    }
}
