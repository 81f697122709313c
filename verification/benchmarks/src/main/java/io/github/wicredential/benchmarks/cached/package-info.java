/** What a cached call costs, measured by JMH. */
@NullMarked
package io.github.wicredential.benchmarks.cached;

import org.jspecify.annotations.NullMarked;
