package io.dormouse.chaos.check;

import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all clients asked for, by what they asked it of. */
final class Wishes {
    private final List<Wish> all;
    private final Map<String, List<Wish>> byTarget;

    Wishes(List<Wish> all) {
        this.all = List.copyOf(all);
        this.byTarget = all.stream().collect(Collectors.groupingBy(Wish::target));
    }

    List<Wish> all() {
        return all;
    }

    Stream<Wish> of(Deed deed) {
        return all.stream().filter(wish -> wish.deed() == deed);
    }

    Stream<Wish> of(Deed deed, String target) {
        return byTarget.getOrDefault(target, List.of()).stream().filter(wish -> wish.deed() == deed);
    }

    Optional<Wish> start(String id) {
        return of(Deed.START, id).findFirst();
    }

    boolean isAcknowledged(Deed deed, String target) {
        return of(deed, target).anyMatch(Wish::isAcknowledged);
    }
}
