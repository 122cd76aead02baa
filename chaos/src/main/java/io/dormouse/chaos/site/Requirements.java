package io.dormouse.chaos.site;

import java.util.List;

/** What this machine must have. */
final class Requirements {
    private static final List<String> PROGRAMS =
            List.of("ip", "nft", "unshare", "setsid", "mount", "mkfs.ext4", "fallocate", "sysctl");

    private Requirements() {}

    /** Fails with a sentence about the first thing that is missing. */
    static void check() {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw SiteException.notHere("Linux", "network namespaces are its own");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw SiteException.notHere("root", "it makes network namespaces and mounts a disk; start it with sudo");
        }
        for (String program : PROGRAMS) {
            if (!Command.succeeds("sh", "-c", "command -v " + program)) {
                throw SiteException.notHere(
                        "the program " + program,
                        "install it (Debian: apt-get install iproute2 nftables e2fsprogs util-linux procps)");
            }
        }
    }
}
