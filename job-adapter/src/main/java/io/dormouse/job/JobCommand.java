package io.dormouse.job;

import io.dormouse.contracts.job.JobFailure;
import io.dormouse.job.provider.CommandLine;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A job that may be run.
 *
 * @param words the command, a word each; {@code {argument}} and {@code {key}} stand for what a call brings
 * @param remembersKeys whether the host keeps the keys it has seen and answers a known one without doing it again. Only then is
 *     a job tried again when nobody knows how it ended; else it is left to a person
 */
public record JobCommand(List<String> words, boolean remembersKeys) {
    private static final String ARGUMENT = "{argument}";
    private static final String KEY = "{key}";
    private static final Pattern SAFE_ARGUMENT = Pattern.compile("[A-Za-z0-9._:/@+-]{1,200}");

    /** Refuses a command that could not work, whatever the call. */
    public JobCommand {
        words = List.copyOf(words);
        if (remembersKeys && words.stream().noneMatch(word -> word.contains(KEY))) {
            throw new IllegalArgumentException(
                    "the job %s is said to remember keys but is not given one; put %s among its words"
                            .formatted(words, KEY));
        }
        fill(words, "argument", "key");
    }

    /** A job whose host remembers keys. */
    public static JobCommand remembering(String... words) {
        return new JobCommand(List.of(words), true);
    }

    /** The command for one call; {@link JobFailure#ARGUMENT_INVALID} if the argument or the key cannot be a word of it. */
    CommandLine commandLine(String argument, String key) {
        if (!SAFE_ARGUMENT.matcher(argument).matches()) {
            throw JobFailure.ARGUMENT_INVALID.exception(
                    "\"%s\" cannot be the argument of a job; use 1 to 200 of A-Z a-z 0-9 . _ : / @ + -"
                            .formatted(argument));
        }
        return fill(words, argument, key);
    }

    private static CommandLine fill(List<String> words, String argument, String key) {
        return new CommandLine(words.stream()
                .map(word -> word.replace(ARGUMENT, argument).replace(KEY, key))
                .toList());
    }
}
