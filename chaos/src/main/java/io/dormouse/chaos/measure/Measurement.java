package io.dormouse.chaos.measure;

import io.dormouse.chaos.site.Site;
import java.util.List;
import java.util.Optional;

/** One question about a running site. */
public interface Measurement {
    /** What it is asked for as. */
    String name();

    /** What it answers. */
    String sentence();

    /** Finds out; the site is ready, and nothing else uses it. Blocks for minutes. */
    Figures measure(Site site, Scale scale);

    /** All there are. */
    static List<Measurement> all() {
        return List.of(new TakeOver(), new Split(), new Sleepers(), new Nodes(), new Rolling());
    }

    /** The one of this name. */
    static Optional<Measurement> named(String name) {
        return all().stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
