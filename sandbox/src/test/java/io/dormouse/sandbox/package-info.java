/** The data centre as a whole, deployed as a service would deploy it. */
@NullMarked
package io.dormouse.sandbox;

import org.jspecify.annotations.NullMarked;
