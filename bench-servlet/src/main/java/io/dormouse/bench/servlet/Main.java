package io.dormouse.bench.servlet;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Prints its port and runs until it is killed. */
public final class Main {
    private Main() {}

    /** @param words where the slow service listens on the loopback, and how many workers there are */
    public static void main(String[] words) throws Exception {
        URI service = URI.create("http://127.0.0.1:" + Integer.parseInt(words[0]) + "/");
        Path folder = Files.createTempDirectory("dormouse-bench-servlet");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector(Integer.parseInt(words[1])));
        Context context = tomcat.addContext("", new File(folder.toString()).getAbsolutePath());
        Tomcat.addServlet(context, "search", new SearchServlet(service));
        context.addServletMappingDecoded("/", "search");
        tomcat.start();
        System.out.println(tomcat.getConnector().getLocalPort());
    }

    private static Connector connector(int workers) {
        Connector connector = new Connector("HTTP/1.1");
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", "" + workers);
        connector.setProperty("minSpareThreads", "" + workers);
        connector.setProperty("maxKeepAliveRequests", "-1");
        return connector;
    }
}
