package io.dormouse.chaos;

import io.dormouse.chaos.check.Bug;
import io.dormouse.chaos.check.Checker;
import io.dormouse.chaos.check.Verdict;
import io.dormouse.chaos.check.Witness;
import io.dormouse.chaos.fault.Storm;
import io.dormouse.chaos.load.Load;
import io.dormouse.chaos.load.Rate;
import io.dormouse.chaos.report.Machine;
import io.dormouse.chaos.report.Report;
import io.dormouse.chaos.site.Access;
import io.dormouse.chaos.site.Plan;
import io.dormouse.chaos.site.Site;
import io.dormouse.chaos.site.SiteException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A site, a load, a storm, and the question whether every promise was kept.
 *
 * @param folder for everything that is to be read afterwards
 * @param storm how long faults are injected
 * @param seed of faults and load
 * @param rate operations begun a second
 * @param bug planted on purpose
 */
record Run(Path folder, Duration storm, long seed, int rate, Optional<Bug> bug) {
    private static final Logger log = LoggerFactory.getLogger(Run.class);
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What is broken on purpose may never come to its end. */
    private static final Duration PATIENCE_WITH_A_BUG = Duration.ofSeconds(45);

    /** What makes it again. */
    String command() {
        return "./dormouse chaos --minutes %d --seed %d --rate %d%s"
                .formatted(
                        storm.toMinutes(),
                        seed,
                        rate,
                        bug.map(one -> " --bug " + one.name()).orElse(""));
    }

    /** From nothing to nothing: what it starts is gone when it returns. */
    Report go() throws IOException, SQLException {
        Plan plan = Plan.usual(ShippedWorkflows::writeTo, seed)
                .patched(
                        role -> bug.map(one -> one.classPath(role.text())).orElse(List.of()),
                        role -> bug.map(one -> one.flags(role.text())).orElse(List.of()));
        try (Site site = Site.start(SourceTree.root(), folder, plan)) {
            Access access = site.access();
            Witness.look(access);
            if (bug.isPresent()) bug.get().plant(access);
            Load load = Load.start(access, seed, Rate.of(rate));
            Map<String, Integer> faults = endure(site, plan);
            Optional<String> trouble = calm(site);
            log.info("letting the clients finish");
            load.finish(patience());
            if (bug.isPresent()) bug.get().spoil(access);
            log.info("comparing what was promised with what is there");
            Verdict verdict = Checker.verify(access, patience());
            return new Report(command(), Machine.here(), storm, faults, verdict, trouble);
        }
    }

    private Duration patience() {
        return bug.isPresent() ? PATIENCE_WITH_A_BUG : PATIENCE;
    }

    private Map<String, Integer> endure(Site site, Plan plan) {
        try (Storm faults = Storm.start(site, site.clocks(plan), seed, folder.resolve("faults.ndjson"))) {
            long end = System.nanoTime() + storm.toNanos();
            while (end - System.nanoTime() > 0) LockSupport.parkNanos(end - System.nanoTime());
            return faults.counts();
        }
    }

    private static Optional<String> calm(Site site) {
        log.info("ending all faults");
        try {
            site.quiet(QUIET_PATIENCE);
            return Optional.empty();
        } catch (SiteException e) {
            return Optional.of("The suite never became quiet: " + e.getMessage());
        }
    }
}
