/** Ground floor: reading small files that others write. */
@NullMarked
package io.github.wicredential.internal.files;

import org.jspecify.annotations.NullMarked;
