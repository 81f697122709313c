/** Ground floor: the one place that makes foreign text fit to be shown. */
@NullMarked
package io.github.wicredential.internal.text;

import org.jspecify.annotations.NullMarked;
