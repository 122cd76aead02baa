package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.testkit.Call;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NameAServerTest {
    private static final NameAServer.Request REQUEST = new NameAServer.Request("B6", "web1.demo.test");

    @Test
    void shouldCallEachServiceOnceUnderAKeyOfItsOwn() {
        WorkflowRun<String> run =
                DataCentre.around(WorkflowTest.of(NameAServer.class)).run(REQUEST);

        assertThat(run.result()).isEqualTo("web1.demo.test is 10.0.0.1");
        assertThat(run.calls()).extracting(Call::name).containsExactly("iaas.v1/create", "dns.v1/upsert");
        assertThat(run.calls()).extracting(Call::key).containsExactly("test/0/0", "test/0/1");
        assertThat(run.calls("dns.v1/upsert").getFirst().request(UpsertRecord.class))
                .isEqualTo(new UpsertRecord("web1.demo.test", "A", "10.0.0.1"));
    }

    @Test
    void shouldTryAgainUntilAServiceThatIsAwayIsBack() {
        AtomicInteger attempts = new AtomicInteger();
        WorkflowRun<String> run = DataCentre.around(WorkflowTest.of(NameAServer.class))
                .stub(DnsService.class, DnsService::upsert, record -> {
                    if (attempts.incrementAndGet() < 10) throw new IllegalStateException("nobody listens");
                    return new DnsRecord(record.name(), record.type(), record.value(), 60);
                })
                .run(REQUEST);

        assertThat(run.result()).isEqualTo("web1.demo.test is 10.0.0.1");
        assertThat(attempts).hasValue(10);
    }
}
