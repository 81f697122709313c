/** For Spring Cloud Azure's login to Event Hubs by Kafka's protocol, which looks for no bean. */
@NullMarked
package io.github.wicredential.spring.kafka;

import org.jspecify.annotations.NullMarked;
