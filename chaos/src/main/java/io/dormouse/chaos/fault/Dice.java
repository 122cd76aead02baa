package io.dormouse.chaos.fault;

import io.dormouse.chaos.site.Clocks;
import io.dormouse.chaos.site.Host;
import io.dormouse.chaos.site.Links;
import io.dormouse.chaos.site.Member;
import io.dormouse.chaos.site.Role;
import io.dormouse.chaos.site.Site;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Draws faults: kinds from a shuffled deck, so that each comes once before any comes again, and the rest by chance. The same
 * seed draws the same faults of the same site. One thread.
 */
final class Dice {
    private static final Duration FROZEN = Duration.ofSeconds(10);
    private static final Duration SPLIT = Duration.ofSeconds(30);

    private final Site site;
    private final Optional<Clocks> clocks;
    private final Random random;
    private final Deque<Kind> deck = new ArrayDeque<>();

    Dice(Site site, Optional<Clocks> clocks, long seed) {
        this.site = site;
        this.clocks = clocks;
        random = new Random(seed);
    }

    /** The next one. */
    Fault fault() {
        if (deck.isEmpty()) {
            List<Kind> cards = new ArrayList<>(List.of(Kind.values()));
            if (clocks.isEmpty()) cards.remove(Kind.CLOCK_JUMP);
            Collections.shuffle(cards, random);
            deck.addAll(cards);
        }
        return fault(deck.pop());
    }

    /** A time between the two. */
    Duration between(Duration shortest, Duration longest) {
        return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis()));
    }

    private Fault fault(Kind kind) {
        return switch (kind) {
            case KILL_NODE, KILL_NODE_AGAIN -> new Kill("kill", node());
            case KILL_OTHER, KILL_OTHER_AGAIN -> new Kill("kill", other());
            case KILL_POSTGRES -> new Kill("kill Postgres", site.postgres());
            case KILL_SANDBOX -> new Kill("kill sandbox", site.sandbox());
            case FREEZE_NODE -> new Freeze(node(), FROZEN);
            case FREEZE_OTHER -> new Freeze(other(), FROZEN);
            case FREEZE_POSTGRES -> new Freeze(site.postgres(), FROZEN);
            case CUT_ONE_WAY -> cut(service(), service(), false);
            case CUT_ONE_WAY_FROM_POSTGRES ->
                random.nextBoolean() ? cut(service(), site.postgres(), false) : cut(site.postgres(), service(), false);
            case CUT_BOTH_WAYS -> cut(service(), service(), true);
            case CUT_BOTH_WAYS_FROM_POSTGRES -> cut(service(), site.postgres(), true);
            case CUT_SANDBOX -> cut(one(adaptersOfTheSandbox()), site.sandbox(), random.nextBoolean());
            case SPLIT_MINORITY -> split("minority split", 1);
            case SPLIT_MAJORITY ->
                split("majority split", site.members(Role.WORKFLOW).size() - 1);
            case SPLIT_BRAIN -> splitBrain();
            case DEATH_UNHEARD, DEATH_UNHEARD_AGAIN -> deathUnheard(node());
            case CLOCK_JUMP -> clockJump();
            case DISK_FULL -> new FullDisk(site.disk(), between(Duration.ofSeconds(5), Duration.ofSeconds(15)));
            case RESTART_NODE -> new Restart(node());
            case RESTART_OTHER -> new Restart(other());
        };
    }

    private Fault cut(Member from, Member to, boolean bothWays) {
        Links.Direction way = new Links.Direction(from.host(), to.host());
        Duration lasts = between(Duration.ofSeconds(5), Duration.ofSeconds(25));
        return bothWays
                ? new Cut(
                        "cut both ways", from.name() + " = " + to.name(), site.links(), List.of(way, way.back()), lasts)
                : new Cut("cut one way", from.name() + " > " + to.name(), site.links(), List.of(way), lasts);
    }

    /** So many nodes, and a like share of all others, see nothing of the rest; Postgres and the sandbox stay with the rest. */
    private Fault split(String kind, int nodes) {
        List<Member> all = new ArrayList<>(site.members(Role.WORKFLOW));
        Collections.shuffle(all, random);
        List<Member> apart = new ArrayList<>(all.subList(0, nodes));
        double share = (double) nodes / all.size();
        others().filter(member -> random.nextDouble() < share).forEach(apart::add);
        List<Host> here = apart.stream().map(Member::host).toList();
        List<Host> there = site.everybody().stream()
                .filter(member -> !apart.contains(member))
                .map(Member::host)
                .toList();
        String target = String.join(" ", apart.stream().map(Member::name).toList());
        return new Cut(kind, target, site.links(), Links.between(here, there), SPLIT);
    }

    /** One node and a third of all others see nothing of the rest, and both parts reach Postgres and the sandbox. */
    private Fault splitBrain() {
        Member node = node();
        List<Member> apart = new ArrayList<>(List.of(node));
        others().filter(member -> random.nextInt(3) == 0).forEach(apart::add);
        List<Host> there = site.services().stream()
                .filter(member -> !apart.contains(member))
                .map(Member::host)
                .toList();
        List<Host> here = apart.stream().map(Member::host).toList();
        String target = String.join(" ", apart.stream().map(Member::name).toList());
        return new Cut(
                "split brain",
                target,
                site.links(),
                Links.between(here, there),
                between(Duration.ofSeconds(10), Duration.ofSeconds(25)));
    }

    private Fault deathUnheard(Member node) {
        List<Member> gateways = site.members(Role.GATEWAY);
        List<Host> unreached = site.services().stream()
                .filter(member -> member != node && !gateways.contains(member))
                .map(Member::host)
                .toList();
        return new DeathUnheard(
                node,
                site.links(),
                Links.between(List.of(node.host()), unreached),
                between(Duration.ofSeconds(4), Duration.ofSeconds(8)));
    }

    private Fault clockJump() {
        Duration offset = between(Duration.ofSeconds(2), Duration.ofHours(2));
        return new ClockJump(
                clocks.orElseThrow(),
                site.members(Role.WORKFLOW).getLast().name(),
                random.nextBoolean() ? offset : offset.negated(),
                between(Duration.ofSeconds(10), Duration.ofSeconds(40)));
    }

    private Member node() {
        return one(site.members(Role.WORKFLOW));
    }

    private Member other() {
        return one(others().toList());
    }

    private Member service() {
        return one(site.services());
    }

    private Stream<Member> others() {
        List<Member> nodes = site.members(Role.WORKFLOW);
        return site.services().stream().filter(member -> !nodes.contains(member));
    }

    private List<Member> adaptersOfTheSandbox() {
        return Stream.of(Role.DNS, Role.IAAS, Role.JOB)
                .flatMap(role -> site.members(role).stream())
                .toList();
    }

    private Member one(List<Member> members) {
        return members.get(random.nextInt(members.size()));
    }
}
