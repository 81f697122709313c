/** The library's own jars that an application has: all must have the same version. */
@NullMarked
package io.github.wicredential.internal.artifacts;

import org.jspecify.annotations.NullMarked;
