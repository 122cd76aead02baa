/** The thread of one workflow: it pulls entries inside await, gives commands, and comes out the same when it runs again. */
@NullMarked
package io.dormouse.engine.replay;

import org.jspecify.annotations.NullMarked;
