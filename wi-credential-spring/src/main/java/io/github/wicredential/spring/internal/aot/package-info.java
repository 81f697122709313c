/** What a native image must be told. */
@NullMarked
package io.github.wicredential.spring.internal.aot;

import org.jspecify.annotations.NullMarked;
