/** What callers see over time: a cold start of many threads, renewals, outages. */
@NullMarked
package io.github.wicredential.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
