package io.dormouse.gateway;

import io.dormouse.contracts.workflow.JournalsPage;
import io.dormouse.contracts.workflow.ListJournals;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.gateway.http.Reply;
import io.dormouse.gateway.http.StreamedAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whole journals, one a line (NDJSON), for replaying them elsewhere. They are read page by page and no faster than the client
 * takes them, so an export of any size needs no more memory than a page.
 */
final class Journals {
    static final String MEDIA_TYPE = "application/x-ndjson";

    /** A journal may be large, and a page of them crosses the bus as one message. */
    private static final int PAGE = 10;

    private static final int TRIES = 10;
    private static final long PAUSE_MILLIS = 500;

    private final Vertx vertx;
    private final Services services;

    Journals(Vertx vertx, Services services) {
        this.vertx = vertx;
        this.services = services;
    }

    void bind(Api api) {
        api.stream("/api/v1/journals", List.of("unfinished", "name", "id"), MEDIA_TYPE, this::export);
    }

    private Future<Void> export(Exchange exchange, StreamedAnswer answer) {
        Export export = new Export(
                services.workflows(exchange.caller().name()),
                exchange.query().flag("unfinished"),
                exchange.query().text("name"),
                Optional.of(exchange.query().all("id")).filter(ids -> !ids.isEmpty()),
                answer);
        return export.run();
    }

    /** One export. Each page begins on a stack of its own: their number has no limit. */
    private final class Export {
        private final WorkflowService workflows;
        private final boolean unfinished;
        private final Optional<String> name;
        private final Optional<List<String>> ids;
        private final StreamedAnswer answer;
        private final Promise<Void> done = Promise.promise();

        Export(
                WorkflowService workflows,
                boolean unfinished,
                Optional<String> name,
                Optional<List<String>> ids,
                StreamedAnswer answer) {
            this.workflows = workflows;
            this.unfinished = unfinished;
            this.name = name;
            this.ids = ids;
            this.answer = answer;
        }

        Future<Void> run() {
            from(Optional.empty(), 1);
            return done.future();
        }

        private void from(Optional<String> cursor, int tries) {
            workflows
                    .journals(new ListJournals(unfinished, name, ids, PAGE, cursor))
                    .onComplete(this::write, failure -> again(cursor, tries, failure));
        }

        private void write(JournalsPage page) {
            Future.succeededFuture(page.items().iterator())
                    .compose(this::lines)
                    .onComplete(
                            written -> {
                                if (page.next().isPresent()) from(page.next(), 1);
                                else answer.end().onComplete(done);
                            },
                            done::fail);
        }

        private Future<Void> lines(Iterator<WholeJournal> journals) {
            while (journals.hasNext()) {
                Future<Void> taken = answer.write(Reply.text(journals.next()) + "\n");
                if (!taken.succeeded()) return taken.compose(ready -> lines(journals));
            }
            return Future.succeededFuture();
        }

        /** Half an export is worth little: what fails in the middle because an owner is moving is asked for again. */
        private void again(Optional<String> cursor, int tries, Throwable failure) {
            boolean passing =
                    cursor.isPresent() && FailureMapper.problem(failure).status() == 503;
            if (!passing || tries == TRIES || answer.abandoned()) {
                done.fail(failure);
                return;
            }
            vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).onSuccess(fired -> from(cursor, tries + 1));
        }
    }
}
