/** A real PostgreSQL server on the loopback address, whose roles sign in with access tokens. */
@NullMarked
package io.github.wicredential.examples.postgres;

import org.jspecify.annotations.NullMarked;
