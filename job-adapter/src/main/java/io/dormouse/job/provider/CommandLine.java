package io.dormouse.job.provider;

import io.dormouse.contracts.job.JobFailure;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command as words, none of which a shell could read as anything but itself.
 *
 * <p>An SSH exec request carries one string (RFC 4254 §6.5), and most hosts hand it to the user's shell. So the words are
 * joined by one space, and each must be safe to join: {@code [A-Za-z0-9._:/@+~-]{1,300}}, beginning with neither {@code -}, which a
 * program could read as an option, nor {@code ~}, which a shell would expand. There is no quoting to get wrong.
 *
 * @param words the program and its arguments; at least one
 */
public record CommandLine(List<String> words) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:/@+][A-Za-z0-9._:/@+~-]{0,299}");

    /** Fails with {@link JobFailure#ARGUMENT_INVALID} if a word is not safe. */
    public CommandLine {
        words = List.copyOf(words);
        if (words.isEmpty()) throw JobFailure.ARGUMENT_INVALID.exception("a command needs at least one word");
        words.forEach(CommandLine::requireSafe);
    }

    private static void requireSafe(String word) {
        if (SAFE.matcher(word).matches()) return;
        throw JobFailure.ARGUMENT_INVALID.exception(
                "\"%s\" cannot be a word of a command; use 1 to 300 of A-Z a-z 0-9 . _ : / @ + ~ - and begin with neither - nor ~"
                        .formatted(word));
    }

    /** The string of the exec request. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
