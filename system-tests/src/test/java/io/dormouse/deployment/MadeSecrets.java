package io.dormouse.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code deploy/make-secrets} makes, in a folder of the test. */
record MadeSecrets(Path folder) {
    static MadeSecrets in(Path folder) throws IOException, InterruptedException {
        Process making = new ProcessBuilder(
                        DeploymentFiles.ROOT.resolve("deploy/make-secrets").toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(making.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (making.waitFor() != 0) throw new AssertionError("make-secrets failed: " + said);
        return new MadeSecrets(folder);
    }

    Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** A container's environment as it would be here: what it finds in folders of its own is found in this one. */
    Map<String, String> inPlaceOfMounts(Map<String, String> environment, Set<String> mounts) {
        Map<String, String> here = new TreeMap<>();
        environment.forEach((name, value) -> here.put(name, inPlaceOfMounts(value, mounts)));
        return here;
    }

    private String inPlaceOfMounts(String value, Set<String> mounts) {
        return mounts.stream()
                .filter(mount -> value.equals(mount) || value.startsWith(mount + "/"))
                .findFirst()
                .map(mount -> folder + value.substring(mount.length()))
                .orElse(value);
    }
}
