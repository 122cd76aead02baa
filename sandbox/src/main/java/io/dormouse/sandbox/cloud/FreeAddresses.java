package io.dormouse.sandbox.cloud;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Finds addresses that no server has and that no other program uses. The search goes round the range once, from the place
 * behind the address given last.
 */
final class FreeAddresses {
    private static final int AT_ONCE = 256;
    /** So many addresses of other programs in one search mean that something listens at every address. */
    private static final int STRANGERS = 1_024;

    private final Vertx vertx;
    private final AddressRange range;
    private final List<Integer> ports;

    FreeAddresses(Vertx vertx, AddressRange range, List<Integer> ports) {
        this.vertx = vertx;
        this.range = range;
        this.ports = ports.stream().filter(port -> port != 0).toList();
    }

    /** At most {@code count} addresses in the order to give them out; fewer when there are no more. */
    Future<List<String>> next(SqlClient client, Optional<String> last, int count) {
        return new Search(client, count, last.map(range::placeAfter).orElse(0L)).run();
    }

    private final class Search {
        private final SqlClient client;
        private final int count;
        private final long start;
        private final List<String> found = new ArrayList<>();
        private long seen;
        private long strangers;

        Search(SqlClient client, int count, long start) {
            this.client = client;
            this.count = count;
            this.start = start;
        }

        Future<List<String>> run() {
            if (found.size() == count || seen == range.size() || strangers > STRANGERS)
                return Future.succeededFuture(found);
            long step = Math.min(range.size() - seen, Math.max(AT_ONCE, count - found.size()));
            List<String> candidates = LongStream.range(seen, seen + step)
                    .mapToObj(place -> range.at((start + place) % range.size()))
                    .toList();
            seen += step;
            return withoutServers(candidates).compose(this::keepUsable).compose(done -> run());
        }

        private Future<List<String>> withoutServers(List<String> candidates) {
            return client.preparedQuery(
                            "SELECT host(address) AS address FROM server WHERE deleted_at IS NULL AND address ="
                                    + " ANY($1::text[]::inet[])")
                    .execute(Tuple.tuple().addArrayOfString(candidates.toArray(String[]::new)))
                    .map(rows -> {
                        Set<String> taken = new HashSet<>();
                        rows.forEach(row -> taken.add(row.getString("address")));
                        return candidates.stream()
                                .filter(address -> !taken.contains(address))
                                .toList();
                    });
        }

        private Future<Void> keepUsable(List<String> free) {
            int missing = count - found.size();
            if (ports.isEmpty()) {
                found.addAll(free.subList(0, Math.min(missing, free.size())));
                return Future.succeededFuture();
            }
            return vertx.executeBlocking(() -> {
                        List<String> usable = new ArrayList<>();
                        long refused = 0;
                        for (String address : free) {
                            if (usable.size() == missing) break;
                            if (nobodyListens(address)) usable.add(address);
                            else refused++;
                        }
                        return new Probed(usable, refused);
                    })
                    .map(probed -> {
                        found.addAll(probed.usable());
                        strangers += probed.refused();
                        return null;
                    });
        }
    }

    private record Probed(List<String> usable, long refused) {}

    private boolean nobodyListens(String address) {
        for (int port : ports) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
                if (!probe.isBound()) return false;
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
