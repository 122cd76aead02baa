package io.dormouse.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String ANSWER =
            "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nCONTENT-LENGTH: 5\r\n\r\nhäll";

    private final AnswerReader reader = new AnswerReader();

    @Test
    void shouldReadStatusAndBody() {
        assertThat(reader.read(Buffer.buffer(ANSWER))).contains(new HttpAnswer(201, "häll"));
    }

    @Test
    void shouldPutPiecesTogetherWhereverTheyBreak() {
        Buffer whole = Buffer.buffer(ANSWER);
        for (int cut = 1; cut < whole.length(); cut++) {
            assertThat(reader.read(whole.getBuffer(0, cut))).isEmpty();
            assertThat(reader.read(whole.getBuffer(cut, whole.length()))).contains(new HttpAnswer(201, "häll"));
        }
    }

    @Test
    void shouldReadOneAfterTheOther() {
        reader.read(Buffer.buffer(ANSWER));

        Optional<HttpAnswer> second = reader.read(Buffer.buffer("HTTP/1.1 503 No\r\ncontent-length:0\r\n\r\n"));

        assertThat(second).contains(new HttpAnswer(503, ""));
    }

    @Test
    void shouldRefuseWhatWasNotAskedFor() {
        assertThatThrownBy(() -> reader.read(Buffer.buffer(ANSWER + "HTTP/1.1 200 OK")))
                .hasMessage("more came back than was asked for");
        assertThatThrownBy(() -> new AnswerReader().read(Buffer.buffer("HTTP/1.1 200 OK\r\n\r\n")))
                .hasMessageStartingWith("an answer without Content-Length");
    }
}
