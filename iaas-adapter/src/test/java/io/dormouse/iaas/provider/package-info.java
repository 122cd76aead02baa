/** The provider against the sandbox's cloud, and against worse. */
@NullMarked
package io.dormouse.iaas.provider;

import org.jspecify.annotations.NullMarked;
