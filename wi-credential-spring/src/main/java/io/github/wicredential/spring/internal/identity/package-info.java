/** From properties to an identity. */
@NullMarked
package io.github.wicredential.spring.internal.identity;

import org.jspecify.annotations.NullMarked;
