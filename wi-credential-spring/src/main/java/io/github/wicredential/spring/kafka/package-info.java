/** The credential for Spring Cloud Azure's Kafka login to Event Hubs, which does not look for beans. */
@NullMarked
package io.github.wicredential.spring.kafka;

import org.jspecify.annotations.NullMarked;
