/** Decisions before there are beans: the credential of Spring Cloud Azure's property source and connections. */
@NullMarked
package io.github.wicredential.spring.bootstrap;

import org.jspecify.annotations.NullMarked;
