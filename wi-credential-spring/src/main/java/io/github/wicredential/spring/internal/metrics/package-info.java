/** Meters and observations of token requests. Nothing is counted where a fresh token is handed out. */
@NullMarked
package io.github.wicredential.spring.internal.metrics;

import org.jspecify.annotations.NullMarked;
