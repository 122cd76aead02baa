package io.dormouse.chaos.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.chaos.errand.Family;
import io.dormouse.chaos.errand.Letters;
import io.dormouse.chaos.errand.Meeting;
import io.dormouse.chaos.errand.Nap;
import io.dormouse.chaos.errand.Query;
import io.dormouse.chaos.errand.Steps;
import io.dormouse.chaos.promise.Answer;
import io.dormouse.chaos.promise.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What clients want, and how often: signals, events, times, children, steps, decisions, and servers. */
final class Errands {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int FOR_EVER = 3_600_000;

    /** Before something is called off, in milliseconds: long enough that much is under way that will be. */
    private static final int LONGEST_DOUBT = 6_000;

    private final List<Errand> drawn = new ArrayList<>();

    /** @param zone in which names are made */
    Errands(String zone) {
        ServerErrands servers = new ServerErrands(zone);
        add(4, Errands::letters);
        add(2, Errands::pausedLetters);
        add(3, Errands::meeting);
        add(2, Errands::contest);
        add(3, Errands::nap);
        add(2, Errands::family);
        add(3, Errands::brokenFamily);
        add(3, Errands::steps);
        add(2, Errands::awaitedSteps);
        add(3, Errands::query);
        add(1, Errands::disputedQuery);
        add(3, Errands::withdrawnQuery);
        add(2, servers::provision);
        add(2, servers::life);
        add(2, servers::trial);
        add(2, servers::move);
    }

    private void add(int weight, Errand errand) {
        for (int i = 0; i < weight; i++) drawn.add(errand);
    }

    Errand draw(Random random) {
        return drawn.get(random.nextInt(drawn.size()));
    }

    /** Two writers at once, each with its letters in their order; sometimes the first letter comes with the start. */
    private static void letters(Person person) {
        String id = person.fresh("letters");
        int each = 2 + person.random.nextInt(4);
        boolean early = person.random.nextBoolean();
        ObjectNode plan = plan(2 * each, person.random.nextBoolean() ? 3 : 0);
        if (early) person.startAndSignal(Letters.NAME, id, plan, Letters.SIGNAL, "a-1");
        else person.start(Letters.NAME, id, plan);
        person.together(
                List.of(() -> write(person, id, "a", early ? 2 : 1, each), () -> write(person, id, "b", 1, each)));
        person.untilEnded(id);
    }

    private static ObjectNode plan(int wanted, int aRun) {
        ObjectNode plan = JSON.objectNode().put("wanted", wanted).put("aRun", aRun);
        plan.set("read", JSON.arrayNode());
        return plan;
    }

    private static void write(Person person, String id, String writer, int from, int to) {
        for (int letter = from; letter <= to; letter++)
            person.signal(id, Letters.SIGNAL, "%s-%d".formatted(writer, letter));
    }

    /** What comes while it is held is read when it may go on. */
    private static void pausedLetters(Person person) {
        String id = person.fresh("paused");
        person.start(Letters.NAME, id, plan(4, 0));
        write(person, id, "a", 1, 2);
        person.order(Deed.PAUSE, id);
        write(person, id, "a", 3, 4);
        person.rest(person.random.nextInt(1_000));
        person.order(Deed.RESUME, id);
        person.untilEnded(id);
    }

    /** One waits before the event comes, the other after. */
    private static void meeting(Person person) {
        String id = person.fresh("meeting");
        String event = "chaos:" + id;
        ObjectNode place = JSON.objectNode().put("event", event);
        person.start(Meeting.NAME, id + "-early", place);
        person.rest(person.random.nextInt(1_500));
        person.trigger(event, "value of " + id);
        person.start(Meeting.NAME, id + "-late", place);
        if (person.random.nextInt(3) == 0) person.trigger(event, "second value of " + id);
        person.untilEnded(id + "-early");
        person.untilEnded(id + "-late");
    }

    /** Two give the event different values at once: one stands, and the other is told so. */
    private static void contest(Person person) {
        String id = person.fresh("contest");
        String event = "chaos:" + id;
        person.start(Meeting.NAME, id, JSON.objectNode().put("event", event));
        person.together(
                List.of(() -> person.trigger(event, "red of " + id), () -> person.trigger(event, "blue of " + id)));
        person.untilEnded(id);
    }

    private static void nap(Person person) {
        String id = person.fresh("nap");
        int millis = person.random.nextInt(6_000);
        person.start(Nap.NAME, id, JSON.objectNode().put("millis", millis));
        if (person.random.nextInt(3) == 0) {
            person.rest(person.random.nextInt(Math.max(1, millis)));
            person.signal(id, Nap.WAKE, "up");
        }
        person.untilEnded(id);
    }

    private static void family(Person person) {
        String id = person.fresh("family");
        person.start(Family.NAME, id, outing(1 + person.random.nextInt(4), person.random.nextInt(3_000)));
        person.untilEnded(id);
    }

    /** The children are out for an hour, and their parent is cancelled: so are they. */
    private static void brokenFamily(Person person) {
        String id = person.fresh("broken");
        person.start(Family.NAME, id, outing(1 + person.random.nextInt(3), FOR_EVER));
        person.rest(person.random.nextInt(LONGEST_DOUBT));
        person.order(Deed.CANCEL, id);
        person.untilEnded(id);
    }

    private static ObjectNode outing(int kids, int millis) {
        return JSON.objectNode().put("kids", kids).put("millis", millis);
    }

    private static void steps(Person person) {
        String id = person.fresh("steps");
        person.start(Steps.NAME, id, ladder(person.random, person.random.nextInt(400)));
        person.untilEnded(id);
    }

    private static void awaitedSteps(Person person) {
        String id = person.fresh("awaited");
        Answer answer = person.startAndWait(Steps.NAME, id, ladder(person.random, 100), 5);
        if (answer.isAcknowledged()) person.untilEnded(id);
    }

    private static ObjectNode ladder(Random random, int restMillis) {
        return JSON.objectNode().put("rungs", 1 + random.nextInt(8)).put("restMillis", restMillis);
    }

    private static void query(Person person) {
        String id = ask(person);
        if (!person.sees(id + ".0.0")) return;
        person.decide(person.random.nextBoolean() ? "bob" : "carol", id + ".0.0", verdict(person.random));
        person.untilEnded(id);
    }

    /** Two decide at once, and differently: the first decision stands, and both are told which it was. */
    private static void disputedQuery(Person person) {
        String id = ask(person);
        if (!person.sees(id + ".0.0")) return;
        person.together(List.of(
                () -> person.decide("bob", id + ".0.0", "approve"),
                () -> person.decide("carol", id + ".0.0", "reject")));
        person.untilEnded(id);
    }

    /** Cancelled while somebody is asked: the question has to be withdrawn. */
    private static void withdrawnQuery(Person person) {
        String id = ask(person);
        if (person.random.nextInt(3) > 0) person.sees(id + ".0.0");
        person.rest(person.random.nextInt(LONGEST_DOUBT));
        person.order(Deed.CANCEL, id);
        person.untilEnded(id);
    }

    private static String ask(Person person) {
        String id = person.fresh("query");
        person.start(Query.NAME, id, JSON.objectNode().put("question", "Is %s in order?".formatted(id)));
        return id;
    }

    static String verdict(Random random) {
        return random.nextInt(3) == 0 ? "reject" : "approve";
    }

    /** Names of servers, and where else names may lead. */
    static List<String> addresses(Random random) {
        return IntStream.rangeClosed(1, 1 + random.nextInt(5))
                .mapToObj(number -> "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), number))
                .toList();
    }
}
