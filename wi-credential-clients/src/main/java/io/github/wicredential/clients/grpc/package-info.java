/** gRPC calls with an access token, by an object that the application passes to its stub. */
@NullMarked
package io.github.wicredential.clients.grpc;

import org.jspecify.annotations.NullMarked;
