/** The libraries side by side, and the authority in the process that all of them ask. */
@NullMarked
package io.github.wicredential.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
