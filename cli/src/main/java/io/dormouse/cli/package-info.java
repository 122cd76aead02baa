/**
 * The command line: a thin client of the HTTP API. One class a command; what they share is how to find the API, how to ask it,
 * and how to show an answer to people. It knows the API by its JSON alone and passes over what it does not know.
 */
@NullMarked
package io.dormouse.cli;

import org.jspecify.annotations.NullMarked;
