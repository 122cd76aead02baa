package io.dormouse.chaos.fault;

import io.dormouse.chaos.site.Clocks;
import java.time.Duration;

/** Somebody sets the clock of a machine, and later puts it right: two jumps. */
record ClockJump(Clocks clocks, String target, Duration offset, Duration lasts) implements Fault {
    @Override
    public String kind() {
        return "clock jump";
    }

    @Override
    public void strike(Calm calm) {
        clocks.jump(offset);
        try {
            calm.after(lasts);
        } finally {
            clocks.jump(Duration.ZERO);
        }
    }
}
