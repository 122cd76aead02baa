package io.dormouse.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The passwords of one directory, in a file that only its user can read (mode 600), and which roles have been made with them.
 * A password is on the disk before any role gets it.
 */
final class Secrets {
    private static final String PASSWORD = "password.";
    private static final String MADE = "made.";

    private final Path file;
    private final Map<String, String> entries = new TreeMap<>();

    Secrets(Path file) {
        this.file = file;
        if (!Files.exists(file)) return;
        try {
            Properties stored = new Properties();
            stored.load(new StringReader(Files.readString(file)));
            stored.forEach((name, value) -> entries.put(String.valueOf(name), String.valueOf(value)));
        } catch (IOException e) {
            throw PostgresException.notWritable(file, e);
        }
    }

    String superuserPassword() {
        return passwordOf("superuser");
    }

    synchronized String passwordOf(String role) {
        String known = entries.get(PASSWORD + role);
        if (known != null) return known;
        String made = Password.make();
        entries.put(PASSWORD + role, made);
        write();
        return made;
    }

    synchronized boolean isMade(String schema) {
        return entries.containsKey(MADE + schema);
    }

    synchronized void markMade(String schema) {
        entries.put(MADE + schema, "yes");
        write();
    }

    private void write() {
        String text = entries.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            FileTree.writePrivately(file, text);
        } catch (IOException e) {
            throw PostgresException.notWritable(file, e);
        }
    }
}
