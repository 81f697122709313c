/** MongoDB without a password, by an object that the application hands to its client. */
@NullMarked
package io.github.wicredential.clients.mongodb;

import org.jspecify.annotations.NullMarked;
