/**
 * Where messages direct their readers. The ground of all rooms.
 */
@NullMarked
package io.github.wicredential.internal.docs;

import org.jspecify.annotations.NullMarked;
