/** Says on one screen why an application does not start, and what to do. */
@NullMarked
package io.github.wicredential.spring.internal.failure;

import org.jspecify.annotations.NullMarked;
