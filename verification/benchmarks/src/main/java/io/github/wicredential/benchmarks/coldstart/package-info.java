/** The first token of a new JVM. */
@NullMarked
package io.github.wicredential.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
