package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.CopyFiles.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Step;
import io.dormouse.flow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * One long step that says how far it has come. If an attempt fails, or is silent for so long that it must have hung, the next
 * one begins where the one before stood; after a crash where it stood ten seconds before at most, so that each piece must bear
 * being done again.
 *
 * <p>{@code ./dormouse start copy-files files:='["/etc/hosts", "/etc/hostname"]' to=/tmp}
 */
@Durable(name = "copy-files")
public final class CopyFiles implements Workflow<Request, Integer> {
    private static final Retry SURELY =
            Retry.exponential(Duration.ofSeconds(1)).attempts(10).silence(Duration.ofMinutes(5));

    /** What is to be copied into which folder. */
    public record Request(List<String> files, String to) {}

    @Override
    public Integer run(Request request, Flow flow) {
        return await(flow.with(SURELY).run("copy", () -> copy(request.files(), Path.of(request.to()))));
    }

    private static int copy(List<String> files, Path folder) throws IOException {
        for (int done = Step.progress(Integer.class).orElse(0); done < files.size(); done++) {
            Path file = Path.of(files.get(done));
            Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            Step.heartbeat(done + 1);
        }
        return files.size();
    }
}
