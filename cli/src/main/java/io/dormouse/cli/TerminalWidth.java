package io.dormouse.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How wide the terminal is, if somebody looks at one. */
final class TerminalWidth {
    private static final int UNKNOWN = 80;

    private TerminalWidth() {}

    static int of(Map<String, String> environment) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) return Screen.ENDLESS;
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : asked();
    }

    /** Shells know the width but rarely export it. */
    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean told = stty.waitFor(1, TimeUnit.SECONDS) && size.matches("[0-9]{1,4} [1-9][0-9]{0,3}");
            return told ? Integer.parseInt(size.substring(size.indexOf(' ') + 1)) : UNKNOWN;
        } catch (IOException noSuchProgram) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
