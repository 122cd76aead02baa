/** What one service stands on: clustered Vert.x, its database and the migration of its schema. */
@NullMarked
package io.dormouse.host;

import org.jspecify.annotations.NullMarked;
