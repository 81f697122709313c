/**
 * Room three: one POST to the authority, and one reading of its answer.
 * It never repeats a request; it says whether repeating makes sense.
 */
@NullMarked
package io.github.wicredential.internal.exchange;

import org.jspecify.annotations.NullMarked;
