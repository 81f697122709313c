/**
 * Room one: the variables that the webhook injects, and what the builder sets in their place.
 * What leaves it is complete and checked.
 */
@NullMarked
package io.github.wicredential.internal.environment;

import org.jspecify.annotations.NullMarked;
