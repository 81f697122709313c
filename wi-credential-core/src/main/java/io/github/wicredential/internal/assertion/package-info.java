/**
 * Room two: the pod's own token, read from its file on every exchange.
 * What leaves it is a {@link io.github.wicredential.internal.assertion.ClientAssertion}, decoded once.
 */
@NullMarked
package io.github.wicredential.internal.assertion;

import org.jspecify.annotations.NullMarked;
