/** Benchmarks of wi-credential. */
@NullMarked
package io.github.wicredential.benchmarks;

import org.jspecify.annotations.NullMarked;
