/** Threads and time: one guard that wakes entries when their time has come, and the workers that make requests. */
@NullMarked
package io.github.wicredential.internal.runtime;

import org.jspecify.annotations.NullMarked;
