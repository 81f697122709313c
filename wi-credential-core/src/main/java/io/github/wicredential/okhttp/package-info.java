/**
 * OkHttp on both sides: as the transport of token requests, and as a client that sends tokens.
 *
 * <p>The only package with OkHttp's types. It runs with OkHttp 4.12 and 5.
 */
@NullMarked
package io.github.wicredential.okhttp;

import org.jspecify.annotations.NullMarked;
