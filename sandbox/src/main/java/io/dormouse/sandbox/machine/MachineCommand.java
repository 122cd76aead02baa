package io.dormouse.sandbox.machine;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.sshd.common.io.IoInputStream;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AsyncCommand;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command in progress on an exec channel. No thread waits for it, and none for a client that does not read: writing is
 * asynchronous. If the command cannot say how it ended, the connection is cut, as by a host that crashed, so that the client
 * asks again with the same key and never takes an outage for an answer.
 */
final class MachineCommand implements AsyncCommand {
    private static final Logger log = LoggerFactory.getLogger(MachineCommand.class);

    private final Supplier<Future<Reply>> work;
    private @Nullable IoOutputStream out;
    private @Nullable IoOutputStream err;
    private @Nullable ExitCallback exit;

    MachineCommand(Supplier<Future<Reply>> work) {
        this.work = work;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        work.get().onComplete(reply -> answer(channel, reply), failure -> {
            log.warn(
                    "a command on {} is cut off: {}",
                    channel.getSession().getIoSession().getAcceptanceAddress(),
                    failure.toString());
            channel.getSession().close(true);
        });
    }

    private void answer(ChannelSession channel, Reply reply) {
        IoOutputStream stream = Objects.requireNonNull(reply.exitStatus() == 0 ? out : err);
        try {
            stream.writeBuffer(new ByteArrayBuffer(reply.output().getBytes(StandardCharsets.UTF_8)))
                    .addListener(written -> Objects.requireNonNull(exit).onExit(reply.exitStatus()));
        } catch (IOException e) {
            log.info(
                    "the client went before it was told that {}: {}",
                    reply.output().strip(),
                    e.toString());
            channel.getSession().close(true);
        }
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void setIoOutputStream(IoOutputStream stream) {
        out = stream;
    }

    @Override
    public void setIoErrorStream(IoOutputStream stream) {
        err = stream;
    }

    /** Commands read nothing. */
    @Override
    public void setIoInputStream(IoInputStream stream) {}

    /** Not used: the streams of an {@link AsyncCommand} are the asynchronous ones. */
    @Override
    public void setInputStream(InputStream stream) {}

    /** Not used, as above. */
    @Override
    public void setOutputStream(OutputStream stream) {}

    /** Not used, as above. */
    @Override
    public void setErrorStream(OutputStream stream) {}

    /** A client that goes away takes nothing back: what was begun is recorded under its key. */
    @Override
    public void destroy(ChannelSession channel) {}
}
