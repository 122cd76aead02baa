package io.dormouse.cli;

import java.util.List;
import java.util.Optional;

/** What a workflow is found by: {@code KEY=VALUE} here, {@code key:value} in a query. */
record Tag(String name, String value) {
    static Tag parse(String word) {
        int equals = word.indexOf('=');
        if (equals <= 0 || equals == word.length() - 1)
            throw CliException.usage("--tag %s is not KEY=VALUE.".formatted(word));
        String name = word.substring(0, equals);
        if (name.indexOf(':') >= 0)
            throw CliException.usage("The key of a tag cannot have a colon, as %s has.".formatted(name));
        return new Tag(name, word.substring(equals + 1));
    }

    /** A query with all of them. */
    static Query in(Query query, List<String> words) {
        Query with = query;
        for (String word : words) {
            Tag tag = parse(word);
            with = with.with("tag", Optional.of(tag.name + ":" + tag.value));
        }
        return with;
    }
}
