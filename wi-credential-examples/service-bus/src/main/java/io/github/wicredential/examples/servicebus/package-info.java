/** A message through a queue of Service Bus. */
@NullMarked
package io.github.wicredential.examples.servicebus;

import org.jspecify.annotations.NullMarked;
