package io.dormouse.job.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.NullUnmarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command of a {@link ScriptedHost}. The SSH server sets its fields before it starts it. */
@NullUnmarked
final class ScriptedCommand implements Command {
    private static final Logger log = LoggerFactory.getLogger(ScriptedCommand.class);

    private final ScriptedHost host;
    private final String[] words;
    private InputStream in;
    private OutputStream out;
    private OutputStream err;
    private ExitCallback exit;

    ScriptedCommand(ScriptedHost host, String line) {
        this.host = host;
        this.words = line.split(" ");
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Thread.startVirtualThread(() -> {
            try {
                host.begun.incrementAndGet();
                play(channel);
            } catch (IOException | InterruptedException e) {
                log.debug("the client of \"{}\" did not wait for its end", String.join(" ", words), e);
                channel.close(true);
            }
        });
    }

    private void play(ChannelSession channel) throws IOException, InterruptedException {
        switch (words[0]) {
            case "say" -> {
                print(out, words[1]);
                print(err, "but " + words[1]);
            }
            case "fail" -> print(out, "about to fail");
            case "flood" -> print(out, "x\n".repeat((Integer.parseInt(words[1]) - 8) / 2) + "the end");
            case "garble" -> out.write(new byte[] {'a', (byte) 0xff, 0, 27, 'b'});
            case "read" -> print(out, String.valueOf(in.readAllBytes().length));
            case "block" -> {
                host.awaitGate();
                print(out, "let go");
            }
            case "linger" -> {
                print(out, "left behind");
                tell(channel, "exit-status", new byte[4]);
                host.awaitGate();
                channel.close(false);
                return;
            }
            case "drop" -> channel.getSession().close(true);
            case "once" -> {
                if (host.keys.add(words[1])) channel.getSession().close(true);
                print(out, "done");
            }
            case "killed" -> {
                ByteArrayBuffer kill = new ByteArrayBuffer();
                kill.putString("KILL");
                kill.putBoolean(false);
                kill.putString("");
                kill.putString("");
                tell(channel, "exit-signal", kill.getCompactData());
                channel.close(false);
                return;
            }
            default -> throw new IllegalArgumentException("unknown command " + words[0]);
        }
        exit.onExit(words[0].equals("fail") ? Integer.parseInt(words[1]) : 0);
    }

    private static void print(OutputStream to, String line) throws IOException {
        to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    /** A request of RFC 4254 §6.10: how the command ended. */
    private static void tell(ChannelSession channel, String how, byte[] what) throws IOException {
        Buffer buffer = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
        buffer.putUInt(channel.getRecipient());
        buffer.putString(how);
        buffer.putBoolean(false);
        buffer.putRawBytes(what);
        channel.writePacket(buffer);
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void destroy(ChannelSession channel) {}
}
