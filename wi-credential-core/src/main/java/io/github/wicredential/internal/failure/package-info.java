/** The exceptions that only the library makes. */
@NullMarked
package io.github.wicredential.internal.failure;

import org.jspecify.annotations.NullMarked;
