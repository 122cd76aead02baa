package io.dormouse.chaos.fault;

import io.dormouse.chaos.site.Links;
import java.time.Duration;
import java.util.List;

/** Some directions of links carry nothing for a while. */
record Cut(String kind, String target, Links links, List<Links.Direction> ways, Duration lasts) implements Fault {
    @Override
    public void strike(Calm calm) {
        links.cut(ways);
        try {
            calm.after(lasts);
        } finally {
            links.mend(ways);
        }
    }
}
