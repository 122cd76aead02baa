package io.dormouse.engine.owner;

import io.dormouse.engine.replay.Definition;
import java.util.Optional;

/** The workflows whose code is here. */
@FunctionalInterface
public interface Definitions {
    /** The code of a name and version. */
    Optional<Definition> find(String name, int version);
}
