/** Health, meters, observations and diagnosis of the identities, if Spring Boot's actuator is present. */
@NullMarked
package io.github.wicredential.spring.actuator;

import org.jspecify.annotations.NullMarked;
