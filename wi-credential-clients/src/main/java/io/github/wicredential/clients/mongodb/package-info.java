/** MongoDB without a password, by an object that the application passes to its client. */
@NullMarked
package io.github.wicredential.clients.mongodb;

import org.jspecify.annotations.NullMarked;
