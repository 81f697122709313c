/**
 * Room one: the variables that the webhook injects, and the builder's settings that replace them. What leaves it is
 * complete and validated.
 */
@NullMarked
package io.github.wicredential.internal.environment;

import org.jspecify.annotations.NullMarked;
