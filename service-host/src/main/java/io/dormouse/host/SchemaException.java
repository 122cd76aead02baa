package io.dormouse.host;

/** Why the code cannot work on a schema. The message is one sentence for the person who started it. */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private SchemaException(String sentence) {
        super(sentence);
    }

    private SchemaException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    static SchemaException away(Database database, Throwable why) {
        return new SchemaException(
                "the schema %s of database %s cannot be prepared, because no primary can be reached at %s (%s); start Postgres, or correct database.hosts"
                        .formatted(database.schema(), database.name(), database.place(), Upgrade.sentence(why)),
                why);
    }

    static SchemaException newer(Database database, String version) {
        return new SchemaException(
                "the schema %s of database %s has version %s, which this program does not know; start it with the newer program that made it"
                        .formatted(database.schema(), database.name(), version));
    }
}
