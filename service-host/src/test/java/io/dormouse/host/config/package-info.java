/** What is said of a configuration, right or wrong. */
@NullMarked
package io.dormouse.host.config;

import org.jspecify.annotations.NullMarked;
