package io.dormouse.standalone;

import io.dormouse.sandbox.cloud.AddressRange;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dormouse up",
        sortOptions = false,
        description = "Starts everything in this terminal, until Ctrl-C. Listens on loopback only.")
final class Up implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:DORMOUSE_DATA:-${sys:user.home}/.dormouse}",
            description = "Keeps everything here (default: ~/.dormouse).")
    Path data = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "HTTP API (default: ${DEFAULT-VALUE}, 0: any).")
    int port;

    @Option(
            names = "--dns-port",
            paramLabel = "PORT",
            defaultValue = "1053",
            description = "The sandbox's DNS server, UDP and TCP (default: ${DEFAULT-VALUE}, 0: any).")
    int dnsPort;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "The token of the API from now on (default: one is made at the first start).")
    @Nullable
    String token;

    @Option(
            names = "--workflows",
            paramLabel = "DIR",
            description = "Also run the workflows in the jars of this folder.")
    @Nullable
    Path workflows;

    @Option(
            names = "--sandbox-range",
            paramLabel = "CIDR",
            defaultValue = "127.1.0.0/16",
            description = "Where the sandbox's servers get their addresses (default: ${DEFAULT-VALUE}).")
    String sandboxRange = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    boolean help;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        try {
            DataFolder folder = DataFolder.open(settings.data());
            Logs.writeTo(folder.file("logs"));
            Standalone standalone = new Standalone(settings, folder, Up::say);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(standalone), "stop"));
            say(standalone.start());
            return standalone.awaitEnd();
        } catch (RuntimeException e) {
            Logs.record("cannot start", e);
            complain(Sentence.of(e));
            return 1;
        }
    }

    private Settings settings() {
        try {
            return new Settings(
                    data.toAbsolutePath().normalize(),
                    port,
                    dnsPort,
                    Optional.ofNullable(token),
                    Optional.ofNullable(workflows),
                    AddressRange.parse(sandboxRange));
        } catch (IllegalArgumentException e) {
            if (spec == null) throw e;
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** A stop that was asked for is a good end, whichever signal asked for it. */
    private static void stop(Standalone standalone) {
        boolean ran = standalone.stop();
        if (ran) Runtime.getRuntime().halt(0);
    }

    private static void say(String line) {
        System.out.println(line);
    }

    static void complain(String sentence) {
        System.err.println("dormouse: " + sentence);
    }
}
