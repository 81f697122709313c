/**
 * The bearer's side of a request to a resource: where a token may be sent, and what a resource requests when it
 * refuses one.
 */
@NullMarked
package io.github.wicredential.internal.bearer;

import org.jspecify.annotations.NullMarked;
