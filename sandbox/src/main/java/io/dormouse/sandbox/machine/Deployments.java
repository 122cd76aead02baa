package io.dormouse.sandbox.machine;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** What each server has deployed, in the table {@code deployment}: the memory that a real host would keep on its disk. */
final class Deployments {
    private final Pool pool;

    Deployments(Pool pool) {
        this.pool = pool;
    }

    /**
     * Deploys once per server and key. The reply is read back from the row, in a statement of its own: the first sees only
     * what was committed before it began to wait for a twin.
     */
    Future<Reply> deploy(String serverId, Deploy deploy) {
        String done = "deployed %s on %s\n".formatted(deploy.release(), serverId);
        return pool.preparedQuery("""
            insert into deployment (server_id, key, release, exit_status, output)
            values ($1, $2, $3, 0, $4) on conflict (server_id, key) do nothing\
            """)
                .execute(Tuple.of(serverId, deploy.key(), deploy.release(), done))
                .compose(inserted -> pool.preparedQuery(
                                "select release, exit_status, output from deployment where server_id = $1 and key = $2")
                        .execute(Tuple.of(serverId, deploy.key())))
                .map(rows -> replyTo(deploy, rows.iterator().next()));
    }

    private static Reply replyTo(Deploy deploy, Row recorded) {
        String release = recorded.getString("release");
        return release.equals(deploy.release())
                ? new Reply(recorded.getShort("exit_status"), recorded.getString("output"))
                : Reply.keyReused(deploy, release);
    }

    /** What runs on a server: the release of its newest deploy. */
    Future<Optional<String>> release(String serverId) {
        return pool.preparedQuery("select release from deployment where server_id = $1 order by sequence desc limit 1")
                .execute(Tuple.of(serverId))
                .map(Deployments::firstRelease);
    }

    private static Optional<String> firstRelease(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getString("release"));
    }
}
