package io.dormouse.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param environment the variables
 * @param home the user's folder
 * @param screen where answers go
 */
record World(Map<String, String> environment, Path home, Screen screen) {}
