package io.dormouse.sandbox.machine;

import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;

/** An SSH server that starts without listening anywhere, which {@link SshServer#start} cannot: addresses come and go later. */
final class UnboundSshServer extends SshServer {
    static UnboundSshServer create() {
        return (UnboundSshServer)
                ServerBuilder.builder().factory(UnboundSshServer::new).build();
    }

    void startUnbound() {
        checkConfig();
        setSessionFactory(createSessionFactory());
        acceptor = createAcceptor();
        setupSessionTimeout(getSessionFactory());
    }

    IoAcceptor acceptor() {
        return acceptor;
    }
}
