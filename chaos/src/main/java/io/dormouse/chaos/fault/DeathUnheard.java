package io.dormouse.chaos.fault;

import io.dormouse.chaos.site.Links;
import io.dormouse.chaos.site.Member;
import java.time.Duration;
import java.util.List;

/**
 * A node that still writes to Postgres and answers gateways, but reaches nobody else; then it dies. What it has promised to say
 * to others, the next owner has to find and say.
 */
record DeathUnheard(Member member, Links links, List<Links.Direction> ways, Duration lasts) implements Fault {
    @Override
    public String kind() {
        return "death unheard";
    }

    @Override
    public String target() {
        return member.name();
    }

    @Override
    public void strike(Calm calm) {
        links.cut(ways);
        int before = member.starts();
        try {
            calm.after(lasts);
            member.kill();
        } finally {
            links.mend(ways);
        }
        calm.until(() -> member.starts() > before && member.ready(), Kill.PATIENCE);
    }
}
