/** An API of one's own: the side that calls, and the side that verifies. */
@NullMarked
package io.github.wicredential.examples.ownapi;

import org.jspecify.annotations.NullMarked;
