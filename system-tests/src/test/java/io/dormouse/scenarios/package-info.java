/**
 * What a user lives through, played with the real {@code ./dormouse} script, real processes, and SIGKILL. Each scenario has its
 * own data directory, ports and sandbox addresses. Everything is judged from outside: by HTTP, DNS, SSH's traces and Postgres.
 */
@NullMarked
package io.dormouse.scenarios;

import org.jspecify.annotations.NullMarked;
