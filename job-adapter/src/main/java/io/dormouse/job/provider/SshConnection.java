package io.dormouse.job.provider;

import io.dormouse.contracts.job.JobException;
import io.dormouse.contracts.job.JobFailure;
import io.dormouse.contracts.job.JobResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.future.SshFuture;
import org.apache.sshd.common.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one host, for one command: connect, log in, execute, cut. Each step ends on the context; calls into the SSH
 * library, which may wait for a lock or write to a socket, are made on worker threads.
 */
final class SshConnection {
    static final AttributeRepository.AttributeKey<HostKeyCheck> HOST_KEY_CHECK =
            new AttributeRepository.AttributeKey<>();

    private static final Logger log = LoggerFactory.getLogger(SshConnection.class);
    private static final int SHOWN = 2000;

    private final Context context;
    private final SshSettings settings;
    private final InetSocketAddress host;
    private final HostKeyCheck check;
    private final ClientSession session;

    private SshConnection(
            Context context, SshSettings settings, InetSocketAddress host, HostKeyCheck check, ClientSession session) {
        this.context = context;
        this.settings = settings;
        this.host = host;
        this.check = check;
        this.session = session;
    }

    /** Opens a TCP connection, within the time that the client is set to. */
    static Future<SshConnection> connect(
            Context context, SshClient client, SshSettings settings, InetSocketAddress host) {
        HostKeyCheck check = new HostKeyCheck(settings.knownHosts(), host);
        AttributeRepository attributes = AttributeRepository.ofKeyValuePair(HOST_KEY_CHECK, check);
        return begin(context, () -> client.connect(settings.user(), host, attributes, null))
                .compose(connect -> connect.isConnected()
                        ? Future.succeededFuture(
                                new SshConnection(context, settings, host, check, connect.getSession()))
                        : Future.failedFuture(connect.getException()))
                .recover(failure -> Future.failedFuture(ConnectionLost.beforeSending(host, reason(failure))));
    }

    /** Proves who the host is, and to the host who this is. */
    Future<Void> login(KeyPair key) {
        session.addPublicKeyIdentity(key);
        return begin(context, session::auth)
                .timeout(settings.loginTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .compose(auth ->
                        auth.isSuccess() ? Future.<Void>succeededFuture() : Future.failedFuture(auth.getException()))
                .recover(failure -> Future.failedFuture(loginFailure(failure)));
    }

    private RuntimeException loginFailure(Throwable failure) {
        if (check.rejection().isPresent())
            return JobFailure.HOST_KEY_REJECTED.exception(check.rejection().get());
        if (failure instanceof SshException ssh
                && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return JobFailure.LOGIN_REFUSED.exception(
                    "%s does not let %s in with the key in %s; authorize the key there"
                            .formatted(Hosts.shown(host), settings.user(), settings.privateKey()));
        }
        String why = failure instanceof TimeoutException
                ? "the login did not end within %d ms"
                        .formatted(settings.loginTimeout().toMillis())
                : reason(failure);
        return ConnectionLost.beforeSending(host, why);
    }

    /** Sends the command and waits for its end, at most for the time of a job. */
    Future<JobResult> execute(CommandLine command) {
        OutputTail output = new OutputTail();
        Promise<Void> closed = Promise.promise();
        return work(context, () -> session.createExecChannel(command.toString()))
                .compose(channel -> {
                    channel.setOut(output);
                    channel.setErr(output);
                    channel.addCloseFutureListener(end -> context.runOnContext(on -> closed.complete()));
                    return work(context, channel::open).map(open -> new Execution(channel, open));
                })
                .recover(failure -> Future.failedFuture(ConnectionLost.beforeSending(host, reason(failure))))
                .compose(execution -> {
                    execution.open().addListener(open -> endInput(execution.channel()));
                    return closed.future()
                            .timeout(settings.jobTimeout().toMillis(), TimeUnit.MILLISECONDS)
                            .transform(end -> endOf(execution, end.succeeded(), command, output));
                });
    }

    private record Execution(ChannelExec channel, OpenFuture open) {}

    /** Nothing is written to the command, and one that reads shall not wait. */
    private static void endInput(ChannelExec channel) {
        if (!channel.isOpen()) return;
        try {
            channel.getInvertedIn().close();
        } catch (IOException e) {
            log.debug("{} is gone before its input was ended; its end is told by its closing", channel, e);
        }
    }

    /** A command may have ended in time although its output has not: something that it left behind holds it open. */
    private Future<JobResult> endOf(Execution execution, boolean closed, CommandLine command, OutputTail output) {
        if (execution.open().getException() instanceof SshChannelOpenException refused) {
            return Future.failedFuture(
                    ConnectionLost.beforeSending(host, "the host opened no channel for it: " + reason(refused)));
        }
        Integer status = execution.channel().getExitStatus();
        String signal = execution.channel().getExitSignal();
        if (status != null && status == 0) return Future.succeededFuture(new JobResult(0, output.text()));
        if (status != null) return Future.failedFuture(failed("ended with status " + status, command, output));
        if (signal != null) return Future.failedFuture(failed("was ended by the signal " + signal, command, output));
        if (!closed) return Future.failedFuture(timedOut(command, output));
        String why = session.isOpen() ? "the host closed the channel without a word" : "the connection broke";
        return Future.failedFuture(ConnectionLost.afterSending(host, command, why));
    }

    private JobException failed(String how, CommandLine command, OutputTail output) {
        return JobFailure.JOB_FAILED.exception(
                "\"%s\" on %s %s; its output ends: %s".formatted(command, Hosts.shown(host), how, output.end(SHOWN)));
    }

    private JobException timedOut(CommandLine command, OutputTail output) {
        return JobFailure.JOB_TIMED_OUT.exception(
                "\"%s\" on %s did not end within %d ms and may still run there; its output ends: %s"
                        .formatted(
                                command,
                                Hosts.shown(host),
                                settings.jobTimeout().toMillis(),
                                output.end(SHOWN)));
    }

    /** Ends the connection at once, whatever is under way on it. */
    Future<Void> cut() {
        return work(context, () -> session.close(true)).mapEmpty();
    }

    private static <F extends SshFuture<F>> Future<F> begin(Context context, Callable<F> call) {
        Promise<F> done = Promise.promise();
        work(context, call)
                .onSuccess(future -> future.addListener(end -> context.runOnContext(on -> done.complete(end))))
                .onFailure(done::fail);
        return done.future();
    }

    private static <T> Future<T> work(Context context, Callable<T> call) {
        return context.executeBlocking(call, false);
    }

    private static String reason(Throwable failure) {
        Throwable cause = ExceptionUtils.peelException(failure);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
