package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Letters.Plan;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Reads letters from several writers until all are there, perhaps over several runs, and tells in which order they came. */
@Durable(name = Letters.NAME)
public final class Letters implements Workflow<Plan, List<String>> {
    /** What it is started as. */
    public static final String NAME = "chaos-letters";

    /** The signal that a letter is. */
    public static final String SIGNAL = "letter";

    /**
     * What to read.
     *
     * @param wanted how many letters in all
     * @param aRun after how many it goes on as a new run; 0: never
     * @param read what earlier runs have read
     */
    public record Plan(int wanted, int aRun, List<String> read) {}

    @Override
    public List<String> run(Plan plan, Flow flow) {
        List<String> read = new ArrayList<>(plan.read());
        while (read.size() < plan.wanted()) {
            read.add(await(flow.signal(SIGNAL, String.class)));
            boolean enough = plan.aRun() > 0 && read.size() == plan.read().size() + plan.aRun();
            if (enough && read.size() < plan.wanted())
                return flow.continueAsNew(new Plan(plan.wanted(), plan.aRun(), read));
        }
        return read;
    }
}
