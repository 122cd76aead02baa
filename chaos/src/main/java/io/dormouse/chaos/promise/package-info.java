/** What clients asked for and what they were told, in files that nothing but their own process can lose. */
@NullMarked
package io.dormouse.chaos.promise;

import org.jspecify.annotations.NullMarked;
