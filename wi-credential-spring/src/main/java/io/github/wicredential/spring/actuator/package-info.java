/** What operations sees of the identities. Loaded where Spring Boot's actuator is. */
@NullMarked
package io.github.wicredential.spring.actuator;

import org.jspecify.annotations.NullMarked;
