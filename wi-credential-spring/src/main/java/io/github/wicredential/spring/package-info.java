/** Workload identity for Spring Boot applications. */
@NullMarked
package io.github.wicredential.spring;

import org.jspecify.annotations.NullMarked;
