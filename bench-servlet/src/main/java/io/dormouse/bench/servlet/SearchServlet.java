package io.dormouse.bench.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks the slow service, and keeps its worker until the answer is there. */
final class SearchServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI service;

    SearchServlet(URI service) {
        this.service = service;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            byte[] answer = CLIENT.send(HttpRequest.newBuilder(service).build(), BodyHandlers.ofByteArray())
                    .body();
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server ends", e);
        }
    }
}
