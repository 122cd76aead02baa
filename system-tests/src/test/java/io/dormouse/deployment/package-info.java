/** The files that put Dormouse into containers are held against the programs that they start. No container is started. */
@NullMarked
package io.dormouse.deployment;

import org.jspecify.annotations.NullMarked;
