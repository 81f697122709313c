/** A real Kafka broker on the loopback address, whose clients log in with access tokens. */
@NullMarked
package io.github.wicredential.examples.localkafka;

import org.jspecify.annotations.NullMarked;
