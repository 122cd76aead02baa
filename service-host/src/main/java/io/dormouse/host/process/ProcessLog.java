package io.dormouse.host.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * A line for each event on standard output, for whoever collects it. In code, because reading logback's XML costs a tenth of a
 * second of every start. Registered as a service; does nothing unless {@link #toStandardOutput} was called.
 */
public final class ProcessLog extends ContextAwareBase implements Configurator {
    private static final String WANTED = "dormouse.process-log";

    /** Line breaks become {@code ⏎}, so that an event with a stack trace is one line too. */
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level [%thread] %logger{36} %replace(%msg%n%ex){'\\R(?=.|\\R)',"
                    + " ' ⏎ '}%nopex";

    /** Call before the first logger is made. */
    static void toStandardOutput() {
        System.setProperty(WANTED, "true");
    }

    /** Says what is logged from now on. @param others levels of some loggers */
    static void level(String root, Map<String, String> others) {
        level(org.slf4j.Logger.ROOT_LOGGER_NAME, root);
        others.forEach(ProcessLog::level);
    }

    private static void level(String logger, String level) {
        if (LoggerFactory.getLogger(logger) instanceof Logger logback) logback.setLevel(Level.toLevel(level));
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(WANTED) == null) return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console(context));
        List.of("org.flywaydb", "org.apache.sshd", "com.hazelcast")
                .forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        // Who is in the cluster, at every change
        context.getLogger("com.hazelcast.internal.cluster.ClusterService").setLevel(Level.INFO);
        // They warn of what is meant: no CP subsystem, no access to the JDK's internals, pools of one name; and of
        // every
        // broken connection with a stack trace, where the suspicion that follows is told anyway
        List.of(
                        "com.hazelcast.cp.CPSubsystem",
                        "com.hazelcast.instance.impl",
                        "com.hazelcast.internal.server.tcp",
                        "io.micrometer")
                .forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
