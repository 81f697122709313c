/** Ground floor: the one table of Azure's clouds. */
@NullMarked
package io.github.wicredential.internal.cloud;

import org.jspecify.annotations.NullMarked;
