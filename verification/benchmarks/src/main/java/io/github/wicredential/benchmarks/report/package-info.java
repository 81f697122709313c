/** From figures to rows, verdicts, a table and pictures. */
@NullMarked
package io.github.wicredential.benchmarks.report;

import org.jspecify.annotations.NullMarked;
