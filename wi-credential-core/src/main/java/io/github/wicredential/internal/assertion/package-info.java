/**
 * Room two: the pod's own token, read from its file on every exchange.
 * What leaves it has the shape of a JWT and had not run out long ago.
 */
@NullMarked
package io.github.wicredential.internal.assertion;

import org.jspecify.annotations.NullMarked;
