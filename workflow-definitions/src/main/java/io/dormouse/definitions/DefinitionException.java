package io.dormouse.definitions;

import java.nio.file.Path;
import java.util.List;

/** A jar or class that cannot be used as a workflow: the service refuses to start and says which and why. */
public final class DefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DefinitionException(String message, Throwable cause) {
        super(message, cause);
    }

    private DefinitionException(String message) {
        super(message);
    }

    static DefinitionException folderUnreadable(Path folder, Throwable cause) {
        return new DefinitionException(
                "the folder of workflows %s cannot be read: %s".formatted(folder, cause.getMessage()), cause);
    }

    static DefinitionException notUsable(String where, Throwable cause) {
        return new DefinitionException(
                "a workflow in %s cannot be used: %s".formatted(where, cause.getMessage()), cause);
    }

    static DefinitionException twice(String name, int version, String one, String other) {
        return new DefinitionException(
                "the workflow %s version %d is in %s and in %s; remove one of them or give it another version"
                        .formatted(name, version, one, other));
    }

    static DefinitionException withoutServiceEntry(String where, List<String> classes) {
        return new DefinitionException(
                "%s holds %s with @Durable, but META-INF/services/io.dormouse.flow.Workflow does not name it; add it there"
                        .formatted(where, String.join(", ", classes)));
    }
}
