package io.dormouse.chaos.check;

import io.dormouse.chaos.promise.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How long clients had to wait.
 *
 * @param longest time in which nobody was acknowledged anything although somebody was asking
 * @param slowestOperation from the first question to the acknowledgement
 */
record Stalls(Duration longest, Duration slowestOperation) {
    private record Moment(Instant at, int asking) {}

    static Stalls of(List<Wish> wishes) {
        Duration slowest = Duration.ZERO;
        List<Moment> moments = new ArrayList<>();
        for (Wish wish : wishes) {
            if (wish.answer().isEmpty()) continue;
            Instant answered = wish.answer().get().at();
            moments.add(new Moment(wish.asked(), 1));
            moments.add(new Moment(answered, -1));
            slowest = longer(slowest, Duration.between(wish.asked(), answered));
        }
        moments.sort(Comparator.comparing(Moment::at));
        return new Stalls(longest(moments), slowest);
    }

    /** A stall begins with an answer, or with the first question after a silence in which nobody asked. */
    private static Duration longest(List<Moment> moments) {
        Duration longest = Duration.ZERO;
        Instant since = Instant.MAX;
        int asking = 0;
        for (Moment moment : moments) {
            if (moment.asking < 0) {
                longest = longer(longest, Duration.between(since, moment.at));
                since = moment.at;
            } else if (asking == 0) {
                since = moment.at;
            }
            asking += moment.asking;
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
