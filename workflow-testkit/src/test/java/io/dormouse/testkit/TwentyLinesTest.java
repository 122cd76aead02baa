package io.dormouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.engine.store.Status;
import io.dormouse.testkit.Provision.Outcome;
import io.dormouse.testkit.Provision.Request;
import io.dormouse.testkit.replay.Journals;
import io.dormouse.testkit.replay.WorkflowReplayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/testing.md} shows. */
class TwentyLinesTest {
    private final Request request = new Request("B6", "1.2");

    @TempDir
    Path folder;

    @BeforeEach
    void record() {
        WholeJournal asleep = provision().start(request).whole();
        Journals.write(folder.resolve("provision.ndjson"), List.of(asleep));
    }

    private WorkflowTest<Request, Outcome> provision() {
        return WorkflowTest.of(Provision.class)
                .stub(IaasService.class, IaasService::create, request -> Provision.server(request.model()))
                .stub(IaasService.class, IaasService::delete, request -> null)
                .stub(JobService.class, JobService::run, request -> new JobResult(0, "done"));
    }

    @Test
    void shouldDeployWhenApproved() {
        WorkflowRun<Outcome> run = provision().approve("go").run(request);

        assertThat(run.result().comment()).isEqualTo("go");
        assertThat(run.calls("iaas.v1/create").getFirst().request(CreateServer.class))
                .isEqualTo(new CreateServer("B6"));
    }

    @Test
    void shouldGiveTheServerBackWhenRejected() {
        WorkflowRun<Outcome> run = provision().start(request);
        assertThat(run.waitingFor()).contains("a decision by sre: Deploy 1.2?");

        run.pass(Duration.ofDays(3)).reject("not on a Friday");

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.compensations()).containsExactly("iaas.v1/delete");
    }

    @Test
    void shouldFailWhenTheQuotaIsUsedUp() {
        WorkflowRun<Outcome> run = provision()
                .stub(IaasService.class, IaasService::create, request -> {
                    throw IaasFailure.QUOTA_EXCEEDED.exception("no more servers");
                })
                .run(request);

        assertThat(run.failure().orElseThrow().getString("message")).isEqualTo("no more servers");
    }

    @Test
    void shouldGoOnWithTheCodeOfToday() {
        WorkflowReplayer.of(Provision.class).requireFit(Journals.read(folder.resolve("provision.ndjson")));
    }

    @Test
    void shouldBeWhatTheDocumentShows() throws Exception {
        String document = Files.readString(Path.of("../docs/testing.md"));
        String source = Files.readString(Path.of("src/test/java/io/dormouse/testkit/TwentyLinesTest.java"));
        List<String> blocks = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(block -> block.group(1).replaceAll("\\s+", ""))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(2);
        assertThat(blocks)
                .allSatisfy(block -> assertThat(source.replaceAll("\\s+", "")).contains(block));
    }
}
