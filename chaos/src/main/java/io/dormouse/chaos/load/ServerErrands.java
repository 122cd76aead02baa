package io.dormouse.chaos.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.chaos.errand.Life;
import io.dormouse.chaos.errand.Move;
import io.dormouse.chaos.errand.Retire;
import io.dormouse.chaos.errand.Trial;
import io.dormouse.chaos.promise.Deed;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;

/** What clients want of the outside: servers, and names for them. */
final class ServerErrands {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> MODELS = List.of("B2", "B4", "B6");

    /** One in so many servers is kept. */
    private static final int KEPT = 5;

    private final String zone;

    ServerErrands(String zone) {
        this.zone = zone;
    }

    /** The workflow that ships; most of what it makes is retired again, or the cloud would soon be full. */
    void provision(Person person) {
        String id = person.fresh("provision");
        String name = name(id);
        ObjectNode wanted = JSON.objectNode()
                .put("model", model(person.random))
                .put("name", name)
                .put("release", "1.0");
        person.start("provision-server", id, wanted);
        if (!person.sees(id + ".0.1")) return;
        person.decide("bob", id + ".0.1", Errands.verdict(person.random));
        Optional<JsonNode> ended = person.untilEnded(id);
        if (ended.filter(workflow -> workflow.path("result").path("live").asBoolean())
                        .isPresent()
                && person.random.nextInt(KEPT) > 0) retire(person, id, name);
    }

    private void retire(Person person, String id, String name) {
        Optional<String> server = serverOf(person, id);
        if (server.isEmpty()) return;
        String retiring = id + "-retire";
        person.start(Retire.NAME, retiring, JSON.objectNode().put("name", name).put("server", server.get()));
        person.untilEnded(retiring);
    }

    /** The provider's id of the server that a provisioning got: the result of its first command. */
    private static Optional<String> serverOf(Person person, String id) {
        return person.see("workflows/%s/journal?limit=1000".formatted(id), page -> true)
                .flatMap(page -> StreamSupport.stream(page.path("items").spliterator(), false)
                        .filter(entry -> entry.path("type").asText().equals("Completed")
                                && entry.path("seq").asInt(-1) == 0)
                        .map(entry -> entry.path("body")
                                .path("outcome")
                                .path("success")
                                .path("id")
                                .asText())
                        .findFirst());
    }

    void life(Person person) {
        String id = person.fresh("life");
        ArrayNode releases = JSON.arrayNode();
        for (int release = 0; release <= person.random.nextInt(3); release++) releases.add("1." + release);
        ObjectNode born = JSON.objectNode().put("model", model(person.random)).put("name", name(id));
        person.start(Life.NAME, id, born.set("releases", releases));
        if (!person.sees(id + ".0.1")) return;
        person.decide("carol", id + ".0.1", Errands.verdict(person.random));
        person.untilEnded(id);
    }

    /** Cancelled at any moment of it. */
    void trial(Person person) {
        String id = person.fresh("trial");
        person.start(
                Trial.NAME,
                id,
                JSON.objectNode().put("model", model(person.random)).put("name", name(id)));
        person.rest(person.random.nextInt(4_000));
        if (person.random.nextBoolean()) person.sees(id + ".0.2");
        person.order(Deed.CANCEL, id);
        person.untilEnded(id);
    }

    void move(Person person) {
        String id = person.fresh("move");
        ArrayNode addresses = JSON.arrayNode();
        Errands.addresses(person.random).forEach(addresses::add);
        ObjectNode tour = JSON.objectNode().put("name", name(id)).put("stays", person.random.nextInt(KEPT) == 0);
        person.start(Move.NAME, id, tour.set("addresses", addresses));
        person.untilEnded(id);
    }

    private String name(String id) {
        return "%s.%s".formatted(id, zone);
    }

    private static String model(Random random) {
        return MODELS.get(random.nextInt(MODELS.size()));
    }
}
