package io.dormouse.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the command line tells scripts. Stable: others branch on these numbers. */
final class ExitCode {
    static final int OK = 0;
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int UNAVAILABLE = 3;
    static final int NOT_FOUND = 4;

    private ExitCode() {}

    /** As the help shows them. */
    static Map<String, String> described() {
        Map<String, String> described = new LinkedHashMap<>();
        described.put(" " + OK, "done");
        described.put(" " + REFUSED, "refused, or the workflow that was waited for did not complete");
        described.put(" " + USAGE, "the command or an argument is wrong");
        described.put(" " + UNAVAILABLE, "nothing answers; is ./dormouse up running?");
        described.put(" " + NOT_FOUND, "there is no such workflow, approval, zone …");
        return described;
    }
}
