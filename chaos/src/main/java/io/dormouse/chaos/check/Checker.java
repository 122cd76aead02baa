package io.dormouse.chaos.check;

import io.dormouse.chaos.load.Load;
import io.dormouse.chaos.promise.Diaries;
import io.dormouse.chaos.promise.Wish;
import io.dormouse.chaos.site.Access;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what was promised and what became of it, and decides: acknowledged is done exactly once, in order, and nothing else is. */
public final class Checker {
    private static final Logger log = LoggerFactory.getLogger(Checker.class);

    /** An hour of faults is not to be thrown away because something is still starting. */
    private static final int ATTEMPTS = 12;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private static final List<Rule> RULES = List.of(
            new StartRule(),
            new JournalRule(),
            new EndRule(),
            new SignalRule(),
            new EventRule(),
            new DecisionRule(),
            new LedgerRule(),
            new ServerRule(),
            new DeployRule(),
            new NameRule(),
            new ResultRule(),
            new RefusalRule(),
            new OrderRule(),
            new AuditRule(),
            new LeftoverRule(),
            new OwnerRule());

    private Checker() {}

    /**
     * Waits until what was acknowledged has come to its end, but no longer than so, then judges. The site must run, without
     * faults, and nobody may ask anything of it any more.
     *
     * @throws IOException if a provider does not answer
     * @throws SQLException if Postgres does not answer
     */
    public static Verdict verify(Access access, Duration patience) throws IOException, SQLException {
        Stillness.await(access, patience);
        for (int attempt = 1; ; attempt++) {
            try {
                return judge(evidence(access));
            } catch (IOException | SQLException e) {
                if (attempt == ATTEMPTS) throw e;
                log.warn("the evidence cannot be read yet: {}", e.toString());
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    static Verdict judge(Evidence evidence) {
        Findings findings = new Findings();
        RULES.forEach(rule -> rule.examine(evidence, findings));
        List<Wish> wishes = evidence.wishes().all();
        Stalls stalls = Stalls.of(wishes);
        return new Verdict(
                acknowledged(wishes),
                findings.of("lost"),
                findings.of("doubled"),
                findings.of("other"),
                stalls.longest(),
                stalls.slowestOperation());
    }

    private static Map<String, Long> acknowledged(List<Wish> wishes) {
        Map<String, Long> counts = new TreeMap<>();
        for (Wish wish : wishes) {
            if (!wish.isAcknowledged()) continue;
            String deed = wish.deed().name().toLowerCase(Locale.ROOT);
            counts.merge(deed.equals("start") ? "start " + wish.name() : deed, 1L, Long::sum);
        }
        return counts;
    }

    private static Evidence evidence(Access access) throws IOException, SQLException {
        Providers providers = new Providers(access);
        try (Connection connection = access.database().connect()) {
            Tables tables = new Tables(connection);
            List<Evidence.ServerRow> servers = new ArrayList<>(providers.servers());
            servers.addAll(tables.formerServers());
            return new Evidence(
                    new Wishes(Diaries.read(Load.diaries(access))),
                    tables.workflows(),
                    tables.journals(),
                    tables.signalIds(),
                    tables.events(),
                    tables.operations(),
                    tables.requests(),
                    servers,
                    tables.deploys(),
                    providers.names(),
                    tables.leftovers(),
                    tables.trespasses(),
                    tables.audited(),
                    tables.noted());
        }
    }
}
