/** The command line as people and scripts meet it, against recorded answers of the API. */
@NullMarked
package io.dormouse.cli;

import org.jspecify.annotations.NullMarked;
