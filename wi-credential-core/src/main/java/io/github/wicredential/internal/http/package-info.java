/**
 * The library's own HTTP: the transport of token requests unless the application brings one, with egress proxies, and
 * with TLS settings of its own for hosts of the cluster.
 *
 * <p>The only room that knows the library's own OkHttp, which is relocated; see {@code wi-credential-thirdparty}.
 */
@NullMarked
package io.github.wicredential.internal.http;

import org.jspecify.annotations.NullMarked;
