/**
 * Support for OkHttp: as the transport of token requests, and as a client that sends tokens.
 *
 * <p>This is the only public package with OkHttp types. It supports OkHttp 4.12 and 5.
 */
@NullMarked
package io.github.wicredential.okhttp;

import org.jspecify.annotations.NullMarked;
