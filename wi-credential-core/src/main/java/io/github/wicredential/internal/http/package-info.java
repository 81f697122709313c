/**
 * The library's own HTTP: the transport of token requests unless the application supplies one, with egress proxies,
 * and with separate TLS settings for hosts in the cluster.
 *
 * <p>The only room that knows the library's own OkHttp, which is relocated; see {@code wi-credential-thirdparty}.
 */
@NullMarked
package io.github.wicredential.internal.http;

import org.jspecify.annotations.NullMarked;
