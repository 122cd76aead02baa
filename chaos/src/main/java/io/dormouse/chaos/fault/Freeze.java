package io.dormouse.chaos.fault;

import io.dormouse.chaos.site.Member;
import java.time.Duration;

/** SIGSTOP, and SIGCONT after longer than any failure detector waits: it wakes up among those who think it dead. */
record Freeze(Member member, Duration lasts) implements Fault {
    @Override
    public String kind() {
        return "freeze";
    }

    @Override
    public String target() {
        return member.name();
    }

    @Override
    public void strike(Calm calm) {
        member.freeze();
        try {
            calm.after(lasts);
        } finally {
            member.thaw();
        }
    }
}
