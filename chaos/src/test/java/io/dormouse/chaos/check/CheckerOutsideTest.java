package io.dormouse.chaos.check;

import io.dormouse.chaos.check.Evidence.DeployRow;
import io.dormouse.chaos.check.Evidence.LedgerKey;
import io.dormouse.chaos.check.Evidence.OperationRow;
import io.dormouse.chaos.check.Evidence.ServerRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the services did outside, and their ledgers: each test plants one bug, and the checker has to name it. */
class CheckerOutsideTest {
    private final World world = World.inOrder();

    private static final LedgerKey DEPLOY = new LedgerKey("job", "provision/0/2");

    @Test
    void shouldReportARowThatAnAdapterForgot() {
        world.operations.remove(DEPLOY);
        world.mustReportLost("the ledger of job does not know the key provision/0/2");
        world.mustReportDoubled("nobody called for DeployRow");
    }

    @Test
    void shouldReportAnOutcomeThatIsOtherThanWasHeard() {
        world.operations.computeIfPresent(
                DEPLOY,
                (key, row) -> new OperationRow(key, "run", "DONE", 2, row.request(), World.json("{'exitStatus':1}")));
        world.mustReportOther("provision heard");
    }

    @Test
    void shouldReportAnOperationThatNeverEnds() {
        world.operations.computeIfPresent(
                DEPLOY, (key, row) -> new OperationRow(key, "run", "STARTED", 1, row.request(), row.result()));
        world.mustReportLost("it never came to its end");
    }

    @Test
    void shouldReportAnOperationThatNobodyCalledFor() {
        LedgerKey key = new LedgerKey("dns", "provision/0/9");
        world.operations.put(key, new OperationRow(key, "delete", "DONE", 1, World.json("{}"), World.json("null")));
        world.mustReportDoubled("nobody called for OperationRow");
    }

    @Test
    void shouldReportASecondServerForOneKey() {
        world.servers.add(new ServerRow("srv-2", "provision/0/0", "127.0.0.7", true));
        world.mustReportDoubled("srv-1 and srv-2 were made for the one key provision/0/0");
    }

    @Test
    void shouldReportAServerThatNobodyOrdered() {
        world.servers.add(new ServerRow("srv-2", "unknown", "127.0.0.7", true));
        world.mustReportDoubled("which no ledger has");
    }

    @Test
    void shouldReportAServerThatACancelledWorkflowLeft() {
        world.servers.replaceAll(server -> new ServerRow(server.id(), server.token(), server.address(), true));
        world.mustReportDoubled("trial, which made it, is CANCELLED");
    }

    @Test
    void shouldReportAServerThatIsGone() {
        world.servers.removeIf(ServerRow::lives);
        world.mustReportLost("provision keeps a server, and the provider has none of it");
    }

    @Test
    void shouldReportADeployThatIsDoneTwice() {
        world.deploys.add(new DeployRow("srv-1", "provision/0/7", "1.0"));
        world.mustReportDoubled("its server has done");
    }

    @Test
    void shouldReportADeployThatIsNotDone() {
        world.deploys.clear();
        world.mustReportLost("its server has done []");
    }

    @Test
    void shouldReportANameThatWasChangedBehind() {
        world.names.put("web.chaos.test", List.of("10.0.0.1"));
        world.mustReportOther("web.chaos.test must lead to 127.0.0.8, and leads to [10.0.0.1]");
    }

    @Test
    void shouldReportANameThatWasLeft() {
        world.names.put("trial.chaos.test", List.of("127.0.0.9"));
        world.mustReportDoubled("trial.chaos.test leads to [127.0.0.9], and no workflow keeps it");
    }

    @Test
    void shouldReportANameThatIsGone() {
        world.names.clear();
        world.mustReportLost("web.chaos.test must lead to 127.0.0.8, and is not in the zone");
    }
}
