/** Calls of gRPC services with an access token, by an object that the application hands to its stub. */
@NullMarked
package io.github.wicredential.clients.grpc;

import org.jspecify.annotations.NullMarked;
