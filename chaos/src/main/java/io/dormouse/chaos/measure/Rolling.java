package io.dormouse.chaos.measure;

import io.dormouse.chaos.site.Member;
import io.dormouse.chaos.site.Site;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every process of the suite is stopped in good order and started again, one by one, while clients ask. */
final class Rolling implements Measurement {
    private static final Logger log = LoggerFactory.getLogger(Rolling.class);
    private static final double LONGEST_MILLIS = 5_000;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(25);

    @Override
    public String name() {
        return "rolling";
    }

    @Override
    public String sentence() {
        return "failed requests that one retry did not mend, and the longest wait, while everything is restarted one"
                + " by one";
    }

    @Override
    public Figures measure(Site site, Scale scale) {
        Client client = new Client(site.access());
        int badEnds = 0;
        long doneTwice;
        Sample stops = new Sample();
        Traffic traffic = Traffic.begin(client, 16, 100);
        List<Member> restarted =
                site.services().stream().limit(scale.of(Integer.MAX_VALUE, 2)).toList();
        try (traffic;
                Climbers climbers = Climbers.start(client, 30, 60, 500)) {
            Pause.of(Duration.ofSeconds(5));
            for (Member member : restarted) {
                long begin = System.nanoTime();
                int code = member.stop(STOP_PATIENCE);
                stops.add((System.nanoTime() - begin) / 1e6);
                if (code != 0) badEnds++;
                log.info("{} ended with {}", member.name(), code);
                member.start();
                site.awaitReady(List.of(member));
                Pause.of(Duration.ofSeconds(2));
            }
            doneTwice = new Aftermath(new Ask(site.access())).wrongResults(climbers.pattern());
        }
        return new Figures()
                .put("processes restarted", "%d", restarted.size())
                .put("ended otherwise than with 0", "%d", badEnds)
                .put("time to stop", "%s", stops)
                .put("requests", "%,d", traffic.asked.get())
                .put("asked again once", "%,d", traffic.askedAgain.get())
                .put("not mended by that", "%,d", traffic.notMended.get())
                .put("from asking to being acknowledged", "%s", traffic.waits)
                .promise("each process ends well when it is told to", badEnds == 0)
                .promise("no request fails that one retry does not mend", traffic.notMended.get() == 0)
                .promise("no step is done twice", doneTwice == 0)
                .promise("nobody waits longer than 5 s", traffic.waits.quantile(1) <= LONGEST_MILLIS);
    }
}
