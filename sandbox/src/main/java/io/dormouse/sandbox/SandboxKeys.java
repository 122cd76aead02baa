package io.dormouse.sandbox;

import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.Form;
import io.dormouse.host.config.Key;
import io.dormouse.sandbox.cloud.AddressRange;
import io.dormouse.sandbox.cloud.CloudConfig;
import io.dormouse.sandbox.dns.NameServerConfig;
import io.dormouse.sandbox.machine.MachinesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process with the sandbox is told. */
final class SandboxKeys {
    private static final Key<String> CLOUD_HOST = Key.standard(
            "cloud.host", Form.text("an address to listen on"), "127.0.0.1", "where the cloud's API listens");
    private static final Key<Integer> CLOUD_PORT =
            Key.standard("cloud.port", Form.port(), "8085", "TCP port of the cloud's API");
    private static final Key<String> CLOUD_KEY =
            Key.secret("cloud.key", Form.text("an API key"), "the key of the cloud's one account");
    private static final Key<AddressRange> CLOUD_ADDRESSES = Key.standard(
            "cloud.addresses",
            Form.text("a block of 127.0.0.0/8 such as 127.1.0.0/16").map(AddressRange::parse),
            "127.1.0.0/16",
            "where servers get their addresses from");
    private static final Key<Duration> CLOUD_BOOT_TIME = Key.standard(
            "cloud.boot-time", Form.duration(Duration.ZERO, Duration.ofHours(1)), "2s", "how long a new server boots");

    private static final Key<String> DNS_HOST = Key.standard(
            "dns.host", Form.text("an address to listen on"), "127.0.0.1", "where the name server listens");
    private static final Key<Integer> DNS_PORT = Key.standard("dns.port", Form.port(), "1053", "its port, UDP and TCP");
    private static final Key<List<String>> DNS_ZONES = Key.standard(
            "dns.zones", Form.listOf(Form.text("a zone")), "demo.test", "the zones that it is authoritative for");
    private static final Key<String> DNS_TSIG_NAME =
            Key.standard("dns.tsig.name", Form.text("a name"), "dormouse.", "the key that updates are signed with");
    private static final Key<String> DNS_TSIG_KEY = Key.secret("dns.tsig.key", Form.base64(), "that key's secret");

    private static final Key<Integer> SSH_PORT =
            Key.standard("ssh.port", Form.port(), "2222", "SSH's TCP port on every server");
    private static final Key<Integer> HTTP_PORT =
            Key.standard("http.port", Form.port(), "8080", "HTTP's TCP port on every server");
    private static final Key<Path> KEYS = Key.required(
            "keys", Form.path(), "the folder for the servers' host key and known_hosts, made at the first start");
    private static final Key<String> AUTHORIZED_KEY = Key.required(
            "ssh.authorized-key",
            Form.file().map(SandboxKeys::content),
            "the file with the one public key that may log in, an OpenSSH line");

    private SandboxKeys() {}

    static List<Key<?>> all() {
        return List.of(
                CLOUD_HOST,
                CLOUD_PORT,
                CLOUD_KEY,
                CLOUD_ADDRESSES,
                CLOUD_BOOT_TIME,
                DNS_HOST,
                DNS_PORT,
                DNS_ZONES,
                DNS_TSIG_NAME,
                DNS_TSIG_KEY,
                SSH_PORT,
                HTTP_PORT,
                KEYS,
                AUTHORIZED_KEY);
    }

    static SandboxConfig read(Configuration told, Database database) {
        CloudConfig standard = CloudConfig.standard(told.get(CLOUD_KEY));
        CloudConfig cloud = new CloudConfig(
                told.get(CLOUD_HOST),
                told.get(CLOUD_PORT),
                standard.accounts(),
                standard.models(),
                told.get(CLOUD_BOOT_TIME),
                told.get(CLOUD_ADDRESSES));
        NameServerConfig names = new NameServerConfig(
                told.get(DNS_HOST),
                told.get(DNS_PORT),
                told.get(DNS_ZONES),
                told.get(DNS_TSIG_NAME),
                told.get(DNS_TSIG_KEY));
        MachinesConfig machines =
                new MachinesConfig(told.get(SSH_PORT), told.get(HTTP_PORT), told.get(KEYS), told.get(AUTHORIZED_KEY));
        return new SandboxConfig(database, cloud, machines, names);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
