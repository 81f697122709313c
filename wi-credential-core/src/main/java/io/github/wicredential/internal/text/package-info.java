/** Ground floor: the one place that makes foreign text safe to show. */
@NullMarked
package io.github.wicredential.internal.text;

import org.jspecify.annotations.NullMarked;
