package io.dormouse.engine.replay;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/** Where in the author's code the calling thread is: {@code com.acme.ProvisionServer(ProvisionServer.java:31)}. */
final class SourceLine {
    private static final StackWalker WALKER = StackWalker.getInstance();

    /** Whose frames lie between the author's code and the engine. */
    private static final String[] NOT_THE_AUTHOR = {
        "io.dormouse.engine.replay.Execution",
        "io.dormouse.engine.replay.JournaledFlow",
        "io.dormouse.engine.replay.History",
        "io.dormouse.engine.replay.Commands",
        "io.dormouse.engine.replay.Compensations",
        "io.dormouse.engine.replay.Origins",
        "io.dormouse.engine.replay.Past",
        "io.dormouse.engine.replay.Race",
        "io.dormouse.engine.replay.RetriedCall",
        "io.dormouse.engine.replay.Sagas",
        "io.dormouse.engine.replay.SourceLine",
        "io.dormouse.engine.replay.Turns",
        "io.dormouse.flow.",
        "io.dormouse.engine.services.",
        "io.dormouse.workflow.services.",
        "io.vertx.",
        "java.",
        "jdk."
    };

    private SourceLine() {}

    static String current() {
        return found().orElse("unknown");
    }

    /** None where no code of the author's is on the stack: it has come to its end. */
    static Optional<String> found() {
        return WALKER.walk(frames -> frames.filter(SourceLine::isOfTheAuthor).findFirst())
                .map(SourceLine::of);
    }

    /** One string for each line, however many workflows wait there. */
    private static String of(StackFrame frame) {
        return (frame.getClassName() + '(' + frame.getFileName() + ':' + frame.getLineNumber() + ')').intern();
    }

    private static boolean isOfTheAuthor(StackFrame frame) {
        String name = frame.getClassName();
        for (String prefix : NOT_THE_AUTHOR) {
            if (name.startsWith(prefix)) return false;
        }
        return true;
    }
}
