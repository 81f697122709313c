/** The cached tokens: one entry per kind of token, one immutable state per entry, one request at a time. */
@NullMarked
package io.github.wicredential.internal.cache;

import org.jspecify.annotations.NullMarked;
