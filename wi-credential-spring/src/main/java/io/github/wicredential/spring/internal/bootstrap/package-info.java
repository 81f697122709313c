/** What happens before there are beans: one credential for Spring Cloud Azure's property source and for the beans. */
@NullMarked
package io.github.wicredential.spring.internal.bootstrap;

import org.jspecify.annotations.NullMarked;
