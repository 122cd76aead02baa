package io.dormouse.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Logs go to {@code dormouse.log} in a folder, a file a day, 100 MB in all; never to standard output. In code, because reading
 * logback's XML costs a tenth of a second of every start. Registered as a service; silent unless {@link #writeTo} was called.
 */
public final class Logs extends ContextAwareBase implements Configurator {
    private static final String FOLDER = "dormouse.logs";

    /** Call before the first logger is made. */
    static void writeTo(Path folder) {
        System.setProperty(FOLDER, folder.toString());
    }

    /** Writes a failure down, unless it is from before there were logs. */
    static void record(String what, Throwable failure) {
        if (System.getProperty(FOLDER) != null)
            LoggerFactory.getLogger(Logs.class).error(what, failure);
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String folder = System.getProperty(FOLDER);
        if (folder == null) return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(rollingFile(context, Path.of(folder)));
        List.of("com.hazelcast", "org.flywaydb", "org.apache.sshd")
                .forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        // They warn, at every start, of what is meant: a cluster of one, no CP subsystem, no access to the JDK's
        // internals
        List.of("com.hazelcast.cp.CPSubsystem", "com.hazelcast.instance.impl")
                .forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static RollingFileAppender<ILoggingEvent> rollingFile(LoggerContext context, Path folder) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(folder.resolve("dormouse.log").toString());

        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(
                folder.resolve("dormouse-%d{yyyy-MM-dd}.%i.log.gz").toString());
        policy.setMaxFileSize(FileSize.valueOf("10MB"));
        policy.setMaxHistory(14);
        policy.setTotalSizeCap(FileSize.valueOf("100MB"));
        policy.start();
        appender.setRollingPolicy(policy);

        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level [%thread] %logger{36} %msg%n");
        encoder.start();
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
