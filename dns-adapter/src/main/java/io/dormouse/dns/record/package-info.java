/** What a record may be: names, types and values as people write them, checked before any server is asked. */
@NullMarked
package io.dormouse.dns.record;

import org.jspecify.annotations.NullMarked;
