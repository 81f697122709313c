/** Reactive databases without passwords: the R2DBC driver {@code azure}, before the driver of the database. */
@NullMarked
package io.github.wicredential.clients.r2dbc;

import org.jspecify.annotations.NullMarked;
