package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.Evidence.ServerRow;
import io.dormouse.chaos.site.Access;
import io.dormouse.chaos.site.Cloud;
import io.dormouse.chaos.site.Dns;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/** What the outside itself says: the cloud over its API, the name server by a transfer of its zone (RFC 5936). */
final class Providers {
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Access access;

    Providers(Access access) {
        this.access = access;
    }

    /** The servers that the cloud has now. */
    List<ServerRow> servers() throws IOException {
        Cloud cloud = access.cloud();
        List<ServerRow> servers = new ArrayList<>();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            String cursor = "";
            do {
                JsonNode page = page(client, cloud, cursor);
                for (JsonNode item : page.path("items"))
                    servers.add(new ServerRow(
                            item.path("id").asText(),
                            item.path("token").asText(),
                            item.path("address").asText(),
                            true));
                cursor = page.path("next").isTextual()
                        ? "&cursor=" + page.path("next").asText()
                        : "";
            } while (!cursor.isEmpty());
        }
        return servers;
    }

    private static JsonNode page(HttpClient client, Cloud cloud, String cursor) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        cloud.url().resolve("/v1/servers?limit=%d%s".formatted(PAGE, cursor)))
                .header("Authorization", "Bearer " + cloud.key())
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200)
                throw new IOException("the cloud answers %d: %s".formatted(answer.statusCode(), answer.body()));
            return EntryRow.json(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the cloud lists its servers", e);
        }
    }

    /** Every name of the zone that has addresses, without the dot at the end, with those; but not its name servers. */
    Map<String, List<String>> names() throws IOException {
        Dns dns = access.dns();
        TSIG key = new TSIG(TSIG.HMAC_SHA256, dns.keyName(), dns.keySecret());
        try {
            ZoneTransferIn transfer = ZoneTransferIn.newAXFR(Name.fromString(dns.zone(), Name.root), dns.server(), key);
            transfer.setTimeout(PATIENCE);
            transfer.run();
            Map<String, List<String>> names = new TreeMap<>();
            Set<Name> nameServers = new HashSet<>();
            for (Record record : transfer.getAXFR()) {
                if (record instanceof NSRecord server) nameServers.add(server.getTarget());
                if (record instanceof ARecord address && !nameServers.contains(record.getName()))
                    names.computeIfAbsent(record.getName().toString(true), first -> new ArrayList<>())
                            .add(address.getAddress().getHostAddress());
            }
            return names;
        } catch (ZoneTransferException e) {
            throw new IOException("the zone %s cannot be transferred".formatted(dns), e);
        }
    }
}
