/** Reactive databases without passwords: the R2DBC driver {@code azure}, in front of the database driver. */
@NullMarked
package io.github.wicredential.clients.r2dbc;

import org.jspecify.annotations.NullMarked;
