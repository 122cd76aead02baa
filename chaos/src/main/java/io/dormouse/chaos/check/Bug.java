package io.dormouse.chaos.check;

import io.dormouse.chaos.site.Access;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Something that is broken on purpose, so that the checker has to say so: a check that has never failed proves nothing. */
public interface Bug {
    /** What it is called on the command line. */
    String name();

    /** What it breaks. */
    String sentence();

    /** Class path entries to be put before the jars of a role: patched classes. */
    default List<Path> classPath(String role) {
        return List.of();
    }

    /** JVM flags for the processes of a role. */
    default List<String> flags(String role) {
        return List.of();
    }

    /** Breaks it while the system works: called when the schemas are there, before anybody asks for anything. */
    default void plant(Access access) throws SQLException {}

    /** Breaks it behind everybody's back: called when all has come to rest, before anybody judges. */
    default void spoil(Access access) throws SQLException {}

    /** The bug of this name. */
    static Optional<Bug> named(String name) {
        return all().stream().filter(bug -> bug.name().equals(name)).findFirst();
    }

    /** All there are. */
    static List<Bug> all() {
        return Bugs.ALL;
    }
}
