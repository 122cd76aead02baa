package io.dormouse.chaos.fault;

import io.dormouse.chaos.site.Member;
import java.time.Duration;

/** SIGKILL; over when the supervisor has started it again and it serves. */
record Kill(String kind, Member member) implements Fault {
    /** For its new start. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String target() {
        return member.name();
    }

    @Override
    public void strike(Calm calm) {
        int before = member.starts();
        member.kill();
        calm.until(() -> member.starts() > before && member.ready(), PATIENCE);
    }
}
