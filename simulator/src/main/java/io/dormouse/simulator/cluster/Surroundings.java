package io.dormouse.simulator.cluster;

import io.dormouse.engine.owner.Definitions;
import io.dormouse.simulator.Bug;
import io.dormouse.simulator.check.Coverage;
import io.dormouse.simulator.check.Promises;
import io.dormouse.simulator.check.Witness;
import io.dormouse.simulator.database.Server;
import io.dormouse.simulator.outside.EffectLedger;
import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Faults;
import io.dormouse.simulator.world.Timeline;
import java.util.Set;

/** What all nodes of a world share. */
public record Surroundings(
        Timeline timeline,
        Chance chance,
        Faults faults,
        Server server,
        EffectLedger ledger,
        Definitions definitions,
        Promises promises,
        Witness witness,
        Coverage coverage,
        Set<Bug> bugs) {}
