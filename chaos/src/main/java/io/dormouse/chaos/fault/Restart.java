package io.dormouse.chaos.fault;

import io.dormouse.chaos.site.Member;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGTERM, a good end, and a start, as in a rolling update. */
record Restart(Member member) implements Fault {
    private static final Logger log = LoggerFactory.getLogger(Restart.class);
    /** Two seconds more than a service may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(22);

    private static final Duration START_PATIENCE = Duration.ofMinutes(1);

    @Override
    public String kind() {
        return "restart";
    }

    @Override
    public String target() {
        return member.name();
    }

    @Override
    public void strike(Calm calm) {
        try {
            int code = member.stop(PATIENCE);
            if (code != 0) log.warn("{} was told to stop and ended with {}", member.name(), code);
        } finally {
            member.start();
        }
        calm.until(member::ready, START_PATIENCE);
    }
}
