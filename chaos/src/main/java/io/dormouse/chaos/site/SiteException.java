package io.dormouse.chaos.site;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The site cannot be what it should; the message is for the person who started it. */
public final class SiteException extends RuntimeException {
    private SiteException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static SiteException notHere(String what, String remedy) {
        return new SiteException("chaos needs %s: %s.".formatted(what, remedy), null);
    }

    static SiteException commandFailed(String command, String said) {
        return new SiteException("\"%s\" failed: %s".formatted(command, said.strip()), null);
    }

    static SiteException notReady(String what, Duration patience, String state) {
        return new SiteException(
                "%s was not reached within %d s: %s.".formatted(what, patience.toSeconds(), state), null);
    }

    static SiteException notWritable(Path path, Exception cause) {
        return new SiteException("%s cannot be read or written (%s).".formatted(path, cause), cause);
    }

    static SiteException noSlot(int slots) {
        return new SiteException(
                "%d runs of chaos are under way on this machine already; wait for one to end.".formatted(slots), null);
    }

    static SiteException notBuilt(Path app) {
        return new SiteException("%s is not there; run mvn -DskipTests package first.".formatted(app), null);
    }

    static SiteException sqlFailed(String doing, Exception cause) {
        return new SiteException("%s failed (%s).".formatted(doing, cause.getMessage()), cause);
    }

    static SiteException interrupted(String doing) {
        return new SiteException("interrupted while " + doing, null);
    }
}
