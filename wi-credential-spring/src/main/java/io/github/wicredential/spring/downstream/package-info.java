/** Calls to the application's own APIs: interceptors that send an access token to named hosts only. */
@NullMarked
package io.github.wicredential.spring.downstream;

import org.jspecify.annotations.NullMarked;
