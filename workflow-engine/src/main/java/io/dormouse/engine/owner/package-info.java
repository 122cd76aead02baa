/** The loop that owns many workflows: it appends what happens to them, carries out their commands, and lets them sleep. */
@NullMarked
package io.dormouse.engine.owner;

import org.jspecify.annotations.NullMarked;
