/** Kafka's client with the identity of the pod, as Event Hubs takes it. */
@NullMarked
package io.github.wicredential.examples.kafka;

import org.jspecify.annotations.NullMarked;
