package io.dormouse.chaos.errand;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.engine.store.Status;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import io.vertx.core.Promise;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whenever it is cancelled, nothing of it is left: the checker relies on that. */
class TrialTest {
    private static final Trial.Attempt ATTEMPT = new Trial.Attempt("B2", "trial.chaos.test");
    private static final Server SERVER = new Server("srv-1", "B2", "10.0.0.1", "RUNNING", Instant.EPOCH);

    private final Promise<Server> making = Promise.promise();

    private WorkflowTest<Trial.Attempt, String> trial() {
        return WorkflowTest.of(Trial.class)
                .answer(IaasService.class, IaasService::create, request -> making.future())
                .stub(IaasService.class, IaasService::delete, request -> null)
                .stub(
                        DnsService.class,
                        DnsService::upsert,
                        request -> new DnsRecord(request.name(), "A", request.value(), 60))
                .stub(DnsService.class, DnsService::delete, request -> null);
    }

    @Test
    void shouldWaitForAServerThatIsBeingMadeAndGiveItBack() {
        WorkflowRun<String> run = trial().start(ATTEMPT);
        run.cancel("too dear");
        making.complete(SERVER);
        run.finish();

        assertThat(run.status()).isEqualTo(Status.CANCELLED);
        assertThat(run.calls("iaas.v1/delete").getFirst().request(DeleteServer.class))
                .isEqualTo(new DeleteServer("srv-1"));
        assertThat(run.calls("dns.v1/upsert")).isEmpty();
    }

    @Test
    void shouldGiveServerAndNameBackWhenItHasBoth() {
        making.complete(SERVER);
        WorkflowRun<String> run = trial().start(ATTEMPT);
        run.cancel("too dear").finish();

        assertThat(run.status()).isEqualTo(Status.CANCELLED);
        assertThat(run.compensations()).containsExactly("dns.v1/delete", "iaas.v1/delete");
    }
}
