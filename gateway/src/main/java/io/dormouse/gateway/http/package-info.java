/** HTTP and JSON at their strictest: targets, queries, bodies, problems, slow clients. Knows no service and no database. */
@NullMarked
package io.dormouse.gateway.http;

import org.jspecify.annotations.NullMarked;
