/** The bearer's side of a request to a resource: to whom a token may go, and what a resource asks for when it refuses one. */
@NullMarked
package io.github.wicredential.internal.bearer;

import org.jspecify.annotations.NullMarked;
