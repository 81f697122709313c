/** Ground floor: the one reading of what goes wrong on the way to a host, whoever met it. */
@NullMarked
package io.github.wicredential.internal.network;

import org.jspecify.annotations.NullMarked;
