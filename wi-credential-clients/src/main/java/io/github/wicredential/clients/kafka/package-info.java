/** Kafka's clients without passwords: a login handler that is named in {@code sasl.login.callback.handler.class}. */
@NullMarked
package io.github.wicredential.clients.kafka;

import org.jspecify.annotations.NullMarked;
