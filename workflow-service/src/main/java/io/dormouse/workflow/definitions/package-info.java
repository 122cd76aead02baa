/** What a definition looks like from outside: the schema of its input. */
@NullMarked
package io.dormouse.workflow.definitions;

import org.jspecify.annotations.NullMarked;
