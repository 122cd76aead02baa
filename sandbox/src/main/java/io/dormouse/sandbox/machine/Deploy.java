package io.dormouse.sandbox.machine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one command that a server understands: {@code deploy RELEASE KEY}, three words with one space between them. There is no
 * shell that could read anything else into it.
 *
 * @param release what to run from now on
 * @param key the deploy's own key: a repeat with the same one is answered and not done again
 */
record Deploy(String release, String key) {
    private static final String WORD = "([A-Za-z0-9._:/@+~-]{1,300})";
    private static final Pattern COMMAND = Pattern.compile("deploy " + WORD + " " + WORD);

    /** Empty for anything that is not exactly this command. */
    static Optional<Deploy> parse(String command) {
        Matcher words = COMMAND.matcher(command);
        return words.matches() ? Optional.of(new Deploy(words.group(1), words.group(2))) : Optional.empty();
    }
}
