/** Judges an identity for both lines of Spring Boot, without a type of either. */
@NullMarked
package io.github.wicredential.spring.internal.health;

import org.jspecify.annotations.NullMarked;
